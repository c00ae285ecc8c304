import type { Attempt } from '../db/attempts.ts';
import type { Engine as Sql, Tx } from '../db/client.ts';
import { type DueDelivery, type OpenRow, openRows, startSending } from '../db/dueDeliveries.ts';
import { type ClaimedLane, claimLanes, extendLeases } from '../db/lanes.ts';
import type { Channel } from '../domain/channel.ts';
import { type Clock, sleep } from '../domain/clock.ts';
import { grouped } from '../domain/grouped.ts';
import { type AttemptDeps, attempt } from './attempt.ts';
import { pickDue } from './pick.ts';
import { Recorder } from './recorder.ts';

/** How long a worker that says nothing keeps its lanes, and how often it says something. */
const leaseMs = 30_000;
const heartbeatMs = 10_000;
const pollMs = 1_000;
/** Rows of one lane sent in a row before others get their turn. */
const rowsPerLane = 10;

export interface SenderDeps extends Omit<AttemptDeps, 'now'> {
  sql: Sql;
  clock: Clock;
  newId: () => string;
  channels: Map<string, Channel>;
  /** Lanes in flight at a time. */
  slots: number;
}

interface Job {
  lane: ClaimedLane;
  rows: { due: DueDelivery; before: OpenRow }[];
}

/** Takes what is due from the outbox and sends it: lanes side by side, the rows of a lane one after the other. */
export class Sender {
  private readonly stopping = new AbortController();
  private readonly worker: string;
  private readonly busy = new Map<Promise<void>, ClaimedLane>();
  private readonly recorder: Recorder;
  private wakeUp: (() => void) | null = null;
  private loops: Promise<void>[] = [];

  constructor(private readonly deps: SenderDeps) {
    this.worker = deps.newId();
    this.recorder = new Recorder(deps, this.worker, this.stopping.signal);
  }

  start(): void {
    this.loops = [this.claimLoop(), this.heartbeat()];
  }

  /** Finishes the sends under way and records them; claims nothing more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await Promise.all(this.loops);
    await Promise.all(this.busy.keys());
  }

  /** Something was put into the outbox. */
  wake = (): void => {
    this.wakeUp?.();
  };

  /** Sends what is due now, and returns when nothing is under way. */
  async drain(): Promise<void> {
    while ((await this.claim()) > 0 || this.busy.size > 0) await Promise.all(this.busy.keys());
  }

  private async claimLoop(): Promise<void> {
    const { clock, log } = this.deps;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const woken = new AbortController();
      this.wakeUp = () => woken.abort();
      const claimed = await this.claim().catch((error: unknown) => {
        log.warn({ err: error }, 'the outbox cannot be read; trying again');
        return 0;
      });
      if (claimed === 0) await sleep(clock, pollMs, woken.signal);
      else if (this.busy.size >= this.deps.slots) await Promise.race(this.busy.keys());
    }
  }

  /** Leases lanes for the free slots and starts sending. Returns how many. */
  private async claim(): Promise<number> {
    const { sql, clock, slots, channels } = this.deps;
    const count = slots - this.busy.size;
    if (count <= 0) return 0;
    const jobs = await sql.begin(async (tx): Promise<Job[]> => {
      const now = clock.now();
      const lanes = await claimLanes(tx, {
        channels: [...channels.keys()],
        count,
        now,
        until: new Date(now.getTime() + leaseMs),
        worker: this.worker,
        inHand: [...this.busy.values()],
      });
      return lanes.length > 0 ? takeRows(tx, lanes, now) : [];
    });
    for (const job of jobs) this.run(job);
    return jobs.length;
  }

  private run(job: Job): void {
    const work = this.sendLane(job)
      .catch((error: unknown) => this.deps.log.error({ err: error }, 'a lane could not be finished'))
      .finally(() => {
        this.busy.delete(work);
        this.wake();
      });
    this.busy.set(work, job.lane);
  }

  private async sendLane({ lane, rows }: Job): Promise<void> {
    const { channels, clock } = this.deps;
    for (const [index, row] of rows.entries()) {
      const channel = channels.get(row.due.channel)!;
      const attempted = await attempt({ ...this.deps, now: () => clock.now() }, channel, row);
      const isLast = index === rows.length - 1;
      // What follows a message that must be tried again waits for it; it goes back unsent.
      const goesOn = !isLast && attempted.status !== 'queued' && attempted.status !== 'uncertain';
      const unsent = goesOn ? [] : rows.slice(index + 1).map(({ due, before }) => handedBack(due, before));
      if (goesOn) await this.recorder.record(null, [attempted]);
      else return this.recorder.record(lane, [attempted, ...unsent]);
    }
    return this.recorder.record(lane, []);
  }

  private async heartbeat(): Promise<void> {
    const { clock, sql, log } = this.deps;
    const { signal } = this.stopping;
    for (;;) {
      await sleep(clock, heartbeatMs, signal);
      if (signal.aborted) return;
      if (this.busy.size === 0) continue;
      const until = new Date(clock.now().getTime() + leaseMs);
      await extendLeases(sql, this.worker, until).catch((error: unknown) => {
        log.warn({ err: error }, 'leases could not be extended');
      });
    }
  }
}

/** Every claimed lane becomes a job; one with nothing to send now is only given back. */
async function takeRows(tx: Tx, lanes: ClaimedLane[], now: Date): Promise<Job[]> {
  const open = await openRows(tx, lanes, now);
  const keyOf = ({ addressId, lane }: ClaimedLane) => `${addressId} ${lane}`;
  const byLane = grouped(open, keyOf);
  const picked = new Map(
    lanes
      .flatMap((lane) => pickDue(byLane.get(keyOf(lane)) ?? [], now).slice(0, rowsPerLane))
      .map((row) => [row.id, row]),
  );
  const due = picked.size > 0 ? await startSending(tx, [...picked.keys()], now) : [];
  const dueByLane = grouped(due, keyOf);
  return lanes.map((lane) => ({
    lane,
    rows: (dueByLane.get(keyOf(lane)) ?? []).map((row) => ({ due: row, before: picked.get(row.id)! })),
  }));
}

/** A row that was claimed but not tried: as it was. */
function handedBack(due: DueDelivery, before: OpenRow): Attempt {
  const status = before.status === 'queued' ? 'queued' : 'uncertain';
  return {
    id: due.id,
    addressId: due.addressId,
    messageId: due.messageId,
    status,
    reason: null,
    providerCode: null,
    notBefore: null,
    isRepeated: false,
    providerIds: [],
    gaveConsent: false,
    wasTried: false,
  };
}
