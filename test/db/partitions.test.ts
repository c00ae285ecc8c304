import { describe, expect, test } from 'vitest';
import { connectEngine } from '../../db/client.ts';
import { dropMonth, ensurePartitions, findOldMonths } from '../../db/partitions.ts';
import type { Receipt } from '../../domain/channel.ts';
import { newClass } from '../support/class.ts';
import { jobsAfter } from '../support/jobs.ts';
import { postsBy } from '../support/posts.ts';
import { play } from '../support/story.ts';
import { newWorld, type World } from '../support/world.ts';

const dayMs = 86_400_000;

const monthsOf = async (world: World) =>
  (
    await world.sql<{ name: string }[]>`
      select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where c.relname ~ '_[0-9]{4}_[0-9]{2}$' and c.relkind = 'r' order by 1`
  ).map(({ name }) => name);

/** A class that wrote something in March 2026, and did not meet again for so many days. */
async function yearLater(days = 430) {
  const world = await newWorld();
  await jobsAfter(world, 0);
  const school = await newClass(world, { name: 'Lincoln 98', members: { ana: 'telegram', ben: 'telegram' } });
  await postsBy(world, school).post('ana', 'Hello in March');
  await play(world, 'ben~\nben> /status\nben~');
  world.clock.advance(days * dayMs);
  return { world, school };
}

test('months that are over for longer than they are kept are dropped, the others stay', async () => {
  const { world } = await yearLater();
  await jobsAfter(world, 0, { retentionMonths: 12 });
  expect(await monthsOf(world)).toEqual([
    'inbox_2026_05',
    'inbox_2027_05',
    'inbox_2027_06',
    'inbox_2027_07',
    'message_deliveries_2026_05',
    'message_deliveries_2027_05',
    'message_deliveries_2027_06',
    'message_deliveries_2027_07',
  ]);
});

test.each([
  ['for ever, where that is set', 430, 0],
  ['to the last day of the time set', 393, 12],
])('months are kept %s', async (_what, days, retentionMonths) => {
  const { world } = await yearLater(days);
  await jobsAfter(world, 0, { retentionMonths });
  expect(await monthsOf(world)).toContain('inbox_2026_03');
});

describe('a month in which something is open stays', () => {
  const held = (world: World) =>
    world.sql`update message_deliveries set status = 'held', sent_at = null where kind = 'post'`;
  const open: [what: string, table: string, reopen: (world: World) => Promise<unknown>][] = [
    ['what waits to be handled', 'inbox', (world) => world.sql`update inbox set status = 'waiting'`],
    ['what is held for a digest', 'message_deliveries', held],
    ...(['queued', 'sending', 'uncertain'] as const).map((status): (typeof open)[number] => [
      `a delivery that is ${status}`,
      'message_deliveries',
      (world) => world.sql`update message_deliveries set status = ${status} where kind = 'post'`,
    ]),
  ];

  test.each(open)('%s', async (_what, table, reopen) => {
    const { world } = await yearLater();
    await reopen(world);
    await jobsAfter(world, 0, { retentionMonths: 12 });
    expect((await monthsOf(world)).filter((name) => name.endsWith('2026_03'))).toEqual([`${table}_2026_03`]);
  });

  test('what a stranger said, as long as organizers have not decided', async () => {
    const world = await newWorld();
    await jobsAfter(world, 0);
    await newClass(world, { name: 'Lincoln 98', members: { ana: 'telegram organizer' } });
    await play(world, 'gym: telegram -1001\nzed: telegram 9009\nana> (in gym) /mirror\ngym~\nana~');
    await play(world, 'zed> (in gym) Buy my watches\nana~');
    await jobsAfter(world, 430 * dayMs, { retentionMonths: 12 });
    expect(await monthsOf(world)).toContain('inbox_2026_03');
    await play(world, 'ana> [Carry it on]\nana~');
    await jobsAfter(world, dayMs, { retentionMonths: 12 });
    expect(await monthsOf(world)).not.toContain('inbox_2026_03');
  });
});

