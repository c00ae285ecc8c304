import type { Redis } from 'ioredis';
import { type Clock, type Random, sleep } from '../../domain/clock.ts';
import type { Owner } from './owner.ts';
import type { Scheduler } from './scheduler.ts';

export interface RedisOptions {
  scheduler: Scheduler;
  random: Random;
  clock: Clock;
  /** How likely a command is refused, and how likely it is slow. */
  faultRate: number;
}

/** What all servers share. */
interface Store {
  counters: Map<string, { value: number; endsAt: number }>;
  subscribers: { owner: Owner; hear(channel: string, message: string): void }[];
}

/**
 * A stand-in for Redis in the same process, with the few commands that the product and rate-limiter-flexible use. It
 * keeps the virtual time, refuses now and then, and is slow now and then. It is no proof that the commands are right:
 * that is tried with a real Redis elsewhere.
 */
export function simulatedRedis({ scheduler, random, clock, faultRate }: RedisOptions) {
  const store: Store = { counters: new Map(), subscribers: [] };
  const faults = { refused: 0, slow: 0 };
  const redis = { isCalm: false, faults, open };
  return redis;

  function open(owner: Owner): Redis {
    const command = <T>(name: string, run: () => T): Promise<T> =>
      scheduler.pass({ owner, name: `redis ${name}`, kind: 'request' }, async () => {
        const [chance, slowness] = [random.fraction(), random.fraction()];
        if (!redis.isCalm && chance < faultRate) {
          faults.refused++;
          throw new Error('simulated: Redis is away');
        }
        if (!redis.isCalm && chance < 2 * faultRate) {
          faults.slow++;
          await sleep(clock, slowness * 1_000);
        }
        return run();
      });
    const client = {
      status: 'ready',
      on: () => client,
      defineCommand: () => undefined,
      ping: () => command('ping', () => 'PONG'),
      /** The script of rate-limiter-flexible: counts, in a window that begins with the first. */
      rlflxIncr: ([key, points, seconds]: string[]) =>
        command('count', () => count(key!, Number(points), Number(seconds) * 1_000)),
      publish: (channel: string, message: string) =>
        command('publish', () => {
          for (const { owner, hear } of store.subscribers) if (!owner.isDead) hear(channel, message);
          return store.subscribers.length;
        }),
      duplicate: () => subscriber(owner, command),
      disconnect: () => undefined,
    };
    return client as unknown as Redis;
  }

  function subscriber(owner: Owner, command: <T>(name: string, run: () => T) => Promise<T>) {
    const listeners: ((channel: string, message: string) => void)[] = [];
    return {
      on: (event: string, listener: (channel: string, message: string) => void) =>
        event === 'message' && listeners.push(listener),
      subscribe: () =>
        command('subscribe', () =>
          store.subscribers.push({
            owner,
            hear(channel, message) {
              for (const listener of listeners) listener(channel, message);
            },
          }),
        ),
      disconnect: () => undefined,
    };
  }

  function count(key: string, points: number, windowMs: number): [number, number] {
    const now = clock.now().getTime();
    const known = store.counters.get(key);
    const counter = known && known.endsAt > now ? known : { value: 0, endsAt: now + windowMs };
    counter.value += points;
    store.counters.set(key, counter);
    return [counter.value, counter.endsAt - now];
  }
}
