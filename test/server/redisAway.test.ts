import { describe, expect, onTestFailed, test } from 'vitest';
import { isOver } from '../../domain/limits.ts';
import { limitsFor } from '../../limits.ts';
import { type Browser, open, type Window } from '../bots/web/support.ts';
import { fakeClock } from '../support/clock.ts';
import { needsRedis } from '../support/needs.ts';
import { startRedis } from '../support/redis.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { until } from '../support/until.ts';
import { type Cluster, newCluster } from './crash/cluster.ts';
import { compare, readLedger, watchInFlight } from './crash/ledger.ts';
import { newClassmates } from './crash/people.ts';

const redisServer = needsRedis();

/** A heartbeat of the web chat (bots/web/hub.ts), and a little. */
const heartbeatMs = 30_000;

describe.skipIf(!redisServer)('with Redis away it is slower, not wrong', () => {
  test('posts go on while it ends and comes back: each once, in their order', async () => {
    const cluster = await newCluster(['web', 'worker', 'worker'], redisServer!);
    onTestFailed(() => void process.stdout.write(cluster.log().slice(-20_000)));
    await cluster.start();
    await watchInFlight(cluster);
    const classmates = await newClassmates(cluster, { telegram: 20, whatsapp: 20 });
    await classmates[0]!.post('Post 1 of this run');
    await cluster.redis.stop();
    await classmates[1]!.post('Post 2 of this run');
    await cluster.redis.startAgain();
    await classmates[25]!.post('Post 3 of this run');
    await arrived(cluster, 3 * 39);
    expect(compare(await readLedger(cluster), classmates)).toMatchObject({
      ...{ deliveries: 3 * 39, lost: [], twice: 0, overtaken: 0 },
    });
  }, 300_000);

  test('browsers on two servers show the same: at once with it, with the next heartbeat without', async () => {
    const cluster = await newCluster(['web', 'web', 'worker'], redisServer!);
    onTestFailed(() => void process.stdout.write(cluster.log().slice(-20_000)));
    await cluster.start();
    const [first, second] = await windowsOf(cluster);
    await first.say('/start');
    await shows([first, second], 'I connect old schoolmates', 10_000);
    await cluster.redis.stop();
    await first.say('/status');
    await shows([first, second], '> /status', heartbeatMs);
    await cluster.redis.startAgain();
    await until(async () => (await readyOf(cluster.processes[1]!)).redis === 'on');
    await second.say('/help');
    await shows([first, second], '> /help', heartbeatMs);
  }, 300_000);

  test('each server counts for itself what it limits', async () => {
    const redis = await startRedis(redisServer!);
    const two = [redis.connect(), redis.connect()].map((one) =>
      limitsFor('sessions', { redis: one, clock: fakeClock() }, { points: 2, seconds: 60 }),
    );
    const isTaken = async (n: number) => !isOver(await two[n]!.take('ana'));
    expect([await isTaken(0), await isTaken(1), await isTaken(0)]).toEqual([true, true, false]);
    await redis.stop();
    expect([await isTaken(0), await isTaken(0), await isTaken(0)]).toEqual([true, true, false]);
    expect(await isTaken(1)).toBe(true);
  }, 60_000);
});

async function arrived({ sql }: Cluster, count: number): Promise<void> {
  await until(async () => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from message_deliveries where kind = 'post' and status = 'sent'`;
    return row!.count === count;
  }, 120_000);
}

/** One browser with a window on each of the two web servers. */
async function windowsOf({ processes }: Cluster): Promise<[Window, Window]> {
  const [one, other] = processes.map(({ url }) => ({ url, host: new URL(url).host }));
  const answer = await fetch(`${one!.url}/chat/session`, {
    method: 'POST',
    headers: { origin: one!.url },
  });
  const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
  // Both have the same public address, and only that may be where a page comes from.
  const browser: Browser = { ...one!, cookie };
  return [await open(browser), await open({ ...browser, host: other!.host })];
}

async function shows(windows: Window[], words: string, patienceMs: number): Promise<void> {
  await until(() => windows.every((one) => one.screen().some((line) => line.includes(words))), patienceMs);
}

async function readyOf({ url }: ServerProcess): Promise<{ redis: string }> {
  return (await fetch(`${url}/ready`)).json() as Promise<{ redis: string }>;
}
