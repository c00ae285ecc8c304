import { type Attempt, recordAttempts } from '../db/attempts.ts';
import type { Engine as Sql } from '../db/client.ts';
import { type ClaimedLane, releaseLanes } from '../db/lanes.ts';
import { suppress } from '../db/suppressions.ts';
import { type Clock, sleep } from '../domain/clock.ts';
import type { Log } from '../domain/log.ts';

/** What cannot be recorded just now is tried again this often. */
const againMs = 1_000;

export interface RecorderDeps {
  sql: Sql;
  clock: Clock;
  newId: () => string;
  log: Log;
}

interface Ended {
  /** Given back together with its last attempts; null while more of it is to be sent. */
  lane: ClaimedLane | null;
  attempts: Attempt[];
}

/** Keeps how sends ended: whatever ended while the last were being written is written together. */
export class Recorder {
  private ended: (Ended & { done: () => void })[] = [];
  private isWriting = false;

  constructor(
    private readonly deps: RecorderDeps,
    /** Who holds the lanes. */
    private readonly worker: string,
  ) {}

  /** Resolves when it is kept. */
  record(lane: ClaimedLane | null, attempts: Attempt[]): Promise<void> {
    return new Promise((done) => {
      this.ended.push({ lane, attempts, done });
      if (!this.isWriting) void this.flush();
    });
  }

  private async flush(): Promise<void> {
    this.isWriting = true;
    while (this.ended.length > 0) {
      const batch = this.ended;
      this.ended = [];
      try {
        await this.write(batch);
        for (const { done } of batch) done();
      } catch (error) {
        this.deps.log.warn({ err: error }, 'what was sent cannot be recorded; trying again');
        this.ended.unshift(...batch);
        await sleep(this.deps.clock, againMs);
      }
    }
    this.isWriting = false;
  }

  private async write(batch: Ended[]): Promise<void> {
    const { sql, clock, newId } = this.deps;
    const now = clock.now();
    const attempts = batch.flatMap((one) => one.attempts).sort((a, b) => (a.id < b.id ? -1 : 1));
    const lanes = batch.flatMap(({ lane }) => (lane ? [lane] : []));
    await sql.begin(async (tx) => {
      if (attempts.length > 0) await recordAttempts(tx, attempts, now);
      for (const { status, reason, addressId } of attempts) {
        if (status === 'failed' && reason === 'stopped')
          await suppress(tx, { id: newId(), addressId, how: 'error', now });
      }
      if (lanes.length > 0) await releaseLanes(tx, lanes, this.worker);
    });
  }
}
