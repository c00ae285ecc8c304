import type { Owner } from './owner.ts';

/** A stall of 45 s, and a lease of 30 s that ends meanwhile: after that its own claims count again. */
const doubtfulMs = 80_000;

interface Hold {
  owner: Owner;
  sinceMs: number;
}

/**
 * Watches who is sending which delivery: one that a living server has in hand is nobody else's. A server that crashed or
 * stalled loses what it had.
 */
export class Holds {
  readonly violations: string[] = [];
  private readonly held = new Map<string, Hold>();
  private readonly stalled = new Map<Owner, number>();

  constructor(private readonly now: () => Date) {}

  /** A server does nothing for a while: what it had in hand may be taken from it. */
  stall(owner: Owner): void {
    this.stalled.set(owner, this.now().getTime());
  }

  /** A claim was committed, and its server heard so. */
  take(owner: Owner, ids: string[]): void {
    for (const id of ids) {
      const other = this.held.get(id);
      if (other && this.isWorking(other))
        this.violations.push(`${other.owner.name} and ${owner.name} send ${id} at the same time`);
      this.held.set(id, { owner, sinceMs: this.now().getTime() });
    }
  }

  /** How sends ended is being written down. */
  release(owner: Owner, ids: string[]): void {
    for (const id of ids) if (this.held.get(id)?.owner === owner) this.held.delete(id);
  }

  private isWorking({ owner, sinceMs }: Hold): boolean {
    if (owner.isDead) return false;
    const stalledAtMs = this.stalled.get(owner);
    return stalledAtMs === undefined || stalledAtMs + doubtfulMs < sinceMs;
  }
}
