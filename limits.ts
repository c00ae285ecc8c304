import type { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { Limits } from './domain/limits.ts';

export interface LimitOptions {
  /** Messages an address may send in a minute; the next one is answered by one sentence, those after it are only kept. */
  perMinute: number;
  /** Shared by all servers; without it each counts for itself. */
  redis: Redis | null;
}

/** How fast people may write. While Redis is away each server counts for itself: slower to notice, never wrong. */
export function rateLimits({ perMinute, redis }: LimitOptions): Limits {
  const options = { keyPrefix: 'said', points: perMinute, duration: 60 };
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
        return refused.consumedPoints === perMinute + 1 ? 'first' : 'again';
      }
    },
  };
}
