import type { Engine as Sql } from '../db/client.ts';
import type { Lease } from '../db/handedDeliveries.ts';
import { extendLeases } from '../db/lanes.ts';
import type { Channel } from '../domain/channel.ts';
import { awake, type Clock, sleep } from '../domain/clock.ts';
import type { Observer } from '../domain/observer.ts';
import type { AttemptDeps } from './attempt.ts';
import { claimJobs, type Job } from './claim.ts';
import { Gates } from './gates.ts';
import { Handover, type Hands } from './handover.ts';
import { currentHours } from './quietHours.ts';
import { Recorder } from './recorder.ts';
import { sendLane } from './sendLane.ts';
import { Slots } from './slots.ts';
import type { CountSegments } from './smsCost.ts';
import { Turns } from './turns.ts';

/** How long a worker that says nothing keeps its lanes, and how often it says something. */
const leaseMs = 30_000;
const heartbeatMs = 10_000;
const pollMs = 1_000;

export interface SenderDeps extends Omit<AttemptDeps, 'now' | 'hours'> {
  sql: Sql;
  clock: Clock;
  newId: () => string;
  channels: Map<string, Channel>;
  /** Lanes in flight at a time. */
  slots: number;
  /** What goes on as a text message is paid for. */
  countSegments: CountSegments;
  /** Missing where nobody watches. */
  observer?: Observer;
}

/** Takes what is due from the outbox and sends it: lanes side by side, the rows of a lane one after the other. */
export class Sender {
  /** When each channel may be sent to; `/ready` shows what cannot be reached. */
  readonly gates: Gates;
  private readonly stopping = new AbortController();
  private readonly worker: string;
  private readonly slots: Slots;
  private readonly turns = new Turns();
  private readonly hours = currentHours();
  private readonly underWay = new Set<Promise<void>>();
  private readonly recorder: Recorder;
  /** There may be more to send than the slots could take. */
  private isFull = false;
  private wakeUp: (() => void) | null = null;
  private loops: Promise<void>[] = [];

  constructor(private readonly deps: SenderDeps) {
    this.worker = deps.newId();
    this.slots = new Slots(deps.slots);
    this.gates = new Gates(deps);
    this.recorder = new Recorder(deps, {
      worker: this.worker,
      stopping: this.stopping.signal,
      onDue: () => this.wake(),
    });
  }

  start(): void {
    this.loops = [this.claimLoop(), this.heartbeat()];
  }

  /** Finishes the sends under way and records them; claims nothing more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await Promise.all(this.loops);
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  /** Something was put into the outbox. */
  wake = (): void => {
    this.wakeUp?.();
  };

  /** What hands the answers of a transaction over to this sender. */
  handover = (): Handover => new Handover(this.hands);

  /** Those that are this worker's to send by. */
  channelNames = (): string[] => [...this.deps.channels.keys()];

  /** Sends what is due now, and returns when nothing is under way. */
  async drain(): Promise<void> {
    while ((await this.claim()) > 0 || this.underWay.size > 0) await Promise.all(this.underWay);
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
    }
  }

  /** Until there may be something to send: a channel that opens earlier than the next look is not kept waiting. */
  private pauseMs(): number {
    const opening = this.gates.nextOpening();
    return opening ? Math.min(pollMs, opening.getTime() - this.deps.clock.now().getTime()) : pollMs;
  }

  /** Leases lanes for the free slots and starts sending. Returns how many; more than none where there may be others. */
  private async claim(): Promise<number> {
    const { sql, clock, pace } = this.deps;
    const count = this.slots.free;
    this.isFull = count <= 0;
    const passages = this.channelsHere().map((name) => ({ name, passage: this.gates.passage(name) }));
    const open = passages.filter(({ passage }) => passage !== 'closed');
    if (this.isFull || open.length === 0) return 0;
    const { until, worker } = this.lease();
    const channels = open.map(({ name, passage }) => ({
      name,
      most: passage === 'probe' ? 1 : Math.min(count, pace.lanesAtOnce(name)),
      kind: this.turns.kind(name),
    }));
    const jobs = await claimJobs(sql, pace, {
      channels,
      count,
      now: clock.now(),
      until,
      worker,
      inHand: this.slots.inHand,
    });
    const probed = new Set(open.flatMap(({ name, passage }) => (passage === 'probe' ? [name] : [])));
    for (const job of jobs) this.run(job, { until, isProbe: probed.has(job.channel) });
    // What was not looked for is looked for at once.
    return this.turns.note(channels, jobs) ? Math.max(1, jobs.length) : jobs.length;
  }

  /** Those that this process can send by just now. */
  private channelsHere(): string[] {
    return [...this.deps.channels].flatMap(([name, { isHere }]) => ((isHere?.() ?? true) ? [name] : []));
  }

  private lease(): Lease {
    return { worker: this.worker, until: new Date(this.deps.clock.now().getTime() + leaseMs) };
  }

  private readonly hands: Hands = {
    lease: () => this.lease(),
    promise: (lanes) => {
      const { pace } = this.deps;
      const left = new Map<string, number>(this.channelsHere().map((name) => [name, pace.lanesAtOnce(name)]));
      let free = this.stopping.signal.aborted ? 0 : this.slots.free;
      const promised = lanes.filter((lane) => {
        const { channel, addressId } = lane;
        const mayGo = this.gates.passage(channel) === 'open' && !this.gates.waitUntil({ channel, addressId });
        if (free <= 0 || !mayGo || !left.get(channel) || this.slots.has(lane)) return false;
        left.set(channel, left.get(channel)! - 1);
        free -= 1;
        return true;
      });
      for (const lane of promised) this.slots.promise(lane);
      return promised;
    },
    letGo: (lanes) => {
      for (const lane of lanes) this.slots.letGo(lane);
      if (lanes.length > 0 && this.isFull) this.wake();
    },
    send: (job, { until }) => {
      this.slots.letGo(job.lane);
      this.run(job, { until, isProbe: false });
    },
  };

  private run(job: Job, { until, isProbe }: { until: Date; isProbe: boolean }): void {
    const { lane } = job;
    this.slots.take(lane, until);
    if (isProbe) this.gates.startProbe(job.channel);
    const isLost = () => this.slots.isLost(lane, this.deps.clock.now());
    const { deps, gates, recorder, hours } = this;
    const work = sendLane({ ...deps, gates, recorder, hours, isLost }, job)
      .finally(() => {
        if (isProbe) this.gates.endProbe(job.channel);
      })
      .then((last) => this.recorder.record(lane, last.attempts, { until: last.until }))
      .catch((error: unknown) => this.deps.log.error({ err: error }, 'a lane could not be finished'))
      .finally(() => {
        this.underWay.delete(work);
        this.slots.giveBack(lane);
        if (this.isFull || isProbe) this.wake();
      });
    this.underWay.add(work);
  }

  private async heartbeat(): Promise<void> {
    const { clock, sql, log } = this.deps;
    const { signal } = this.stopping;
    for (;;) {
      await sleep(clock, heartbeatMs, signal);
      if (signal.aborted) return;
      const lanes = this.slots.beingSent;
      if (lanes.length === 0) continue;
      const until = new Date(clock.now().getTime() + leaseMs);
      const kept = await extendLeases(sql, lanes, { worker: this.worker, until }).catch((error: unknown) => {
        log.warn({ err: error }, 'leases could not be extended');
        return [];
      });
      this.slots.extend(kept, until);
    }
  }
}
