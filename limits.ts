import type { Redis } from 'ioredis';
import { type RateLimiterLike, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { ClockedLimiter } from './clockedLimiter.ts';
import type { Clock } from './domain/clock.ts';
import { type Limit, type LimitName, type Limits, limits } from './domain/limits.ts';
import type { SaidLimits } from './flows/engine/admit.ts';
import type { ApiLimit } from './http/api/limits.ts';

export interface LimitDeps {
  /** Shared by all servers; without it each counts for itself. */
  redis: Redis | null;
  clock: Clock;
}

/**
 * Counts how often something happens, in windows of our own clock: the number of the window is part of the key, so that
 * the Lab's skipped hours count on Redis too. While Redis is away each server counts for itself: slower to notice,
 * never wrong.
 * @param limit the table's own number, unless it is set otherwise
 */
export function limitsFor(name: LimitName, { redis, clock }: LimitDeps, limit: Limit = limits[name]): Limits {
  const { points, seconds } = limit;
  const limiter = newLimiter({ keyPrefix: `limit ${name}`, points, duration: seconds }, { redis, clock });
  const windowMs = seconds * 1_000;
  const inWindow = (key: string, nowMs: number) => `${Math.floor(nowMs / windowMs)} ${key}`;

  return {
    async take(key) {
      const nowMs = clock.now().getTime();
      const count = await countWith(limiter, inWindow(key, nowMs));
      return { count, points, seconds, againInMs: windowMs - (nowMs % windowMs) };
    },
    async giveBack(key) {
      await limiter.reward(inWindow(key, clock.now().getTime()));
    },
  };
}

/** What the engine counts; `set` are the numbers an operator may change. */
export function saidLimits(deps: LimitDeps, set: Partial<Record<keyof SaidLimits, Limit>> = {}): SaidLimits {
  const counting = (name: keyof SaidLimits) => limitsFor(name, deps, set[name]);
  return {
    events: counting('events'),
    scoldings: counting('scoldings'),
    passes: counting('passes'),
    registrations: counting('registrations'),
    messages: counting('messages'),
    requests: counting('requests'),
  };
}

/** What the API counts, and the sockets of programs. */
export function apiLimits(
  deps: LimitDeps,
  set: { registrations: Limit },
): Record<ApiLimit | 'programs' | 'typing', Limits> {
  return {
    apiCalls: limitsFor('apiCalls', deps),
    registrations: limitsFor('registrations', deps, set.registrations),
    signIns: limitsFor('signIns', deps),
    refreshes: limitsFor('refreshes', deps),
    programs: limitsFor('programs', deps),
    typing: limitsFor('typing', deps),
  };
}

/** Of the table's numbers those that an operator set. */
export const limitsSet = (set: { messagesPerMinute: number; registrationsPerHour: number }) => ({
  events: { ...limits.events, points: set.messagesPerMinute },
  registrations: { ...limits.registrations, points: set.registrationsPerHour },
});

interface LimiterOptions {
  keyPrefix: string;
  points: number;
  duration: number;
}

function newLimiter(options: LimiterOptions, { redis, clock }: LimitDeps): RateLimiterLike {
  const own = new ClockedLimiter(options, clock);
  return redis ? new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: own }) : own;
}

/** The library throws what it counts where that is too much. */
async function countWith(limiter: RateLimiterLike, key: string): Promise<number> {
  try {
    return (await limiter.consume(key)).consumedPoints;
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return refused.consumedPoints;
  }
}
