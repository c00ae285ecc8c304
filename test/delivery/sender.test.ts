import { describe, expect, test } from 'vitest';
import { forgetEarlyReceipts } from '../../db/jobs.ts';
import { recordReceipts } from '../../db/receipts.ts';
import { endSuppression, suppress } from '../../db/suppressions.ts';
import { silent } from '../../domain/log.ts';
import { noPace, type Pace } from '../../domain/pace.ts';
import { runDueJobs } from '../../jobs.ts';
import { limitsFor } from '../../limits.ts';
import { newClass } from '../support/class.ts';
import { noSweep } from '../support/files.ts';
import { writePost } from '../support/posts.ts';
import { newWorld } from '../support/world.ts';
import { ledger, newWorker, Provider, queue } from './outbox.ts';

const minuteMs = 60_000;

/** Ana on Telegram, Ben on SMS, and a worker with a provider that does as it is told. */
async function setUp() {
  const world = await newWorld();
  const school = await newClass(world, { members: { ana: 'telegram', ben: 'sms', carla: 'telegram' } });
  const { members } = school;
  const provider = new Provider();
  const worker = newWorker(world, provider);
  const later = async (ms: number, by = worker) => {
    world.clock.advance(ms);
    await by.drain();
  };
  const ana = members.ana!;
  const ben = { ...members.ben!, channel: 'sms' as const };
  return { world, school, provider, worker, later, ana, ben, carla: members.carla! };
}

test('what another process has to send is left to it, untried', async () => {
  const { world, provider, worker, ana } = await setUp();
  provider.isHere = false;
  const id = await queue(world, ana, 'hello');
  await worker.drain();
  expect(await ledger(world, id)).toMatchObject({ status: 'queued', attempts: 0 });
  provider.isHere = true;
  await worker.drain();
  expect(provider.taken).toEqual(['#hello: ']);
});

test('a post gets its turn, though there is always one more answer than there are places', async () => {
  const { world, provider, ana, carla } = await setUp();
  const pace: Pace = { ...noPace, lanesAtOnce: () => 1 };
  let answers = 0;
  const answer = () => queue(world, carla, `answer ${++answers}`, { kind: 'answer' });
  await answer();
  await queue(world, ana, 'a post');
  provider.onSend = async ({ body }) => {
    if (answers < 20 && JSON.stringify(body).includes('answer')) await answer();
  };
  await newWorker(world, provider, { pace }).drain();
  expect(provider.taken).toHaveLength(21);
  expect(provider.taken.indexOf('#a post: ')).toBe(3);
});

describe('a lane', () => {
  test('is sent in its order, answers beside posts', async () => {
    const { world, provider, worker, ana } = await setUp();
    for (const n of [1, 2, 3]) await queue(world, ana, `post ${n}`);
    for (const n of [1, 2]) await queue(world, ana, `answer ${n}`, { kind: 'answer' });
    await worker.drain();
    expect(provider.taken.filter((words) => words.includes('post'))).toEqual([
      '#post 1: ',
      '#post 2: ',
      '#post 3: ',
    ]);
    expect(provider.taken.filter((words) => words.includes('answer'))).toEqual([
      '#answer 1: ',
      '#answer 2: ',
    ]);
  });

  test('of more rows than one turn takes is sent to its end', async () => {
    const { world, provider, worker, ana } = await setUp();
    const numbers = Array.from({ length: 60 }, (_, n) => n);
    for (const n of numbers) await queue(world, ana, `${n}`);
    await worker.drain();
    expect(provider.taken).toEqual(numbers.map((n) => `#${n}: `));
  });

  test('waits for a row that is being retried, half a minute at most', async () => {
    const { world, provider, worker, later, ana } = await setUp();
    const first = await queue(world, ana, 'first');
    await queue(world, ana, 'second');
    provider.fates = ['throttled', 'unreachable'];
    await worker.drain();
    await world.sql`update message_deliveries set not_before = ${new Date(world.clock.now().getTime() + 10 * minuteMs)}
      where id = ${first}`;
    await world.sql`update delivery_lanes set due_at = ${world.clock.now()}`;
    await later(29_000);
    expect(provider.taken).toEqual([]);
    provider.fates = [];
    await later(1_000);
    expect(provider.taken).toEqual(['#second: ']);
    await later(10 * minuteMs);
    expect(provider.taken).toEqual(['#second: ', '#first: ']);
  });

  test('behind two rows that are being retried is not claimed in vain', async () => {
    const { world, provider, worker, later, ana } = await setUp();
    const now = () => world.clock.now().getTime();
    const first = await queue(world, ana, 'first');
    await queue(world, ana, 'second');
    await queue(world, ana, 'third');
    const far = (id: string) => world.sql`
      update message_deliveries set not_before = ${new Date(now() + 10 * minuteMs)} where id = ${id}`;
    provider.fates = ['unreachable'];
    await worker.drain();
    await far(first);
    provider.fates = ['unreachable'];
    await later(30_000);
    const [lane] = await world.sql<{ dueAt: Date }[]>`
      select due_at as "dueAt" from delivery_lanes where address_id = ${ana.addressId} and lane = 'post'`;
    expect(lane!.dueAt.getTime()).toBeGreaterThan(now());
    expect(provider.taken).toEqual([]);
    await later(30_000);
    expect(provider.taken).toEqual(['#second: ', '#third: ']);
  });

  test('goes on past a row that waits for its hour', async () => {
    const { world, provider, worker, later, ana } = await setUp();
    const hour = new Date(world.clock.now().getTime() + 60 * minuteMs);
    await queue(world, ana, 'in the morning', { notBefore: hour });
    await queue(world, ana, 'now');
    await worker.drain();
    expect(provider.taken).toEqual(['#now: ']);
    await later(60 * minuteMs);
    expect(provider.taken).toEqual(['#now: ', '#in the morning: ']);
  });

  test('is sent by one of two workers only', async () => {
    const { world, provider, worker, ana, ben, carla } = await setUp();
    const other = newWorker(world, provider);
    for (const member of [ana, ben, carla]) for (const n of [1, 2, 3]) await queue(world, member, `${n}`);
    await Promise.all([worker.drain(), other.drain()]);
    await Promise.all([worker.drain(), other.drain()]);
    expect(provider.taken).toHaveLength(9);
    expect(await world.sql`select 1 from message_deliveries where is_repeated`).toHaveLength(0);
  });
});

