import { createHash } from 'node:crypto';
import type { Random } from '../../domain/clock.ts';
import type { FakeClock } from '../support/clock.ts';

/** Whose call it is: one life of the server, or the providers, which never die. */
export interface Owner {
  name: string;
  isDead: boolean;
}

export interface Call {
  owner: Owner;
  /** What is called, for the log: the first words of a statement, a method of a provider. */
  name: string;
  /** A statement is waited for, as Postgres works in real time; a request may wait for virtual time to pass. */
  kind: 'statement' | 'request';
  /** Calls of one connection go in the order in which they were made. */
  connection?: object;
}

interface Waiting extends Call {
  run(): Promise<unknown>;
  deliver(outcome: Outcome): void;
}

type Outcome = { value: unknown } | { error: unknown };

export interface SchedulerOptions {
  random: Random;
  clock: FakeClock;
  /** How many statements wait for a lock just now. */
  blocked(): Promise<number>;
  /** How likely the server crashes at a call of its own. */
  crashRate: number;
  /** Ends the life that made the call, and prepares the next. */
  crash(owner: Owner): Promise<void>;
  /** While the server starts, some of what it waits for is not a call: its files, its modules. */
  isStarting(): boolean;
}

/**
 * Lets one call go at a time, in an order that the seed decides; when nothing waits, time jumps to the next timer. The
 * server may crash before a call, or after it took effect and before it heard so.
 */
export class Scheduler {
  readonly counts = { calls: 0, crashes: 0, lost: 0, jumps: 0, parked: 0 };
  /** The call sites seen, and those at which a crash was tried. */
  readonly sites = new Map<string, { isTried: boolean }>();
  private waiting: Waiting[] = [];
  private readonly parked = new Map<Waiting, Promise<Outcome>>();
  private readonly log = createHash('sha256');

  constructor(private readonly options: SchedulerOptions) {}

  /** Resolves with what the call gives, once it was its turn; never, where its owner has died meanwhile. */
  pass<T>(call: Call, run: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (call.owner.isDead) return;
      const deliver = (outcome: Outcome) => {
        if (call.owner.isDead) return;
        if ('error' in outcome) reject(outcome.error);
        else resolve(outcome.value as T);
      };
      this.waiting.push({ ...call, run, deliver });
    });
  }

  /** Runs until the claim holds. @throws when it does not within so much virtual time */
  async runUntil(claim: () => boolean, patienceMs: number): Promise<void> {
    const deadline = this.options.clock.now().getTime() + patienceMs;
    for (;;) {
      await quiet();
      if (this.waiting.length === 0 && this.options.isStarting()) await patience();
      if (claim()) return;
      if (this.options.clock.now().getTime() > deadline) throw new Error('the simulation came to no end');
      const next = this.next();
      if (next) await this.letGo(next);
      else this.jump();
    }
  }

  /** The same seed has the same log. */
  get hash(): string {
    return this.log.copy().digest('hex');
  }

  private next(): Waiting | null {
    this.waiting = this.waiting.filter(({ owner }) => !owner.isDead);
    if (this.waiting.length === 0) return null;
    const firsts = this.waiting.filter(
      ({ connection }, index) =>
        !connection || this.waiting.findIndex((other) => other.connection === connection) === index,
    );
    const chosen = firsts[Math.floor(this.options.random.fraction() * firsts.length)]!;
    this.waiting.splice(this.waiting.indexOf(chosen), 1);
    return chosen;
  }

  private jump(): void {
    this.counts.jumps++;
    this.options.clock.next();
    this.log.update(`at ${this.options.clock.now().toISOString()}\n`);
  }

  private async letGo(call: Waiting): Promise<void> {
    this.counts.calls++;
    this.log.update(`${call.owner.name} ${call.name}\n`);
    const { random, crashRate, crash } = this.options;
    const mayCrash = call.owner.name !== 'providers' && random.fraction() < crashRate;
    if (!this.sites.has(call.name)) this.sites.set(call.name, { isTried: false });
    if (!mayCrash) return this.run(call);
    this.sites.get(call.name)!.isTried = true;
    this.counts.crashes++;
    const tookEffect = random.fraction() < 0.5;
    this.log.update(`crash ${tookEffect ? 'after' : 'before'}\n`);
    if (tookEffect) {
      this.counts.lost++;
      await this.run({ ...call, deliver: () => undefined });
    }
    await crash(call.owner);
    await this.collect();
  }

  private async run(call: Waiting): Promise<void> {
    const outcome = call.run().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if (call.kind === 'request') return void outcome.then(call.deliver);
    const ended = await this.endedOrBlocked(outcome);
    if (ended) {
      call.deliver(ended);
      await this.collect();
    } else {
      this.counts.parked++;
      this.parked.set(call, outcome);
    }
  }

  /** Null where the statement waits for a lock that another one holds. */
  private async endedOrBlocked(outcome: Promise<Outcome>): Promise<Outcome | null> {
    for (;;) {
      const ended = await Promise.race([outcome, soon()]);
      if (ended) return ended;
      if ((await this.options.blocked()) > this.parked.size) return null;
    }
  }

  /** Waits for those whose lock has been let go, and hands them on in the order in which they were called. */
  private async collect(): Promise<void> {
    if (this.parked.size === 0) return;
    const ended = new Map<Waiting, Outcome>();
    for (;;) {
      const blocked = await this.options.blocked();
      for (const [call, outcome] of this.parked) {
        const known = await Promise.race([outcome, Promise.resolve(null)]);
        if (known) ended.set(call, known);
      }
      if (this.parked.size - ended.size <= blocked) break;
      await soon();
    }
    for (const [call, outcome] of ended) {
      this.parked.delete(call);
      call.deliver(outcome);
    }
  }
}

/** Real time: as long as most statements take. */
const soon = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), 3));

/** Real time in which a file is read and a module that is known is given. */
const patience = () => new Promise((resolve) => setTimeout(resolve, 15));

/** Lets everything that needs no call go on as far as it can. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    while (process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'))) await soon();
  }
}
