import { expect, test } from 'vitest';
import type { Tx } from '../../db/client.ts';
import { lockBudget, setBudget } from '../../db/smsBudget.ts';
import { suppress } from '../../db/suppressions.ts';
import { fallBack } from '../../delivery/fallback.ts';
import { planChunk } from '../../delivery/planner.ts';
import type { ChannelName } from '../../domain/channel.ts';
import { SendError } from '../../domain/errors.ts';
import { addAddress, newClass } from '../support/class.ts';
import { jobsAfter } from '../support/jobs.ts';
import { writePost } from '../support/posts.ts';
import { until } from '../support/until.ts';
import { newWorld, type World } from '../support/world.ts';
import { newWorker, Provider, queue } from './outbox.ts';

/** Ana and Ben read on Telegram, and a phone of theirs takes text messages; Olga organizes. */
async function saving(budget: number | null, { alsoBy }: { alsoBy?: 'email' } = {}) {
  const world = await newWorld({ channels: ['telegram', 'sms', 'email'] });
  const school = await newClass(world, { members: { olga: 'organizer', ana: '', ben: '' } });
  const { ana, ben } = school.members;
  for (const member of [ana!, ben!]) {
    if (alsoBy) await addAddress(world, school, { member, channel: alsoBy });
    world.clock.advance(60_000);
    await addAddress(world, school, { member, channel: 'sms' });
  }
  const { communityId } = school;
  await setBudget(world.sql, { communityId, budget, price: null });
  const provider = new Provider();
  const worker = newWorker(world, provider);
  const refuse = (...refused: ChannelName[]) => {
    provider.onSend = async ({ to }) => {
      if (refused.includes(channelOf(to))) throw new SendError('rejected', 'told to');
    };
  };
  const post = async (words = 'Hello') => {
    await writePost(world, school, { author: 'olga', words });
    while (await planChunk(world));
  };
  /** To whom, where and at what cost, in the order in which it was tried. */
  const ways = async () => {
    const rows = await world.sql<{ way: string }[]>`
      select concat_ws(' ', p.name, a.channel, d.status, d.reason, d.way_reason, d.segments) as way
      from message_deliveries d join addresses a on a.id = d.address_id join people p on p.id = d.person_id
      where d.kind = 'post' or d.content -> 'parts' -> 0 ->> 'key' like 'progress%' order by p.name, d.position`;
    return rows.map(({ way }) => way);
  };
  const spent = async () => {
    const [row] = await world.sql<{ segments: number }[]>`select segments from sms_spending`;
    return row?.segments ?? 0;
  };
  const warnings = async () => {
    const rows = await world.sql<{ key: string }[]>`
      select content -> 'parts' -> 0 ->> 'key' as key from message_deliveries
      where content -> 'parts' -> 0 ->> 'key' like 'budget%' order by id`;
    return rows.map(({ key }) => key);
  };
  return { world, school, ana: ana!, refuse, worker, post, ways, spent, warnings };
}

function channelOf(to: string): ChannelName {
  if (to.includes('@')) return 'email';
  return to.startsWith('+') ? 'sms' : 'telegram';
}

test('a post that goes on as a text message is paid for, and the organizers are warned', async () => {
  const { refuse, worker, post, ways, spent, warnings } = await saving(2);
  await post();
  refuse('telegram');
  await worker.drain();
  expect(await ways()).toEqual([
    'Ana telegram dead rejected',
    'Ana sms sent 1',
    'Ben telegram dead rejected',
    'Ben sms sent 1',
  ]);
  expect([await spent(), await warnings()]).toEqual([2, ['budget.usedUp']]);
});

test('what one costs is not left for the next, who hears why nothing comes', async () => {
  const { refuse, worker, post, ways, spent, warnings } = await saving(1);
  await post();
  refuse('telegram');
  await worker.drain();
  const each = await ways();
  expect(
    each
      .filter((way) => way.includes('sms'))
      .map((way) => way.replace(/^\w+ /, ''))
      .sort(),
  ).toEqual(['sms dead budget', 'sms sent 1']);
  expect([await spent(), await warnings()]).toEqual([1, ['budget.usedUp']]);
});

