import type { Redis } from 'ioredis';
import { type RateLimiterLike, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { ClockedLimiter } from './clockedLimiter.ts';
import type { Clock } from './domain/clock.ts';
import type { Lane } from './domain/content.ts';
import { type Pace, type PacedSend, type Rate, ratesOf, type Turn } from './domain/pace.ts';

export interface PaceOptions {
  /** Shared by all servers; without it each counts for itself. */
  redis: Redis | null;
  clock: Clock;
}

export interface CountedPace extends Pace {
  /** The rate of an account, and how many more sends it has at this moment; null where there is no limit. */
  left(channel: string, account: string): Promise<{ rate: Rate; left: number } | null>;
}

/** What counts one kind of send; `scope` says who has to wait where there are too many. */
interface Counter {
  limiter: RateLimiterLike;
  key: string;
  scope: 'address' | 'channel';
}

/** A turn, and the counter whose place it took. */
interface Counted {
  turn: Turn;
  counter: Counter | null;
}

const free: Turn = { isFree: true, nextMs: 0 };

/**
 * Counts sends against the rates of their channels. While Redis is away each server counts for itself: then several of
 * them may together be too fast for a while, and the provider's own refusal, with how long to wait, slows them down.
 */
export function paceOf(options: PaceOptions): CountedPace {
  const limiters = new Map<string, RateLimiterLike>();

  function limiterOf(name: string, rate: Rate): RateLimiterLike {
    const known = limiters.get(name);
    if (known) return known;
    const made = newLimiter(options, name, rate);
    limiters.set(name, made);
    return made;
  }

  function counterOf(kind: 'account' | 'address' | 'burst' | 'group', send: PacedSend): Counter | null {
    const rate = ratesOf(send.channel)[kind];
    if (!rate) return null;
    const isOurs = kind === 'account';
    return {
      limiter: limiterOf(`pace ${send.channel} ${kind}`, rate),
      key: isOurs ? send.account : send.addressId,
      scope: isOurs ? 'channel' : 'address',
    };
  }

  /** The person's own turn: posts evenly, answers within a burst. */
  function ofAddress(send: PacedSend): Counter | null {
    if (send.isGroup) return counterOf('group', send);
    return counterOf(send.lane === 'answer' ? 'burst' : 'address', send);
  }

  return {
    async take(send) {
      const own = await count(ofAddress(send));
      if (!own.turn.isFree) return own.turn;
      const ours = await count(counterOf('account', send));
      if (ours.turn.isFree) return own.turn;
      // Else the person's turn would be over although nothing came.
      await own.counter?.limiter.reward(own.counter.key);
      return ours.turn;
    },
    async left(channel, account) {
      const rate = ratesOf(channel).account;
      if (!rate) return null;
      const counted = await limiterOf(`pace ${channel} account`, rate).get(account);
      return { rate, left: Math.max(0, counted?.remainingPoints ?? rate.points) };
    },
    lanesAtOnce: (channel) => ratesOf(channel).account?.points ?? Number.MAX_SAFE_INTEGER,
    rowsAtOnce: (channel: string, lane: Lane) =>
      ratesOf(channel).address && lane === 'post' ? 1 : Number.MAX_SAFE_INTEGER,
  };
}

function newLimiter({ redis, clock }: PaceOptions, keyPrefix: string, rate: Rate): RateLimiterLike {
  const options = { keyPrefix, points: rate.points, duration: rate.seconds };
  const own = new ClockedLimiter(options, clock);
  return redis ? new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: own }) : own;
}

async function count(counter: Counter | null): Promise<Counted> {
  if (!counter) return { turn: free, counter };
  try {
    const { remainingPoints, msBeforeNext } = await counter.limiter.consume(counter.key);
    const nextMs = remainingPoints > 0 ? 0 : Math.max(0, msBeforeNext);
    return { turn: { isFree: true, nextMs }, counter };
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    const waitMs = Math.max(1, refused.msBeforeNext);
    return { turn: { isFree: false, waitMs, scope: counter.scope }, counter };
  }
}
