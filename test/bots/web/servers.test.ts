import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { localBroadcast, redisBroadcast } from '../../../broadcast.ts';
import { silent } from '../../../domain/log.ts';
import { atEnd } from '../../support/atEnd.ts';
import { needsRedis } from '../../support/needs.ts';
import { newWorld } from '../../support/world.ts';
import { open, sees, serveWeb } from './support.ts';

const redisServer = needsRedis();

describe.skipIf(!redisServer)('two servers with one Redis', () => {
  test('show each other’s messages, and sign browsers out at once', async () => {
    const world = await newWorld({ channels: ['web'] });
    const url = await startRedis();
    const one = await serveWeb(world, await listening(url, 'one'));
    const browser = await one.newBrowser();
    // The second one is the one that sends from now on; the socket stays with the first.
    const other = await serveWeb(world, await listening(url, 'other'));
    const shown = await open(browser);
    await shown.say('/start');
    await sees(shown, 'I connect old schoolmates');
    const elsewhere = { ...browser, url: other.url, host: other.host };
    const second = await open(elsewhere);
    await second.say('/status');
    await sees(shown, '> /status');
    await fetch(`${other.url}/chat/sign-out`, {
      method: 'POST',
      headers: { cookie: browser.cookie, origin: other.url },
    });
    expect(await Promise.all([shown.closed, second.closed])).toEqual([4401, 4401]);
  });
});

test('news that were lost on the way are found at the next heartbeat', async () => {
  const world = await newWorld({ channels: ['web'] });
  const one = await serveWeb(world, localBroadcast(silent));
  const browser = await one.newBrowser();
  const shown = await open(browser);
  // Another server that shares the database, and nothing else.
  const other = await serveWeb(world, localBroadcast(silent));
  const second = await open({ ...browser, url: other.url, host: other.host });
  await second.say('/start');
  await sees(second, 'I connect old schoolmates');
  await other.follow();
  expect(shown.screen()).toEqual([]);
  world.clock.advance(26_000);
  await sees(shown, 'I connect old schoolmates');
});

test('while a server stops its browsers are sent away, and what they said is kept', async () => {
  const world = await newWorld({ channels: ['web'] });
  const one = await serveWeb(world, localBroadcast(silent));
  const shown = await open(await one.newBrowser());
  shown.send('send_message', { id: '00000000-0000-4000-8000-00000000ffff', content: '/start' });
  await shown.until((events) => events.some(({ event }) => event === 'message_accepted'));
  await one.bot.stop();
  expect(await shown.closed).toBe(1001);
  expect(await world.sql`select 1 from inbox`).toHaveLength(1);
});

async function listening(url: string, own: string) {
  const redis = new Redis(url, { maxRetriesPerRequest: 1 });
  const broadcast = redisBroadcast(redis, { own, log: silent });
  atEnd(async () => redis.disconnect());
  await expect.poll(async () => (await redis.pubsub('NUMSUB', 'homeroom:news'))[1]).toBeGreaterThan(0);
  return broadcast;
}

async function startRedis(): Promise<string> {
  const port = await freePort();
  const server: ChildProcess = spawn(
    redisServer!,
    ['--port', String(port), '--save', '', '--appendonly', 'no'],
    {
      stdio: 'ignore',
    },
  );
  atEnd(async () => void server.kill());
  const url = `redis://127.0.0.1:${port}`;
  const probe = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
  probe.on('error', () => undefined);
  await probe.ping();
  probe.disconnect();
  return url;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