test('where a text message is too dear the channel after that is taken', async () => {
  const { refuse, worker, post, ways, spent } = await saving(0, { alsoBy: 'email' });
  await post();
  refuse('telegram');
  await worker.drain();
  expect(await ways()).toEqual([
    'Ana telegram dead rejected',
    'Ana email sent budget',
    'Ben telegram dead rejected',
    'Ben email sent budget',
  ]);
  expect(await spent()).toBe(0);
});

test('a long post costs what its text message takes', async () => {
  const { refuse, worker, post, ways } = await saving(null);
  await post('x'.repeat(400));
  refuse('telegram');
  await worker.drain();
  expect((await ways()).filter((way) => way.includes('sms'))).toEqual(['Ana sms sent 3', 'Ben sms sent 3']);
});

test('a notice of the community is paid for as well, and one of nobody is not', async () => {
  const { world, school, ana, refuse, worker, spent } = await saving(5);
  await queue(world, ana, 'a notice', { communityId: school.communityId });
  await queue(world, ana, 'of nobody');
  refuse('telegram');
  await worker.drain();
  expect(await spent()).toBe(1);
});

test('a text that never left is given back, and what goes instead costs nothing', async () => {
  const { world, ana, refuse, worker, post, ways, spent } = await saving(5, { alsoBy: 'email' });
  const { newId, clock, sql } = world;
  await suppress(sql, { id: newId(), addressId: ana.addressId, how: 'blocked', now: clock.now() });
  await post();
  expect(await spent()).toBe(1);
  refuse('sms');
  await worker.drain();
  expect(await ways()).toEqual(['Ana sms dead rejected stopped', 'Ana email sent', 'Ben telegram sent']);
  expect(await spent()).toBe(0);
});

test('a text that left, and did not arrive, stays paid for', async () => {
  const { world, ana, worker, post, spent } = await saving(5, { alsoBy: 'email' });
  const { newId, clock, sql } = world;
  await suppress(sql, { id: newId(), addressId: ana.addressId, how: 'blocked', now: clock.now() });
  await post();
  await worker.drain();
  const [sent] = await sql<{ providerId: string; account: string }[]>`
    select s.provider_id as "providerId", a.account from sent_messages s join addresses a on a.id = s.address_id
    where a.channel = 'sms'`;
  const receipt = {
    channel: 'sms',
    ...sent!,
    status: 'failed',
    providerCode: '30003',
    isStopped: false,
  } as const;
  await world.engine.receive([{ kind: 'receipt', receipt }], { correlationId: 'a receipt' });
  expect(await spent()).toBe(1);
});

test('no more than the budget is spent, though two servers look for other ways at once', async () => {
  const { world, school, post, ways, spent } = await saving(1);
  const { sql, accounts, newId, clock, countSegments } = world;
  await post();
  // Not the first of the month: else the one would wait for the other's row anyway.
  await sql.begin((tx) => lockBudget(tx, school.communityId, clock.now()));
  const failed = await sql<{ id: string }[]>`
    update message_deliveries set status = 'dead', reason = 'rejected' where kind = 'post' returning id`;
  const deps = { accounts, newId, countSegments, now: clock.now() };
  const [one, other] = failed.map(
    ({ id }) =>
      (tx: Tx) =>
        fallBack(tx, [id], deps),
  );
  let second: Promise<unknown> = Promise.resolve();
  await sql.begin(async (tx) => {
    await one!(tx);
    second = sql.begin(other!);
    await Promise.race([second, until(async () => (await waiting(sql)) > 0)]);
  });
  await second;
  const texts = (await ways()).filter((way) => way.includes('sms')).map((way) => way.replace(/^\w+ /, ''));
  expect(texts.toSorted()).toEqual(['sms dead budget', 'sms queued 1']);
  expect(await spent()).toBe(1);
});

/** Transactions that wait for somebody else's row. */
async function waiting(sql: World['sql']): Promise<number> {
  return (await sql`select from pg_locks where not granted`).length;
}

test('what is given up after hours is paid for as well', async () => {
  const { world, post, ways, spent } = await saving(1);
  await post();
  await jobsAfter(world, 9 * 3_600_000, { broken: () => [{ channel: 'telegram', since: new Date(0) }] });
  const texts = (await ways()).filter((way) => way.includes('sms')).map((way) => way.replace(/^\w+ /, ''));
  expect(texts.toSorted()).toEqual(['sms dead budget', 'sms queued 1']);
  expect(await spent()).toBe(1);
});
