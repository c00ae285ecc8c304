import type { Attempt } from '../db/attempts.ts';
import type { Engine as Sql } from '../db/client.ts';
import { type ClaimedLane, extendLeases } from '../db/lanes.ts';
import type { Channel } from '../domain/channel.ts';
import { awake, type Clock, sleep } from '../domain/clock.ts';
import { type AttemptDeps, attempt, ended } from './attempt.ts';
import { claimJobs, type Job, keyOf } from './claim.ts';
import { Gates } from './gates.ts';
import { Recorder } from './recorder.ts';

/** How long a worker that says nothing keeps its lanes, and how often it says something. */
const leaseMs = 30_000;
const heartbeatMs = 10_000;
const pollMs = 1_000;

export interface SenderDeps extends Omit<AttemptDeps, 'now'> {
  sql: Sql;
  clock: Clock;
  newId: () => string;
  channels: Map<string, Channel>;
  /** Lanes in flight at a time. */
  slots: number;
}

/** Takes what is due from the outbox and sends it: lanes side by side, the rows of a lane one after the other. */
export class Sender {
  /** When each channel may be sent to; `/ready` shows what cannot be reached. */
  readonly gates: Gates;
  private readonly stopping = new AbortController();
  private readonly worker: string;
  private readonly busy = new Map<Promise<void>, ClaimedLane>();
  /** Until when each lane is this worker's. */
  private readonly leases = new Map<string, Date>();
  private readonly recorder: Recorder;
  private wakeUp: (() => void) | null = null;
  private loops: Promise<void>[] = [];

  constructor(private readonly deps: SenderDeps) {
    this.worker = deps.newId();
    this.gates = new Gates(deps);
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
      this.wakeUp = () => woken.abort(awake);
      const claimed = await this.claim().catch((error: unknown) => {
        log.warn({ err: error }, 'the outbox cannot be read; trying again');
        return 0;
      });
      if (claimed === 0) await sleep(clock, this.pauseMs(), woken.signal);
      else if (this.busy.size >= this.deps.slots) await Promise.race(this.busy.keys());
    }
  }

  /** Until there may be something to send: a channel that opens earlier than the next look is not kept waiting. */
  private pauseMs(): number {
    const opening = this.gates.nextOpening();
    return opening ? Math.min(pollMs, opening.getTime() - this.deps.clock.now().getTime()) : pollMs;
  }

  /** Leases lanes for the free slots and starts sending. Returns how many. */
  private async claim(): Promise<number> {
    const { sql, clock, slots, channels, pace } = this.deps;
    const count = slots - this.busy.size;
    const passages = [...channels.keys()].map((name) => ({ name, passage: this.gates.passage(name) }));
    const open = passages.filter(({ passage }) => passage !== 'closed');
    if (count <= 0 || open.length === 0) return 0;
    const now = clock.now();
    const until = new Date(now.getTime() + leaseMs);
    const jobs = await claimJobs(sql, pace, {
      channels: open.map(({ name, passage }) => ({
        name,
        most: passage === 'probe' ? 1 : Math.min(count, pace.lanesAtOnce(name)),
      })),
      count,
      now,
      until,
      worker: this.worker,
      inHand: [...this.busy.values()],
    });
    const probed = new Set(open.flatMap(({ name, passage }) => (passage === 'probe' ? [name] : [])));
    for (const job of jobs) {
      this.leases.set(keyOf(job.lane), until);
      this.run(job, { isProbe: probed.has(job.channel) });
    }
    return jobs.length;
  }

  private run(job: Job, { isProbe }: { isProbe: boolean }): void {
    if (isProbe) this.gates.startProbe(job.channel);
    const work = this.sendLane(job)
      .catch((error: unknown) => this.deps.log.error({ err: error }, 'a lane could not be finished'))
      .finally(() => {
        if (isProbe) this.gates.endProbe(job.channel);
        this.busy.delete(work);
        this.leases.delete(keyOf(job.lane));
        this.wake();
      });
    this.busy.set(work, job.lane);
  }

  /** Sends a lane's rows until one has to be tried again or has to wait: what follows goes back unsent. */
  private async sendLane(job: Job): Promise<void> {
    const { lane, rows } = job;
    for (const [index, row] of rows.entries()) {
      const { attempted, until, isOver } = await this.sendRow(job, row);
      const unsent = rows.slice(attempted ? index + 1 : index);
      const isLost = this.deps.clock.now() >= this.leases.get(keyOf(lane))!;
      if (unsent.length > 0 && !isOver && !isLost) {
        await this.recorder.record(lane, attempted ? [attempted] : []);
        continue;
      }
      const attempts = [...(attempted ? [attempted] : []), ...unsent.map(handedBack)];
      return this.recorder.record(lane, attempts, { until });
    }
    return this.recorder.record(lane, [], { until: null });
  }

  /** How sending a row went, without it where it had to wait; and until when the lane must wait. */
  private async sendRow(
    { channel: name, lane }: Job,
    row: Job['rows'][number],
  ): Promise<{ attempted: Attempt | null; until: Date | null; isOver: boolean }> {
    const { channels, clock } = this.deps;
    const later = (ms: number) => (ms > 0 ? new Date(clock.now().getTime() + ms) : null);
    const { addressId } = lane;
    const closed = this.gates.waitUntil({ channel: name, addressId });
    if (closed) return { attempted: null, until: closed, isOver: true };
    const tried = await attempt({ ...this.deps, now: () => clock.now() }, channels.get(name)!, row);
    if (tried.kind === 'mustWait') {
      if (tried.scope === 'channel') this.gates.pause(name, tried.waitMs);
      return { attempted: null, until: later(tried.waitMs), isOver: true };
    }
    if (tried.answer) this.gates.note({ channel: name, addressId, error: tried.answer.error });
    const until = this.gates.waitUntil({ channel: name, addressId }) ?? later(tried.nextMs);
    const { status } = tried.attempt;
    const mustRetry = status === 'queued' || status === 'uncertain';
    return { attempted: tried.attempt, until, isOver: mustRetry || until !== null };
  }

  private async heartbeat(): Promise<void> {
    const { clock, sql, log } = this.deps;
    const { signal } = this.stopping;
    for (;;) {
      await sleep(clock, heartbeatMs, signal);
      if (signal.aborted) return;
      if (this.busy.size === 0) continue;
      const until = new Date(clock.now().getTime() + leaseMs);
      const lanes = [...this.busy.values()];
      const kept = await extendLeases(sql, lanes, { worker: this.worker, until }).catch((error: unknown) => {
        log.warn({ err: error }, 'leases could not be extended');
        return [];
      });
      for (const lane of kept) if (this.leases.has(keyOf(lane))) this.leases.set(keyOf(lane), until);
    }
  }
}

/** A row that was claimed but not tried: as it was. */
const handedBack = ({ due, before }: Job['rows'][number]): Attempt => ({
  ...ended(due, { status: before.status === 'queued' ? 'queued' : 'uncertain' }),
  wasTried: false,
});