/** A worker that takes a row, hands it to the provider, and is never heard of again. */
async function dieWhileSending(given: Awaited<ReturnType<typeof setUp>>) {
  const doomed = new Provider();
  const started = new Promise<void>((resolve) => {
    doomed.onSend = () => {
      resolve();
      return new Promise(() => undefined);
    };
  });
  void newWorker(given.world, doomed).drain();
  await started;
}

describe('what a dead worker was sending', () => {
  test('is left alone while its lease runs', async () => {
    const given = await setUp();
    await queue(given.world, given.ana, 'hello');
    await dieWhileSending(given);
    await given.later(29_000);
    expect(given.provider.taken).toEqual([]);
  });

  test('is sent once more on Telegram, and marked so', async () => {
    const given = await setUp();
    const id = await queue(given.world, given.ana, 'hello');
    await queue(given.world, given.ana, 'and more');
    await dieWhileSending(given);
    await given.later(31_000);
    expect(given.provider.taken).toEqual(['#hello: ', '#and more: ']);
    expect(await ledger(given.world, id)).toEqual({
      status: 'sent',
      reason: 'sentAgain',
      attempts: 2,
      isRepeated: true,
    });
  });

  test('is looked for at Twilio, and found: not sent again', async () => {
    const given = await setUp();
    const id = await queue(given.world, given.ben, 'hello');
    await dieWhileSending(given);
    const diedAt = given.world.clock.now();
    given.provider.memory = [{ providerIds: ['SM7'] }];
    await given.later(31_000);
    expect(given.provider.taken).toEqual([]);
    expect(await ledger(given.world, id)).toMatchObject({ status: 'sent', isRepeated: false });
    expect(given.provider.askedSince).toEqual([diedAt]);
  });

  test('is looked for at Twilio, and not found: sent', async () => {
    const given = await setUp();
    const id = await queue(given.world, given.ben, 'hello');
    await dieWhileSending(given);
    await given.later(31_000);
    expect(given.provider.taken).toEqual(['#hello: ']);
    expect(await ledger(given.world, id)).toMatchObject({ status: 'sent', isRepeated: false });
  });
});

test('what a dead worker was sending to somebody who stopped since is not said to have stayed here', async () => {
  const given = await setUp();
  const { world, ben } = given;
  const id = await queue(world, ben, 'hello');
  await dieWhileSending(given);
  await suppress(world.sql, {
    ...{ id: world.newId(), addressId: ben.addressId, how: 'keyword', providerCode: null },
    now: world.clock.now(),
  });
  await given.later(31_000);
  expect(given.provider.taken).toEqual([]);
  expect(await ledger(world, id)).toMatchObject({ status: 'dead', reason: 'uncertain' });
});

