import { type Attempt, recordAttempts } from '../db/attempts.ts';
import { isUnavailable, type Engine as Sql, type Tx } from '../db/client.ts';
import { type ClaimedLane, keyOfLane, lockLanes, type ReleasedLane, releaseLanes } from '../db/lanes.ts';
import { queuedBy } from '../db/queued.ts';
import type { Account } from '../db/reach.ts';
import { returnSegments } from '../db/smsBudget.ts';
import { suppressAll } from '../db/suppressions.ts';
import type { Channel, Receipt } from '../domain/channel.ts';
import { type Clock, type Random, sleep } from '../domain/clock.ts';
import type { Log } from '../domain/log.ts';
import { fallBack } from './fallback.ts';
import { takeReceipts } from './receipts.ts';
import type { CountSegments } from './smsCost.ts';
import { askToWrite } from './window.ts';

/** What cannot be recorded just now is tried again this often. */
const againMs = 1_000;

export interface RecorderDeps {
  sql: Sql;
  clock: Clock;
  random: Random;
  newId: () => string;
  log: Log;
  channels: Map<string, Channel>;
  /** What goes on as a text message is paid for. */
  countSegments: CountSegments;
}

/** Where another address of the person is looked for; skipped counts where they stopped meanwhile. */
const isLost = new Set(['failed', 'dead', 'skipped']);

/** How sends of a lane ended; without `released` it is not given back yet. */
interface Ended {
  lane: ClaimedLane;
  attempts: Attempt[];
  released: ReleasedLane | null;
  done: (() => void)[];
}

/** Whose lanes they are. */
export interface RecordedFor {
  worker: string;
  stopping: AbortSignal;
  /** Called where something is to be sent: again, or by another way. */
  onDue: () => void;
}

/** Keeps how sends ended: whatever ended while the last were being written is written together. */
export class Recorder {
  /** By lane: one is never given back before all that was sent in it is kept. */
  private readonly ended = new Map<string, Ended>();
  private isWriting = false;
  /** The last write failed, and is tried again. */
  isStuck = false;
  private readonly accounts: Account[];

  constructor(
    private readonly deps: RecorderDeps,
    private readonly by: RecordedFor,
  ) {
    this.accounts = [...deps.channels.values()].map(({ name, account }) => ({ channel: name, account }));
  }

  /**
   * Resolves when it is kept, or when a stop leaves it as in flight.
   * @param release gives the lane back, to wait until then where that is set
   */
  record(lane: ClaimedLane, attempts: Attempt[], release?: { until: Date | null }): Promise<void> {
    return new Promise((done) => {
      this.put({ lane, attempts, released: release ? { ...lane, ...release } : null, done: [done] });
      if (!this.isWriting) void this.flush();
    });
  }

  private put(one: Ended): void {
    const key = keyOfLane(one.lane);
    const waiting = this.ended.get(key);
    if (!waiting) return void this.ended.set(key, one);
    waiting.attempts.push(...one.attempts);
    waiting.released ??= one.released;
    waiting.done.push(...one.done);
  }

  private async flush(): Promise<void> {
    this.isWriting = true;
    while (this.ended.size > 0) {
      const batch = [...this.ended.values()];
      this.ended.clear();
      const unkept = await this.keep(batch);
      this.isStuck = unkept.length > 0;
      // What a stop leaves unrecorded counts as in flight, and is settled or marked after the next start.
      if (this.by.stopping.aborted) for (const { done } of unkept) for (const resolve of done) resolve();
      else if (unkept.length > 0) {
        for (const one of unkept) this.put(one);
        await sleep(this.deps.clock, againMs, this.by.stopping);
      }
    }
    this.isWriting = false;
  }

  /** Returns those that could not be written: all while the database is away, else only what it refuses. */
  private async keep(batch: Ended[]): Promise<Ended[]> {
    try {
      await this.write(batch);
      for (const { done } of batch) for (const resolve of done) resolve();
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
    const areDue = await sql.begin(async (tx) => {
      const { written, early } = await recordAttempts(tx, attempts, now);
      const kept = attempts.filter(({ id }) => written.has(id));
      await this.followUp(tx, { kept, early }, now);
      const unheard = kept.filter(({ status, reason }) => status === 'held' && reason === 'windowClosed');
      if (unheard.length > 0) await askToWrite(tx, { unheard, newId, now });
      const areDue = lanes.length > 0 && (await this.giveBack(tx, lanes, now));
      return areDue || queuedBy(tx).length > 0;
    });
    if (areDue) this.by.onDue();
  }

  /** Returns whether there is something to send in them again. */
  private async giveBack(tx: Tx, lanes: ReleasedLane[], now: Date): Promise<boolean> {
    const { worker } = this.by;
    const [, areDue] = await Promise.all([lockLanes(tx, lanes), releaseLanes(tx, { lanes, worker, now })]);
    return areDue;
  }

  /** Who wants nothing more, what was told before the send was written, and where else goes what failed. */
  private async followUp(
    tx: Tx,
    { kept, early }: { kept: Attempt[]; early: Receipt[] },
    now: Date,
  ): Promise<void> {
    const { newId } = this.deps;
    const refused = kept.filter(({ status, reason }) => status === 'failed' && reason === 'stopped');
    await suppressAll(
      tx,
      refused.map(({ addressId, providerCode }) => ({ id: newId(), addressId, how: 'error', providerCode })),
      now,
    );
    // What was to go as a text message comes with a digest, which is counted when it is made.
    const putOff = kept.filter(({ digestAt }) => digestAt !== null);
    await returnSegments(
      tx,
      putOff.map(({ id }) => id),
    );
    const deps = { ...this.deps, accounts: this.accounts, now };
    if (early.length > 0) await takeReceipts(tx, early, deps);
    const ended = kept.filter(({ status }) => isLost.has(status));
    await fallBack(
      tx,
      ended.map(({ id }) => id),
      deps,
    );
  }
}
