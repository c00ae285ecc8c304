import { createHash } from 'node:crypto';
import type { Random } from '../../domain/clock.ts';
import type { FakeClock } from '../support/clock.ts';
import type { Fate } from './fate.ts';

/** Whose call it is: one life of a server, or the providers, which never die. */
export interface Owner {
  name: string;
  isDead: boolean;
  /** Until when it does nothing, as a machine that swaps, or is being moved; null while it runs. */
  stalledUntil: Date | null;
}

export interface Call {
  owner: Owner;
  /** The call site: a statement of a function, a method of a provider. */
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
  /** What happens at a call of a server. */
  fateOf(call: Call): Fate;
  /** Ends the life that made the call, and prepares the next. */
  crash(owner: Owner): Promise<void>;
  stall(owner: Owner): void;
  /** How long nothing can happen, in ms, as far as anybody knows; asked when nothing has happened for a while. */
  calmFor(): Promise<number>;
  /** While a server starts, some of what it waits for is not a call: its files, its modules. */
  isStarting(): boolean;
}

/**
 * Lets one call go at a time, in an order that the seed decides; when nothing waits, time jumps to the next timer. The
 * server may crash before a call, after it took effect and before it heard so, or after that.
 */
export class Scheduler {
  readonly counts = { calls: 0, jumps: 0, leaps: 0, parked: 0 };
  private waiting: Waiting[] = [];
  private readonly parked = new Map<Waiting, Promise<Outcome>>();
  private readonly log = createHash('sha256');
  /** When somebody did more than look in vain whether there is something to do. */
  private workedAt = 0;

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
      else await this.jump();
    }
  }

  /** Puts something that is no call into the log. */
  note(line: string): void {
    this.log.update(`${line}\n`);
  }

  /** The same seed has the same log. */
  get hash(): string {
    return this.log.copy().digest('hex');
  }

  private next(): Waiting | null {
    this.waiting = this.waiting.filter(({ owner }) => !owner.isDead);
    const now = this.options.clock.now();
    // Behind a statement that waits for a lock everything on its connection waits as well.
    const seen = new Set([...this.parked.keys()].flatMap(({ connection }) => connection ?? []));
    const firsts = this.waiting.filter(({ owner, connection }) => {
      if (connection && seen.has(connection)) return false;
      if (connection) seen.add(connection);
      return owner.stalledUntil === null || owner.stalledUntil <= now;
    });
    if (firsts.length === 0) return null;
    const chosen = firsts[Math.floor(this.options.random.fraction() * firsts.length)]!;
    this.waiting.splice(this.waiting.indexOf(chosen), 1);
    return chosen;
  }

  private async jump(): Promise<void> {
    const { clock } = this.options;
    if (await this.leaps()) this.counts.leaps++;
    this.counts.jumps++;
    clock.next();
    this.note(`at ${clock.now().toISOString()}`);
  }

  /** Skips the looking in vain, of which a run would else be full: until something is due, half a minute at most. */
  private async leaps(): Promise<boolean> {
    const { clock, calmFor, isStarting } = this.options;
    const isIdle = clock.now().getTime() - this.workedAt > idleMs && this.parked.size === 0;
    if (!isIdle || isStarting()) return false;
    const ms = Math.min(longestLeapMs, await calmFor());
    if (ms < 200) return false;
    clock.leap(ms);
    this.workedAt = clock.now().getTime();
    return true;
  }

  private async letGo(call: Waiting): Promise<void> {
    const fate = call.owner.name === 'providers' ? 'goes' : this.options.fateOf(call);
    this.counts.calls++;
    this.note(`${call.owner.name} ${call.name} ${fate}`);
    if (fate === 'stalls') {
      this.waiting.unshift(call);
      return this.options.stall(call.owner);
    }
    if (fate === 'cut before') return call.deliver({ error: cut() });
    if (fate === 'cut after') return this.run({ ...call, deliver: () => call.deliver({ error: cut() }) });
    if (fate === 'goes') return this.run(call);
    if (fate === 'crash unanswered') await this.run({ ...call, deliver: () => undefined });
    if (fate === 'crash after') {
      await this.run(call);
      await quiet();
    }
    await this.options.crash(call.owner);
    await this.collect();
  }

  private async run(call: Waiting): Promise<void> {
    const outcome = call.run().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if (call.kind === 'request') {
      return void outcome.then((ended) => {
        this.worked();
        call.deliver(ended);
      });
    }
    const ended = await this.endedOrBlocked(outcome);
    if (ended) {
      if (didSomething(call, ended)) this.worked();
      call.deliver(ended);
      await this.collect();
    } else {
      this.counts.parked++;
      this.parked.set(call, outcome);
    }
  }

  private worked(): void {
    this.workedAt = this.options.clock.now().getTime();
  }

  /** Null where the statement waits for a lock that another one holds. */
  private async endedOrBlocked(outcome: Promise<Outcome>): Promise<Outcome | null> {
    for (;;) {
      const ended = await within(outcome, 3);
      if (ended) return ended;
      // Where two wait for each other, Postgres ends the later one after its deadlock_timeout.
      if ((await this.options.blocked()) > this.parked.size) return within(outcome, 25);
    }
  }

  /** Waits for those whose lock has been let go, and hands them on in the order in which they were called. */
  private async collect(): Promise<void> {
    // Whose sessions were ended waits for nothing any more.
    for (const call of this.parked.keys()) if (call.owner.isDead) this.parked.delete(call);
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

/** Nothing has happened for so long when time leaps, and so far it leaps at most: less than a lease. */
const idleMs = 1_200;
const longestLeapMs = 25_000;

/** Whether a statement found or changed anything; that the database is there is nothing new. */
const didSomething = ({ name }: Call, ended: Outcome): boolean =>
  'error' in ended ||
  (Number((ended.value as { count?: number } | null)?.count ?? 0) > 0 && !name.startsWith('database.ts'));

/** How postgres.js says that a connection was cut. */
const cut = () =>
  Object.assign(new Error('simulated: the connection was cut'), { code: 'CONNECTION_CLOSED' });

/** Null where it takes longer, in real time. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  const first = await Promise.race([work, late]);
  clearTimeout(timer);
  return first;
}

const soon = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), 1));

/** Real time in which a file is read and a module that is known is given. */
const patience = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Lets everything that needs no call go on as far as it can. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    while (process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'))) await soon();
  }
}
