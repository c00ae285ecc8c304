import { describe, expect, test } from 'vitest';
import { ClockedLimiter, mostWindows } from '../clockedLimiter.ts';
import { isFirstOver, isOver, type LimitName, limits, noLimits } from '../domain/limits.ts';
import { limitsFor } from '../limits.ts';
import { fakeClock } from './support/clock.ts';
import { needsRedis } from './support/needs.ts';
import { startRedis } from './support/redis.ts';

const redisServer = needsRedis();

/** Written down a second time, so that nobody changes one by chance. */
const promised: [LimitName, number, number][] = [
  ['registrations', 5, 3_600],
  ['verifications', 3, 3_600],
  ['apiCalls', 1_000, 3_600],
  ['signIns', 60, 600],
  ['refreshes', 300, 600],
  ['programs', 300, 600],
  ['typing', 30, 60],
  ['pages', 240, 60],
  ['messages', 100, 3_600],
  ['posts', 20, 3_600],
  ['requests', 10, 60],
];

test.each(promised)('%s: %i in %i seconds', (name, points, seconds) => {
  expect(limits[name]).toEqual({ points, seconds });
});

describe.each(Object.entries(limits))('%s', (name, { points, seconds }) => {
  test('lets as many pass as it says, tells the first that is too many, and begins anew', async () => {
    const clock = fakeClock();
    const counting = limitsFor(name as LimitName, { redis: null, clock });
    const counted = [];
    for (let n = 0; n < points + 3; n++) counted.push(await counting.take('ana'));
    expect(counted.map(isOver)).toEqual(counted.map((_, n) => n >= points));
    expect(counted.filter(isFirstOver)).toHaveLength(1);
    expect(isOver(await counting.take('ben'))).toBe(false);
    clock.advance(counted.at(-1)!.againInMs - 1);
    expect(isOver(await counting.take('ana'))).toBe(true);
    clock.advance(1);
    expect(await counting.take('ana')).toMatchObject({
      count: 1,
      points,
      seconds,
      againInMs: seconds * 1_000,
    });
  });
});

test('what is given back is free again', async () => {
  const counting = limitsFor('requests', { redis: null, clock: fakeClock() }, { points: 1, seconds: 60 });
  await counting.take('ana');
  await counting.giveBack('ana');
  expect(isOver(await counting.take('ana'))).toBe(false);
});

test('without limits anything goes', async () => {
  for (let n = 0; n < 1_000; n++) expect(isOver(await noLimits.take('ana'))).toBe(false);
});

describe('keys without end', () => {
  test('cost no more memory than the most that are remembered', async () => {
    const limiter = new ClockedLimiter({ keyPrefix: 'x', points: 1, duration: 60 }, fakeClock());
    for (let n = 0; n < mostWindows + 5_000; n++) await limiter.consume(`place ${n}`);
    expect(limiter.size).toBe(mostWindows);
  });

  test('are forgotten when they are over', async () => {
    const clock = fakeClock();
    const limiter = new ClockedLimiter({ keyPrefix: 'x', points: 1, duration: 60 }, clock);
    for (let n = 0; n < 5_000; n++) await limiter.consume(`place ${n}`);
    clock.advance(60_000);
    await limiter.consume('one more');
    expect(limiter.size).toBe(1);
  });
});

describe.skipIf(!redisServer)('with Redis', () => {
  test('servers count together, and by our clock, which the Lab moves', async () => {
    const redis = await startRedis(redisServer!);
    const clock = fakeClock();
    const [one, other] = [redis.connect(), redis.connect()].map((client) =>
      limitsFor('requests', { redis: client, clock }),
    );
    for (let n = 0; n < 10; n++) expect(isOver(await (n % 2 ? one : other)!.take('ana'))).toBe(false);
    expect(await one!.take('ana')).toMatchObject({ count: 11, againInMs: 60_000 });
    expect(isFirstOver(await other!.take('ana'))).toBe(false);
    clock.advance(60_000);
    expect(isOver(await other!.take('ana'))).toBe(false);
    await redis.stop();
  });

  test('every key ends by itself', async () => {
    const redis = await startRedis(redisServer!);
    const client = redis.connect();
    const counting = limitsFor('requests', { redis: client, clock: fakeClock() });
    await counting.take('ana');
    await counting.giveBack('ben');
    const keys = await client.keys('*');
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(await client.ttl(key)).toBeGreaterThan(0);
    await redis.stop();
  });

  test('that goes away each goes on by its own count', async () => {
    const redis = await startRedis(redisServer!);
    const counting = limitsFor('requests', { redis: redis.connect(), clock: fakeClock() });
    await counting.take('ana');
    await redis.stop();
    for (let n = 0; n < 10; n++) expect(isOver(await counting.take('ana'))).toBe(false);
    expect(isOver(await counting.take('ana'))).toBe(true);
  });
});
