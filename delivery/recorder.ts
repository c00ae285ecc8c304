import { type Attempt, recordAttempts } from '../db/attempts.ts';
import { isUnavailable, type Engine as Sql } from '../db/client.ts';
import { type ClaimedLane, lockLanes, type ReleasedLane, releaseLanes } from '../db/lanes.ts';
import type { Account } from '../db/reach.ts';
import { suppress } from '../db/suppressions.ts';
import type { Channel } from '../domain/channel.ts';
import { type Clock, sleep } from '../domain/clock.ts';
import type { Log } from '../domain/log.ts';
import { fallBack } from './fallback.ts';
import { askToWrite } from './window.ts';

/** What cannot be recorded just now is tried again this often. */
const againMs = 1_000;

export interface RecorderDeps {
  sql: Sql;
  clock: Clock;
  newId: () => string;
  log: Log;
  channels: Map<string, Channel>;
}

/** Where another address of the person is looked for; skipped counts where they stopped meanwhile. */
const isLost = new Set(['failed', 'dead', 'skipped']);

/** How sends of a lane ended; without `released` it is not given back yet. */
interface Ended {
  attempts: Attempt[];
  released: ReleasedLane | null;
  done: () => void;
}

/** Keeps how sends ended: whatever ended while the last were being written is written together. */
export class Recorder {
  private readonly ended: Ended[] = [];
  private isWriting = false;
  private readonly accounts: Account[];

  constructor(
    private readonly deps: RecorderDeps,
    /** Who holds the lanes. */
    private readonly worker: string,
    private readonly stopping: AbortSignal,
  ) {
    this.accounts = [...deps.channels.values()].map(({ name, account }) => ({ channel: name, account }));
  }

  /**
   * Resolves when it is kept, or when a stop leaves it as in flight.
   * @param release gives the lane back, to wait until then where that is set
   */
  record(lane: ClaimedLane, attempts: Attempt[], release?: { until: Date | null }): Promise<void> {
    return new Promise((done) => {
      this.ended.push({ attempts, released: release ? { ...lane, ...release } : null, done });
      if (!this.isWriting) void this.flush();
    });
  }

  private async flush(): Promise<void> {
    this.isWriting = true;
    while (this.ended.length > 0) {
      const unkept = await this.keep(this.ended.splice(0));
      // What a stop leaves unrecorded counts as in flight, and is settled or marked after the next start.
      if (this.stopping.aborted) for (const { done } of unkept) done();
      else if (unkept.length > 0) {
        this.ended.push(...unkept);
        await sleep(this.deps.clock, againMs, this.stopping);
      }
    }
    this.isWriting = false;
  }

  /** Returns those that could not be written: all while the database is away, else only what it refuses. */
  private async keep(batch: Ended[]): Promise<Ended[]> {
    try {
      await this.write(batch);
      for (const { done } of batch) done();
      return [];
    } catch (error) {
      this.deps.log.warn({ err: error }, 'what was sent cannot be recorded; trying again');
      if (batch.length === 1 || isUnavailable(error)) return batch;
    }
    const unkept: Ended[] = [];
    for (const one of batch) unkept.push(...(await this.keep([one])));
    return unkept;
  }

  private async write(batch: Ended[]): Promise<void> {
    const { sql, clock, newId } = this.deps;
    const now = clock.now();
    const attempts = batch.flatMap((one) => one.attempts).sort((a, b) => (a.id < b.id ? -1 : 1));
    const lanes = batch.flatMap(({ released }) => (released ? [released] : []));
    await sql.begin(async (tx) => {
      const written = attempts.length > 0 ? await recordAttempts(tx, attempts, now) : new Set();
      const kept = attempts.filter(({ id }) => written.has(id));
      for (const { status, reason, addressId, providerCode } of kept) {
        if (status === 'failed' && reason === 'stopped')
          await suppress(tx, { id: newId(), addressId, how: 'error', providerCode, now });
      }
      const ended = kept.filter(({ status }) => isLost.has(status));
      await fallBack(
        tx,
        ended.map(({ id }) => id),
        { newId, accounts: this.accounts, now },
      );
      const unheard = kept.filter(({ status, reason }) => status === 'held' && reason === 'windowClosed');
      if (unheard.length > 0)
        await askToWrite(tx, { addressIds: unheard.map(({ addressId }) => addressId), newId, now });
      if (lanes.length > 0)
        await Promise.all([lockLanes(tx, lanes), releaseLanes(tx, { lanes, worker: this.worker, now })]);
    });
  }
}
