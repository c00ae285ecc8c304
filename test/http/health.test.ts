import { expect, test } from 'vitest';
import { healthRoutes } from '../../http/health.ts';
import { newWorld } from '../support/world.ts';

async function setUp(ping: () => Promise<unknown>) {
  const { sql, clock } = await newWorld();
  let pings = 0;
  const pingRedis = () => {
    pings++;
    return ping();
  };
  const routes = healthRoutes({ sql, clock, pingRedis, channels: () => ({ telegram: 'on' }) });
  return { clock, ask: () => routes.request('/ready'), pings: () => pings };
}

test('however often somebody asks, it is looked once a second', async () => {
  const { clock, ask, pings } = await setUp(async () => 'PONG');
  const answers = await Promise.all(Array.from({ length: 20 }, ask));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await answers[0]!.json()).toMatchObject({ status: 'ready', database: 'on', redis: 'on' });
  expect(pings()).toBe(1);
  clock.advance(1_000);
  await ask();
  expect(pings()).toBe(2);
});

test('what does not answer is away, and holds up nobody for ever', async () => {
  const { clock, ask } = await setUp(() => new Promise(() => undefined));
  const asking = ask();
  await clock.run(3_000);
  expect(await (await asking).json()).toMatchObject({ redis: 'away' });
});
