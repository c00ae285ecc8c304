import { findMessageIdsAfter } from '../../db/api/messages.ts';
import { firstIdOf, timeOf } from '../../domain/id.ts';
import { reading } from '../api/deps.ts';
import type { Connection } from './connection.ts';
import type { LiveDeps } from './deps.ts';

/** A message may be committed some time after its id was made: so far back is looked again. */
const overlapMs = 60_000;

/** The programs of one community, and which of its messages they know of. */
export class Room {
  readonly connections = new Set<Connection>();
  private known: Set<string> | null = null;
  private lookedAt: Date;

  constructor(
    private readonly deps: LiveDeps,
    readonly communityId: string,
  ) {
    this.lookedAt = deps.clock.now();
  }

  /** What is there when the first one comes in is not news. */
  async open(): Promise<void> {
    this.known ??= new Set(await this.recent());
  }

  /** The messages that nobody here has heard of, the oldest first. */
  async fresh(): Promise<string[]> {
    const { known } = this;
    if (!known) return [];
    const found = await this.recent();
    const fresh = found.filter((id) => !known.has(id));
    for (const id of fresh) known.add(id);
    for (const id of known) if (timeOf(id) < this.since()) known.delete(id);
    return fresh;
  }

  private async recent(): Promise<string[]> {
    const now = this.deps.clock.now();
    const after = firstIdOf(this.since());
    const found = await reading(this.deps, this, (tx, communityId) =>
      findMessageIdsAfter(tx, communityId, after),
    );
    this.lookedAt = now;
    return found;
  }

  private since = () => new Date(this.lookedAt.getTime() - overlapMs);
}