test('somebody who reads the table for long is not disturbed, and the month goes later', async () => {
  const { world } = await yearLater();
  const reader = connectEngine(world.database.engineUrl, { max: 1, prepare: false, applicationName: 'test' });
  const old = { table: 'inbox', month: '2026_03' } as const;
  await reader.begin(async (tx) => {
    await tx`select count(*) from inbox`;
    await expect(dropMonth(world.sql, old)).rejects.toMatchObject({ code: '55P03' });
  });
  expect(await dropMonth(world.sql, old)).toBe(true);
  expect(await dropMonth(world.sql, old)).toBe(false);
  await reader.end();
});

test.each([
  ['another table', "select drop_month('people', '2026_03')"],
  ['another name', "select drop_month('inbox', 'default')"],
  ['more than a name', "select drop_month('inbox', '2026_03; drop table people')"],
])('the engine may not drop %s', async (_what, statement) => {
  const world = await newWorld();
  await expect(world.sql.unsafe(statement)).rejects.toThrow(/not a partition of ours/);
});

test('the app’s role may drop nothing', async () => {
  const world = await newWorld();
  const app = connectEngine(world.database.appUrl, { max: 1, prepare: false, applicationName: 'test' });
  await expect(app`select drop_month('inbox', '2026_03')`).rejects.toThrow(/permission denied/);
  await app.end();
});

test('months are found by their name, the oldest first, and the default one never', async () => {
  const world = await newWorld();
  await ensurePartitions(world.sql, new Date('2025-11-20T00:00:00Z'));
  expect(await findOldMonths(world.sql, new Date('2026-01-01T00:00:00Z'))).toEqual([
    { table: 'inbox', month: '2025_11' },
    { table: 'message_deliveries', month: '2025_11' },
    { table: 'inbox', month: '2025_12' },
    { table: 'message_deliveries', month: '2025_12' },
  ]);
});

describe('what refers to a month that is gone', () => {
  async function forgotten() {
    const { world, school } = await yearLater();
    await jobsAfter(world, 0, { retentionMonths: 12 });
    return { world, school };
  }

  test('/why says that it is too long ago, to its author and to its readers', async () => {
    const { world } = await forgotten();
    const tooLong = '#1 is too long ago: I no longer know how it went to each.';
    await play(world, `ana> /why 1\nana< ${tooLong}\nben> /why 1\nben< ${tooLong}`);
  });

  test('it can still be answered, changed and taken back', async () => {
    const { world } = await forgotten();
    await play(
      world,
      `
      ben> /reply 1 Hello again
      ben~
      ana< Ben · #2… | Hello again
      ana> /edit 1 Hello in March!
      ana< #1 is changed. It went out too long ago to be changed where it is shown.
      ana> /delete 1
      ana< #1 is taken back. It went out too long ago to disappear where it is shown.
      `,
    );
  });

  test('a receipt that comes late changes nothing', async () => {
    const { world } = await forgotten();
    const [sent] =
      await world.sql`select provider_id from sent_messages where delivery_id is not null limit 1`;
    const receipt: Receipt = {
      ...{ channel: 'telegram', account: '7000001', providerId: sent!.provider_id, status: 'read' },
      ...{ providerCode: null, isStopped: false },
    };
    await world.engine.receive([{ kind: 'receipt', receipt }], { correlationId: 'x' });
    await world.settle();
  });

  test('what failed then is not listed any more', async () => {
    const { world, school } = await yearLater();
    await world.sql`update message_deliveries set status = 'failed' where kind = 'post'`;
    await world.sql`update memberships set role = 'organizer' where id = ${school.members.ana!.membershipId}`;
    await jobsAfter(world, 0, { retentionMonths: 12 });
    await play(
      world,
      'ana> /failures\nana< In Lincoln 98 nothing waits to be sent again.\nana> /replay 1\nana~',
    );
  });
});
