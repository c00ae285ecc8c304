import { describe, expect, test } from 'vitest';
import { type PacedSend, ratesOf } from '../domain/pace.ts';
import { paceOf } from '../pace.ts';
import { newWorker, Provider, queue } from './delivery/outbox.ts';
import { newClass } from './support/class.ts';
import { fakeClock } from './support/clock.ts';
import { needsRedis } from './support/needs.ts';
import { startRedis } from './support/redis.ts';
import { newWorld } from './support/world.ts';

const redisServer = needsRedis();

const sendTo = (addressId: string, more: Partial<PacedSend> = {}): PacedSend => ({
  ...{ channel: 'telegram', account: '7', addressId, lane: 'post', isGroup: false },
  ...more,
});

/** How many of so many sends, all wanted at every tenth of a second, go within a time. */
async function sentWithin(seconds: number, wanted: (n: number) => PacedSend, most = 500): Promise<number> {
  const clock = fakeClock();
  const pace = paceOf({ redis: null, clock });
  let sent = 0;
  for (let tenth = 0; tenth < seconds * 10; tenth++) {
    while (sent < most && (await pace.take(wanted(sent))).isFree) sent += 1;
    clock.advance(100);
  }
  return sent;
}

/** Who is written to, for how long, and how many messages may go out in that time. */
const cases: { name: string; wanted: (n: number) => PacedSend; seconds: number; sent: number }[] = [
  { name: 'Telegram, in bulk', wanted: (n) => sendTo(`a${n}`), seconds: 5, sent: 150 },
  { name: 'Telegram, posts to one person', wanted: () => sendTo('a'), seconds: 10, sent: 10 },
  {
    name: 'Telegram, answers to one person',
    wanted: () => sendTo('a', { lane: 'answer' }),
    seconds: 10,
    sent: 20,
  },
  { name: 'Telegram, a group', wanted: () => sendTo('g', { isGroup: true }), seconds: 60, sent: 20 },
  {
    name: 'WhatsApp, in bulk',
    wanted: (n) => sendTo(`a${n}`, { channel: 'whatsapp' }),
    seconds: 5,
    sent: 400,
  },
  {
    name: 'WhatsApp, posts to one person',
    wanted: () => sendTo('a', { channel: 'whatsapp' }),
    seconds: 60,
    sent: 10,
  },
  {
    name: 'a number of ours at Twilio',
    wanted: (n) => sendTo(`a${n}`, { channel: 'sms' }),
    seconds: 10,
    sent: 10,
  },
  { name: 'mail', wanted: (n) => sendTo(`a${n}`, { channel: 'email' }), seconds: 5, sent: 70 },
  { name: 'the web', wanted: () => sendTo('a', { channel: 'web' }), seconds: 1, sent: 500 },
];

test.each(cases)('$name: $sent in $seconds seconds', async ({ wanted, seconds, sent }) => {
  expect(await sentWithin(seconds, wanted)).toBe(sent);
});

test('two numbers of ours have a rate each', async () => {
  const pace = paceOf({ redis: null, clock: fakeClock() });
  const by = (account: string) => pace.take(sendTo(account, { channel: 'sms', account }));
  expect((await by('+1')).isFree).toBe(true);
  expect((await by('+2')).isFree).toBe(true);
  expect(await by('+1')).toEqual({ isFree: false, waitMs: 1_000, scope: 'channel' });
});

test('whoever has to wait for the channel does not lose their own turn', async () => {
  const clock = fakeClock();
  const pace = paceOf({ redis: null, clock });
  for (let n = 0; n < 30; n++) await pace.take(sendTo(`a${n}`));
  expect(await pace.take(sendTo('late'))).toMatchObject({ isFree: false, scope: 'channel' });
  clock.advance(1_000);
  expect((await pace.take(sendTo('late'))).isFree).toBe(true);
});

test('many who were written to once are forgotten', async () => {
  const clock = fakeClock();
  const pace = paceOf({ redis: null, clock });
  for (let n = 0; n < 25_000; n++) {
    await pace.take(sendTo(`a${n}`, { channel: 'whatsapp', account: String(n) }));
    if (n % 1_000 === 0) clock.advance(6_000);
  }
  expect((await pace.take(sendTo('a0', { channel: 'whatsapp', account: 'x' }))).isFree).toBe(true);
});

test('a lane that has to wait is put back in its order, and others go on', async () => {
  const world = await newWorld();
  const { members } = await newClass(world, { members: { ana: 'telegram', ben: 'telegram' } });
  const provider = new Provider();
  const worker = newWorker(world, provider, { pace: paceOf({ redis: null, clock: world.clock }) });
  for (const n of [1, 2, 3]) await queue(world, members.ana!, `ana ${n}`);
  await queue(world, members.ben!, 'ben 1');
  await worker.drain();
  expect(provider.taken.toSorted()).toEqual(['#ana 1: ', '#ben 1: ']);
  const rows = await world.sql`select status, attempts from message_deliveries order by position`;
  expect(rows.map(({ status, attempts }) => [status, attempts])).toEqual([
    ['sent', 1],
    ['queued', 0],
    ['queued', 0],
    ['sent', 1],
  ]);
  const tick = async () => {
    world.clock.advance(1_000);
    await worker.drain();
  };
  await tick();
  await queue(world, members.ana!, 'ana 4');
  for (let n = 0; n < 3; n++) await tick();
  expect(provider.taken.filter((words) => words.includes('ana'))).toEqual([
    '#ana 1: ',
    '#ana 2: ',
    '#ana 3: ',
    '#ana 4: ',
  ]);
});

describe.skipIf(!redisServer)('with Redis', () => {
  test('two servers share the rates', async () => {
    const redis = await startRedis(redisServer!);
    const [one, other] = [redis.connect(), redis.connect()].map((client) =>
      paceOf({ redis: client, clock: fakeClock() }),
    );
    const turns = [];
    for (let n = 0; n < ratesOf('telegram').account!.points; n++)
      turns.push(await (n % 2 ? one : other)!.take(sendTo(`a${n}`)));
    expect(turns.every(({ isFree }) => isFree)).toBe(true);
    expect(await one!.take(sendTo('b'))).toMatchObject({ isFree: false, scope: 'channel' });
    expect(await other!.take(sendTo('c'))).toMatchObject({ isFree: false, scope: 'channel' });
    await redis.stop();
  });

  test('that goes away each goes on by its own count', async () => {
    const redis = await startRedis(redisServer!);
    const pace = paceOf({ redis: redis.connect(), clock: fakeClock() });
    expect((await pace.take(sendTo('a'))).isFree).toBe(true);
    await redis.stop();
    expect((await pace.take(sendTo('b'))).isFree).toBe(true);
    expect((await pace.take(sendTo('b'))).isFree).toBe(false);
  });
});