describe('a send whose answer never came', () => {
  test('is never sent again while Twilio cannot be asked, and is asked about from its beginning', async () => {
    const { world, provider, worker, later, ben } = await setUp();
    const id = await queue(world, ben, 'hello');
    const beganAt = world.clock.now();
    provider.fates = ['lost'];
    await worker.drain();
    expect(await ledger(world, id)).toMatchObject({ status: 'uncertain' });
    provider.memory = ['unreachable', 'throttled', { providerIds: ['SM7'] }];
    await later(30_000);
    await later(30_000);
    expect(await ledger(world, id)).toMatchObject({ status: 'uncertain' });
    await later(2 * minuteMs);
    expect(await ledger(world, id)).toMatchObject({ status: 'sent', isRepeated: false });
    expect(provider.taken).toEqual(['#hello: ']);
    expect(provider.askedSince).toEqual([beganAt, beganAt, beganAt]);
  });

  test('is asked about for as long as anything else is tried, though Twilio is away for half an hour', async () => {
    const { world, provider, worker, later, ben } = await setUp();
    const id = await queue(world, ben, 'hello');
    provider.fates = ['lost'];
    await worker.drain();
    for (let minute = 0; minute < 30; minute++) {
      provider.memory = Array.from({ length: 9 }, () => 'unreachable' as const);
      await later(minuteMs);
    }
    expect(await ledger(world, id)).toMatchObject({ status: 'uncertain' });
    provider.memory = [{ providerIds: ['SM7'] }];
    await later(4 * 60 * minuteMs);
    expect(await ledger(world, id)).toMatchObject({ status: 'sent', isRepeated: false });
    expect(provider.taken).toEqual(['#hello: ']);
  });

  test('is not asked about by words that were corrected since: it is sent as it reads now, and marked', async () => {
    const { world, school, provider, worker, later, ben } = await setUp();
    const messageId = await writePost(world, school, { author: 'ana', words: 'Friday' });
    const id = await queue(world, ben, '', { kind: 'post', messageId, content: null });
    provider.fates = ['lost'];
    await worker.drain();
    await later(10_000);
    await world.sql`update messages set text = 'Saturday', edited_at = ${world.clock.now()}`;
    await later(30_000);
    expect(provider.askedSince).toEqual([]);
    expect(provider.taken.map((words) => /Friday|Saturday/.exec(words)?.[0])).toEqual(['Friday', 'Saturday']);
    expect(await ledger(world, id)).toMatchObject({ status: 'sent', reason: 'sentAgain', isRepeated: true });
  });

  test('is asked about with the first line about consent it had, though another text brought that meanwhile', async () => {
    const { world, provider, worker, later, ben } = await setUp();
    await world.sql`update addresses set consent_sent_at = null`;
    await queue(world, ben, 'hello');
    provider.fates = ['lost'];
    await worker.drain();
    await later(1_000);
    await world.sql`update addresses set consent_sent_at = ${world.clock.now()}`;
    await later(30_000);
    expect(provider.askedAbout).toEqual(provider.taken.slice(0, 1));
    expect(provider.askedAbout[0]).toContain('STOP');
  });

  test('and is unknown at Twilio is sent again; without an answer once more it is marked, and asked about', async () => {
    const { world, provider, worker, later, ben } = await setUp();
    const id = await queue(world, ben, 'hello');
    provider.fates = ['lost', 'lost'];
    provider.memory = [null, { providerIds: ['SM7'] }];
    await worker.drain();
    await later(30_000);
    expect(await ledger(world, id)).toMatchObject({ status: 'uncertain', isRepeated: true });
    await later(30_000);
    expect(await ledger(world, id)).toMatchObject({ status: 'sent', reason: 'sentAgain', isRepeated: true });
    expect(provider.taken).toHaveLength(2);
  });

  test('is sent once more on Telegram; without an answer again it is a dead letter', async () => {
    const { world, provider, worker, later, ana } = await setUp();
    const id = await queue(world, ana, 'hello');
    provider.fates = ['lost', 'lost'];
    await worker.drain();
    await later(30_000);
    await later(10 * minuteMs);
    expect(provider.taken).toHaveLength(2);
    expect(await ledger(world, id)).toEqual({
      status: 'dead',
      reason: 'uncertain',
      attempts: 2,
      isRepeated: true,
    });
  });

  test('stays marked where the second attempt had to be tried again', async () => {
    const { world, provider, worker, later, ana } = await setUp();
    const id = await queue(world, ana, 'hello');
    provider.fates = ['lost', 'unreachable', 'taken'];
    await worker.drain();
    await later(30_000);
    await later(minuteMs);
    expect(provider.taken).toHaveLength(2);
    expect(await ledger(world, id)).toMatchObject({ status: 'sent', isRepeated: true });
  });
});

