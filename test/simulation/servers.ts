import { type Clock, sleep } from '../../domain/clock.ts';
import type { Holds } from './holds.ts';
import { begin, type Life, type LifeParts } from './life.ts';
import type { Owner } from './owner.ts';

const rebootMs = 1_000;
/** Longer than a lease. */
const stallMs = 45_000;

/** The servers of an installation: each that dies is followed by another one a second later. */
export class Servers {
  /** How many lives there were. */
  lives = 0;
  /** Resolves when those that could not start are gone. */
  burying: Promise<void> = Promise.resolve();
  private readonly alive = new Map<number, Life>();

  constructor(
    private readonly parts: {
      world: Clock;
      holds: Holds;
      /** What a life needs besides what is given here. */
      lifeOf(slot: number, life: number): Omit<LifeParts, 'name' | 'slot' | 'holds' | 'onFailed'>;
    },
  ) {}

  get all(): Life[] {
    return [...this.alive.values()];
  }

  boot(slot: number): void {
    const number = ++this.lives;
    const life = begin({
      ...this.parts.lifeOf(slot, number),
      ...{ slot, name: `server ${number}`, holds: this.parts.holds },
      onFailed: (failed) => {
        this.burying = this.burying.then(() => this.crash(failed));
      },
    });
    this.alive.set(slot, life);
  }

  /** Ends a life, and prepares the next. */
  async crash(owner: Owner): Promise<void> {
    const life = this.all.find((one) => one === owner);
    if (!life) return;
    this.alive.delete(life.slot);
    await life.end();
    void sleep(this.parts.world, rebootMs).then(() => this.boot(life.slot));
  }

  /** A server does nothing for a while, and then goes on as if nothing had been. */
  stall(owner: Owner): void {
    const { world, holds } = this.parts;
    owner.stalledUntil = new Date(world.now().getTime() + stallMs);
    holds.stall(owner);
    // Time does not leap over its end then (calm.ts).
    world.after(stallMs, () => undefined);
  }

  async end(): Promise<void> {
    for (const life of this.all) await life.end();
  }
}
