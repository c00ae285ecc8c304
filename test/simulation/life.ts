import type { Config } from '../../config.ts';
import { type Clock, type Random, sleep } from '../../domain/clock.ts';
import type { Log } from '../../domain/log.ts';
import type { Answer, Ports } from '../../ports.ts';
import { start } from '../../server.ts';
import type { Holds } from './holds.ts';
import type { Listener } from './network.ts';
import type { simulatedRedis } from './redis.ts';
import type { Scheduler } from './scheduler.ts';
import type { Sessions } from './sessions.ts';
import { type Gate, gatedPool, type Statement } from './statements.ts';

export interface LifeParts {
  name: string;
  /** Which of the servers it is: a restarted one finds its files again. */
  slot: number;
  config: Config;
  clock: Clock;
  random: Random;
  scheduler: Scheduler;
  holds: Holds;
  rewrite: Gate['rewrite'];
  redis: ReturnType<typeof simulatedRedis>;
  fetch(life: Listener): typeof fetch;
  sessions: Sessions;
  /** What the server calls an error. */
  onProblem(problem: unknown): void;
  /** It could not start, as the database could not be reached; whatever keeps it running starts another one. */
  onFailed(life: Life): void;
}

/** One life of a server, from its start to its crash. */
export interface Life extends Listener {
  slot: number;
  isStarting: boolean;
  end(): Promise<void>;
}

/** Starts a server, all of whose ways out lead through the scheduler. */
export function begin(parts: LifeParts): Life {
  const { name, slot, clock, random, config } = parts;
  const { died, die } = mortality();
  const life: Life = {
    ...{ name, slot, died, isDead: false, stalledUntil: null, isStarting: true, answer: null },
    async end() {
      life.isDead = true;
      die(Object.assign(new Error('simulated: the server crashed'), { code: 'ECONNRESET' }));
      await parts.sessions.end(life);
    },
  };
  const ports: Ports = {
    async listen(_address, answer: Answer) {
      life.answer = answer;
      return { port: 3000, close: async () => undefined };
    },
    migrate: async () => undefined,
    connect: () => ({
      ...{ sql: gatedPool(parts.sessions, life, gateOf(parts, life)), renew: () => undefined },
      transactions: () => 0,
    }),
    openRedis: () => parts.redis.open(life),
    everyMinute: (tick) => everyMinute(mortal(clock, life), tick),
    fetch: parts.fetch(life),
  };
  const log = noting(life, parts.onProblem);
  start({ config, clock: mortal(clock, life), random, log, ports })
    .catch((error: unknown) => {
      if (life.isDead) return;
      if (!isSimulated(error)) parts.onProblem({ life: name, err: error });
      parts.onFailed(life);
    })
    .finally(() => {
      life.isStarting = false;
    });
  return life;
}

/** What takes rows into a server's hands. */
const claims = ['db/dueDeliveries.ts markSending', 'db/handedDeliveries.ts insertHanded'];

/** Statements wait for their turn; what is claimed and what is recorded is watched as it passes. */
function gateOf({ scheduler, holds, rewrite }: LifeParts, life: Life): Gate {
  const claimed = new WeakMap<object, string[]>();

  function watch({ name, connection, values }: Statement, result: unknown): void {
    if (connection && claims.some((claim) => name.startsWith(claim))) {
      const ids = (result as { id: string }[]).map(({ id }) => id);
      claimed.set(connection, [...(claimed.get(connection) ?? []), ...ids]);
    }
    if (connection && name.endsWith(': commit')) holds.take(life, claimed.get(connection) ?? []);
    if (name.startsWith('db/attempts.ts recordStatuses')) holds.release(life, idsIn(values));
  }

  return {
    rewrite,
    async pass(statement, run) {
      const result = await scheduler.pass({ ...statement, owner: life, kind: 'statement' }, run);
      watch(statement, result);
      return result;
    },
  };
}

/** Of the rows that a statement was handed as json. */
const idsIn = (values: unknown[]): string[] =>
  values.flatMap((value) => {
    const rows = (value as { value?: unknown } | null)?.value;
    return Array.isArray(rows) ? rows.map(({ id }: { id: string }) => id) : [];
  });

function mortality() {
  let die: (error: Error) => void = () => undefined;
  const died = new Promise<never>((_, reject) => {
    die = reject;
  });
  died.catch(() => undefined);
  return { died, die: (error: Error) => die(error) };
}

/** Time as long as one lives; while one is stalled nothing is noticed of it. */
function mortal(clock: Clock, life: Life): Clock {
  return {
    now: () => clock.now(),
    after(ms, callback) {
      let cancel = clock.after(ms, ring);
      return () => cancel();

      function ring() {
        if (life.isDead) return;
        const restMs = (life.stalledUntil?.getTime() ?? 0) - clock.now().getTime();
        if (restMs > 0) cancel = clock.after(restMs, ring);
        else callback();
      }
    },
  };
}

function everyMinute(clock: Clock, tick: () => void): () => Promise<void> {
  const stopping = new AbortController();
  const beat = async () => {
    while (!stopping.signal.aborted) {
      await sleep(clock, 60_000, stopping.signal);
      tick();
    }
  };
  void beat();
  return async () => stopping.abort();
}

/** What the server calls an error, nobody should have to read; but for those that we made, and what it says of several. */
function noting(life: Life, onProblem: (problem: unknown) => void): Log {
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error(fields, sentence) {
      if (!isSimulated((fields as { err?: unknown }).err) && !sentence.startsWith(unreachable))
        onProblem({ life: life.name, sentence, ...fields });
    },
    child: () => log,
  };
  return log;
}

/** Five sends in a row may fail by chance (delivery/gates.ts). */
const unreachable = 'a channel cannot be reached';

function isSimulated(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.message.startsWith('simulated') || isSimulated(error.cause);
}