describe('a delivery that fails', () => {
  test('is tried eight times, then is a dead letter, and the lane goes on', async () => {
    const { world, provider, worker, later, ana } = await setUp();
    const id = await queue(world, ana, 'hello');
    provider.fates = Array.from({ length: 8 }, () => 'unreachable' as const);
    await worker.drain();
    for (let n = 0; n < 8; n++) await later(4 * 60 * minuteMs);
    expect(await ledger(world, id)).toMatchObject({ status: 'dead', reason: 'unreachable', attempts: 8 });
    await queue(world, ana, 'next');
    await worker.drain();
    expect(provider.taken).toEqual(['#next: ']);
  });

  test('for good is a dead letter at once', async () => {
    const { world, provider, worker, ana } = await setUp();
    const id = await queue(world, ana, 'hello');
    provider.fates = ['rejected'];
    await worker.drain();
    expect(await ledger(world, id)).toMatchObject({ status: 'dead', reason: 'rejected', attempts: 1 });
  });

  test('because somebody blocked the bot marks the address, and skips what else waits there', async () => {
    const { world, provider, worker, ana } = await setUp();
    const first = await queue(world, ana, 'hello');
    const second = await queue(world, ana, 'answer', { kind: 'answer' });
    provider.onSend = async ({ body }) => {
      if (JSON.stringify(body).includes('answer')) throw new Error('not sent after the stop');
    };
    // The post goes first here: the answer becomes due while it is refused.
    await world.sql`update delivery_lanes set due_at = null where lane = 'answer'`;
    provider.fates = ['stopped'];
    await worker.drain();
    await world.sql`update delivery_lanes set due_at = ${world.clock.now()} where lane = 'answer'`;
    await worker.drain();
    expect(await ledger(world, first)).toMatchObject({ status: 'failed', reason: 'stopped' });
    expect(await ledger(world, second)).toMatchObject({ status: 'skipped', reason: 'stopped' });
    expect(await world.sql`select how from suppressions where ended_at is null`).toEqual([{ how: 'error' }]);
  });
});

describe('a STOP', () => {
  test('that comes between planning and sending is obeyed, and a START later is too', async () => {
    const { world, provider, worker, ben } = await setUp();
    const now = world.clock.now();
    const id = await queue(world, ben, 'hello');
    await suppress(world.sql, { id: world.newId(), addressId: ben.addressId, how: 'keyword', now });
    await worker.drain();
    expect(await ledger(world, id)).toMatchObject({ status: 'skipped', reason: 'stopped' });
    await endSuppression(world.sql, { addressId: ben.addressId, before: world.newId(), now });
    await queue(world, ben, 'again');
    await worker.drain();
    expect(provider.taken).toEqual(['#again: ']);
  });
});

describe('receipts', () => {
  const receipt = (status: 'sent' | 'delivered' | 'read' | 'failed', providerId = 'P1') => ({
    channel: 'sms' as const,
    account: '+15005550006',
    providerId,
    status,
    providerCode: status === 'failed' ? '30003' : null,
    isStopped: false,
  });

  const stories: { name: string; order: ('sent' | 'delivered' | 'read' | 'failed')[]; ends: string }[] = [
    { name: 'in order', order: ['sent', 'delivered', 'read'], ends: 'read' },
    { name: 'out of order', order: ['read', 'sent', 'delivered'], ends: 'read' },
    { name: 'twice', order: ['delivered', 'delivered'], ends: 'delivered' },
    { name: 'of a failure', order: ['sent', 'failed'], ends: 'failed' },
    { name: 'of a failure after the delivery', order: ['delivered', 'failed'], ends: 'delivered' },
    { name: 'that only say what is known', order: ['sent'], ends: 'sent' },
  ];

  test.each(stories)('$name leave $ends', async ({ order, ends }) => {
    const { world, worker, ben } = await setUp();
    const id = await queue(world, ben, 'hello');
    await worker.drain();
    for (const status of order) await recordReceipts(world.sql, [receipt(status)], world.clock.now());
    expect((await ledger(world, id)).status).toBe(ends);
  });

  test.each(stories)('$name, all before our own record of the send, leave $ends', async ({ order, ends }) => {
    const { world, provider, worker, ben } = await setUp();
    const id = await queue(world, ben, 'hello');
    provider.onSend = async () => {
      for (const status of order) await recordReceipts(world.sql, [receipt(status)], world.clock.now());
    };
    await worker.drain();
    expect((await ledger(world, id)).status).toBe(ends);
  });

  test('in the very moment of our own record of the send are taken up a little later', async () => {
    const { world, worker, ben } = await setUp();
    const now = world.clock.now();
    const id = await queue(world, ben, 'hello');
    await world.sql.begin(async (tx) => {
      await recordReceipts(tx, [receipt('delivered')], now);
      await worker.drain();
    });
    expect((await ledger(world, id)).status).toBe('sent');
    await runDueJobs({
      ...world.deps,
      onDeliveries: () => undefined,
      accounts: world.accounts,
      retentionMonths: 0,
      broken: () => [],
      log: silent,
      sweep: noSweep,
    });
    expect((await ledger(world, id)).status).toBe('delivered');
  });

  test('of a message that was never sent change nothing, and are forgotten in time', async () => {
    const { world, worker, ben } = await setUp();
    const id = await queue(world, ben, 'hello');
    await worker.drain();
    const now = world.clock.now();
    expect(await recordReceipts(world.sql, [receipt('failed', 'never sent')], now)).toEqual([]);
    expect((await ledger(world, id)).status).toBe('sent');
    await forgetEarlyReceipts(world.sql, new Date(now.getTime() + 1));
    expect(await world.sql`select from early_receipts`).toHaveLength(0);
  });

  test('of another channel with the same number change nothing', async () => {
    const { world, worker, ana } = await setUp();
    const id = await queue(world, ana, 'hello');
    await worker.drain();
    await recordReceipts(world.sql, [receipt('failed')], world.clock.now());
    expect((await ledger(world, id)).status).toBe('sent');
  });
});

