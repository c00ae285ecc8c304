import { describe, expect, test } from 'vitest';
import { endSuppression, suppress } from '../../db/suppressions.ts';
import { silent } from '../../domain/log.ts';
import { noPace, type Pace } from '../../domain/pace.ts';
import { limitsFor } from '../../limits.ts';
import { ledger, newOutbox, newWorker, Provider, queue } from './outbox.ts';

const minuteMs = 60_000;

test('what another process has to send is left to it, untried', async () => {
  const { world, provider, worker, ana } = await newOutbox();
  provider.isHere = false;
  const id = await queue(world, ana, 'hello');
  await worker.drain();
  expect(await ledger(world, id)).toMatchObject({ status: 'queued', attempts: 0 });
  provider.isHere = true;
  await worker.drain();
  expect(provider.taken).toEqual(['#hello: ']);
});

test('a post gets its turn, though there is always one more answer than there are places', async () => {
  const { world, provider, ana, carla } = await newOutbox();
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
    const { world, provider, worker, ana } = await newOutbox();
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
    const { world, provider, worker, ana } = await newOutbox();
    const numbers = Array.from({ length: 60 }, (_, n) => n);
    for (const n of numbers) await queue(world, ana, `${n}`);
    await worker.drain();
    expect(provider.taken).toEqual(numbers.map((n) => `#${n}: `));
  });

  test('waits for a row that is being retried, half a minute at most', async () => {
    const { world, provider, worker, later, ana } = await newOutbox();
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
    const { world, provider, worker, later, ana } = await newOutbox();
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
    const { world, provider, worker, later, ana } = await newOutbox();
    const hour = new Date(world.clock.now().getTime() + 60 * minuteMs);
    await queue(world, ana, 'in the morning', { notBefore: hour });
    await queue(world, ana, 'now');
    await worker.drain();
    expect(provider.taken).toEqual(['#now: ']);
    await later(60 * minuteMs);
    expect(provider.taken).toEqual(['#now: ', '#in the morning: ']);
  });

  test('is sent by one of two workers only', async () => {
    const { world, provider, worker, ana, ben, carla } = await newOutbox();
    const other = newWorker(world, provider);
    for (const member of [ana, ben, carla]) for (const n of [1, 2, 3]) await queue(world, member, `${n}`);
    await Promise.all([worker.drain(), other.drain()]);
    await Promise.all([worker.drain(), other.drain()]);
    expect(provider.taken).toHaveLength(9);
    expect(await world.sql`select 1 from message_deliveries where is_repeated`).toHaveLength(0);
  });
});

describe('a delivery that fails', () => {
  test('is tried eight times, then is a dead letter, and the lane goes on', async () => {
    const { world, provider, worker, later, ana } = await newOutbox();
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
    const { world, provider, worker, ana } = await newOutbox();
    const id = await queue(world, ana, 'hello');
    provider.fates = ['rejected'];
    await worker.drain();
    expect(await ledger(world, id)).toMatchObject({ status: 'dead', reason: 'rejected', attempts: 1 });
  });

  test('because somebody blocked the bot marks the address, and skips what else waits there', async () => {
    const { world, provider, worker, ana } = await newOutbox();
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
    const { world, provider, worker, ben } = await newOutbox();
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

test('the same words to the same person stop after 20 within five minutes, with one alarm', async () => {
  const { world, ana, carla } = await newOutbox();
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
