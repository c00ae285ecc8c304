import type { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { Limits } from './domain/limits.ts';

export interface LimitOptions {
  /** What is counted: keys of different names do not meet. */
  name: string;
  /** So many in so much time are free. */
  points: number;
  seconds: number;
  /** Shared by all servers; without it each counts for itself. */
  redis: Redis | null;
}

/** Counts how often something happens. While Redis is away each server counts for itself: slower to notice, never wrong. */
export function rateLimits({ name, points, seconds, redis }: LimitOptions): Limits {
  const options = { keyPrefix: name, points, duration: seconds };
  const memory = new RateLimiterMemory(options);
  const limiter: RateLimiterAbstract = redis
    ? new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: memory })
    : memory;
  return {
    async take(key) {
      try {
        await limiter.consume(key);
        return null;
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        return refused.consumedPoints === points + 1 ? 'first' : 'again';
      }
    },
    async giveBack(key) {
      await limiter.reward(key);
    },
  };
}

/** What one address may say in a minute; the next one is answered by one sentence, those after it are only kept. */
export const saidLimits = (perMinute: number, redis: Redis | null): Limits =>
  rateLimits({ name: 'said', points: perMinute, seconds: 60, redis });

/** How many browsers may begin from one place in a minute. Whole schools share an address. */
export const sessionLimits = (redis: Redis | null): Limits =>
  rateLimits({ name: 'session', points: 60, seconds: 60, redis });

/** How many files one browser may upload in ten minutes: a few albums. */
export const uploadLimits = (redis: Redis | null): Limits =>
  rateLimits({ name: 'upload', points: 60, seconds: 600, redis });

/** The same text to the same person: more often than this two robots are talking to each other. */
export const repeatLimits = (redis: Redis | null): Limits =>
  rateLimits({ name: 'repeated', points: 20, seconds: 300, redis });