describe('of a long text in two parts', () => {
  type Status = 'delivered' | 'read' | 'failed';
  const reports: { name: string; told: [string, Status][]; becomes: string }[] = [
    { name: 'one that arrived is not the whole', told: [['P1', 'delivered']], becomes: 'sent' },
    {
      name: 'both arrived',
      told: [
        ['P2', 'delivered'],
        ['P1', 'delivered'],
      ],
      becomes: 'delivered',
    },
    {
      name: 'one that failed is a failure',
      told: [
        ['P1', 'delivered'],
        ['P2', 'failed'],
      ],
      becomes: 'failed',
    },
    {
      name: 'one that failed first is a failure as well',
      told: [
        ['P2', 'failed'],
        ['P1', 'delivered'],
      ],
      becomes: 'failed',
    },
    {
      name: 'both read, one told before the other arrived',
      told: [
        ['P1', 'read'],
        ['P2', 'delivered'],
        ['P2', 'read'],
      ],
      becomes: 'read',
    },
  ];
  const receiptOf = ([providerId, status]: [string, Status]) => ({
    ...{ channel: 'sms' as const, account: '+15005550006', providerId, status },
    ...{ providerCode: null, isStopped: false },
  });

  test.each(reports)('$name: $becomes', async ({ told, becomes }) => {
    const { world, provider, worker, ben } = await setUp();
    provider.parts = 2;
    const id = await queue(world, ben, 'long');
    await worker.drain();
    for (const one of told) await recordReceipts(world.sql, [receiptOf(one)], world.clock.now());
    expect((await ledger(world, id)).status).toBe(becomes);
  });

  test.each(reports)('told before the send was recorded, $name: $becomes', async ({ told, becomes }) => {
    const { world, provider, worker, ben } = await setUp();
    provider.parts = 2;
    const id = await queue(world, ben, 'long');
    provider.onSend = async () => {
      for (const one of told) await recordReceipts(world.sql, [receiptOf(one)], world.clock.now());
    };
    await worker.drain();
    expect((await ledger(world, id)).status).toBe(becomes);
  });
});

test('the same words to the same person stop after 20 within five minutes, with one alarm', async () => {
  const { world, ana, carla } = await setUp();
  const provider = new Provider();
  const alarms: string[] = [];
  const log = { ...silent, error: (_fields: object, sentence: string) => void alarms.push(sentence) };
  const worker = newWorker(world, provider, {
    repeats: limitsFor('repeats', { redis: null, clock: world.clock }),
    log,
  });
  for (let times = 0; times < 25; times++) await queue(world, ana, 'I am out of office', { kind: 'answer' });
  await queue(world, ana, 'something else', { kind: 'answer' });
  await queue(world, carla, 'I am out of office', { kind: 'answer' });
  await worker.drain();
  expect(provider.taken.filter((words) => words.includes('out of office'))).toHaveLength(20 + 1);
  expect(provider.taken.filter((words) => words.includes('something else'))).toHaveLength(1);
  expect(alarms).toEqual([expect.stringContaining('again and again')]);
  const skipped =
    await world.sql`select 1 from message_deliveries where status = 'skipped' and reason = 'loop'`;
  expect(skipped).toHaveLength(5);
});
