import { createHash } from 'node:crypto';
import type { Random } from '../../domain/clock.ts';
import type { FakeClock } from '../support/clock.ts';
import type { Fate } from './fate.ts';
import { isStalled, type Owner, outside } from './owner.ts';
import { type Outcome, Parking } from './parking.ts';
import { modules, quiet } from './quiet.ts';

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
  /** Resolves when servers that could not start are gone, and the next are prepared. */
  buried(): Promise<void>;
  /** How long nothing can happen, in ms, as far as anybody knows; asked when nothing has happened for a while. */
  calmFor(): Promise<number>;
  /** While a server starts, some of what it waits for is not a call: its files, its modules. */
  isStarting(): boolean;
}

/** Nothing has happened for so long when time leaps, and so far it leaps at most: less than a lease. */
const idleMs = 1_200;
const [shortestLeapMs, longestLeapMs] = [200, 25_000];

/** As many calls without any time between them only servers make that stand in each other's way. */
const mostAtOnce = 2_000;

/**
 * Lets one call go at a time, in an order that the seed decides; when nothing waits, time jumps to the next timer. The
 * server may crash before a call, after it took effect and before it heard so, or after that.
 */
export class Scheduler {
  readonly counts = { calls: 0, jumps: 0, leaps: 0 };
  readonly parking: Parking<Waiting>;
  private waiting: Waiting[] = [];
  private readonly log = createHash('sha256');
  /** Since time last passed. */
  private callsNow = 0;
  /** When somebody did more than look in vain whether there is something to do. */
  private workedAt = 0;

  constructor(private readonly options: SchedulerOptions) {
    this.parking = new Parking(options.blocked);
  }

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
    const { clock, isStarting } = this.options;
    const deadline = clock.now().getTime() + patienceMs;
    for (;;) {
      await quiet();
      if (isStarting()) await modules().then(quiet);
      await this.options.buried();
      if (claim()) return;
      if (clock.now().getTime() > deadline) throw new Error('the simulation came to no end');
      if (this.callsNow > mostAtOnce)
        throw new Error('the servers keep each other busy, and time stands still');
      const next = this.next();
      if (next) await this.letGo(next);
      else await this.jump();
    }
  }

  /** The same seed has the same log. */
  get hash(): string {
    return this.log.copy().digest('hex');
  }

  private next(): Waiting | null {
    this.waiting = this.waiting.filter(({ owner }) => !owner.isDead);
    const now = this.options.clock.now();
    const busy = this.parking.connections();
    const firsts = this.waiting.filter(({ owner, connection }) => {
      if (connection && busy.has(connection)) return false;
      if (connection) busy.add(connection);
      return !isStalled(owner, now);
    });
    if (firsts.length === 0) return null;
    const chosen = firsts[Math.floor(this.options.random.fraction() * firsts.length)]!;
    this.waiting.splice(this.waiting.indexOf(chosen), 1);
    return chosen;
  }

  private async jump(): Promise<void> {
    const { clock } = this.options;
    await this.leap();
    this.counts.jumps++;
    this.callsNow = 0;
    clock.next();
    this.note(`at ${clock.now().toISOString()}`);
  }

  /** Skips the looking in vain, of which a run would else be full: until something is due, half a minute at most. */
  private async leap(): Promise<void> {
    const { clock, calmFor, isStarting } = this.options;
    const isIdle = clock.now().getTime() - this.workedAt > idleMs && this.parking.isEmpty;
    if (!isIdle || isStarting()) return;
    const ms = Math.min(longestLeapMs, await calmFor());
    if (ms < shortestLeapMs) return;
    this.counts.leaps++;
    clock.leap(ms);
    this.worked();
  }

  private async letGo(call: Waiting): Promise<void> {
    const fate = call.owner === outside ? 'goes' : this.options.fateOf(call);
    this.counts.calls++;
    this.callsNow++;
    this.note(`${call.owner.name} ${call.name} ${fate}`);
    if (fate === 'goes') return this.run(call);
    if (fate === 'cut before') return call.deliver({ error: cut() });
    if (fate === 'cut after') return this.run({ ...call, deliver: () => call.deliver({ error: cut() }) });
    if (fate !== 'stalls') return this.crash(call, fate);
    this.waiting.unshift(call);
    this.options.stall(call.owner);
  }

  private async crash(call: Waiting, fate: Fate): Promise<void> {
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
    if (call.kind === 'request')
      return void outcome.then((ended) => {
        this.worked();
        call.deliver(ended);
      });
    const ended = await this.parking.endedOrParked(call, outcome);
    if (!ended) return;
    if (didSomething(call, ended)) this.worked();
    call.deliver(ended);
    await this.collect();
  }

  private async collect(): Promise<void> {
    for (const [call, outcome] of await this.parking.collect()) call.deliver(outcome);
  }

  private worked(): void {
    this.workedAt = this.options.clock.now().getTime();
  }

  private note(line: string): void {
    this.log.update(`${line}\n`);
  }
}

/** Whether a statement found or changed anything; that the database is there is nothing new. */
const didSomething = ({ name }: Call, ended: Outcome): boolean =>
  'error' in ended ||
  (Number((ended.value as { count?: number } | null)?.count ?? 0) > 0 && !name.startsWith('database.ts'));

/** How postgres.js says that a connection was cut. */
const cut = () =>
  Object.assign(new Error('simulated: the connection was cut'), { code: 'CONNECTION_CLOSED' });
