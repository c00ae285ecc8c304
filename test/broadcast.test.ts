import { describe, expect, test } from 'vitest';
import { localBroadcast, redisBroadcast } from '../broadcast.ts';
import type { News } from '../domain/broadcast.ts';
import { silent } from '../domain/log.ts';
import { needsRedis } from './support/needs.ts';
import { startRedis } from './support/redis.ts';
import { until } from './support/until.ts';

const redisServer = needsRedis();
const queued = (...queues: Extract<News, { kind: 'queued' }>['queues']): News => ({ kind: 'queued', queues });

test('within a process it is heard at once, each time', async () => {
  const broadcast = localBroadcast(silent);
  const heard: News[] = [];
  broadcast.listen((news) => heard.push(news));
  broadcast.tell(queued('files'));
  broadcast.tell(queued('files'));
  await Promise.resolve();
  expect(heard).toHaveLength(2);
});

describe.skipIf(!redisServer)('that something is in a queue', () => {
  async function twoProcesses() {
    const redis = await startRedis(redisServer!);
    const [one, other] = ['one', 'other'].map((own) => redisBroadcast(redis.connect(), { own, log: silent }));
    const heard: News[] = [];
    other!.listen((news) => heard.push(news));
    const asking = redis.connect();
    await until(async () => Number((await asking.pubsub('NUMSUB', 'homeroom:news'))[1]) === 2);
    const stop = () => Promise.all([one!.stop(), other!.stop()]);
    return { redis, one: one!, heard, stop };
  }

  test('reaches the other process, a thousand words in a row as a few', async () => {
    const { one, heard, stop } = await twoProcesses();
    for (let n = 0; n < 1_000; n++) one.tell(queued(n < 999 ? 'posts' : 'deliveries'));
    await until(() => heard.some((news) => news.kind === 'queued' && news.queues.includes('deliveries')));
    expect(heard.length).toBeLessThan(10);
    expect(heard[0]).toEqual(queued('posts'));
    await stop();
  });

  test('is lost while Redis is away, and told again when it is back', async () => {
    const { redis, one, heard, stop } = await twoProcesses();
    await redis.stop();
    one.tell(queued('files'));
    await redis.startAgain();
    await until(() => {
      one.tell(queued('deliveries'));
      return heard.some((news) => news.kind === 'queued' && news.queues.includes('deliveries'));
    });
    await stop();
  });
});
