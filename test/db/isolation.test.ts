import { expect, test } from 'vitest';
import { connectEngine } from '../../db/client.ts';
import { newClass } from '../support/class.ts';
import { postWithFile } from '../support/posting.ts';
import { newWorld } from '../support/world.ts';

const tables = ['communities', 'memberships', 'forums', 'forum_members', 'people', 'media', 'message_media'];

test('the app’s role sees the one community its transaction names, and nothing without naming one', async () => {
  const world = await newWorld();
  const lincoln = await newClass(world, {
    name: 'Lincoln High',
    members: { olga: 'telegram organizer', ana: 'sms' },
  });
  const oak = await newClass(world, {
    name: 'Oak Street',
    members: { ben: 'telegram', cleo: 'sms', dev: 'sms' },
  });
  await postWithFile(world, lincoln);
  await postWithFile(world, oak);
  const app = connectEngine(world.database.appUrl, { max: 1, prepare: false, applicationName: 'test' });
  const countAll = (communityId: string | null) =>
    app.begin(async (tx) => {
      if (communityId) await tx`select set_config('app.community_id', ${communityId}, true)`;
      const counts = [];
      for (const table of tables) counts.push(await tx`select count(*)::int as n from ${tx(table)}`);
      return counts.map(([row]) => row!.n);
    });

  expect(await countAll(null)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(await countAll(lincoln.communityId)).toEqual([1, 2, 1, 2, 2, 1, 1]);
  // The name was the transaction's, not the connection's.
  expect(await countAll(null)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  await app.end();
});

test.each([
  ['identifiers', 'select sealed_identifier from addresses'],
  ['the inbox', 'select 1 from inbox'],
  ['keys', 'select wrapped from installation_keys'],
  ['where providers keep files', 'select sealed_file_id from media'],
  ['people’s keys', 'select wrapped_key from people'],
  ['a partition past its parent', 'select 1 from message_deliveries_default'],
  ['changes', "update communities set name = 'Mine'"],
  [
    'months',
    "select add_month('inbox', '2026_01', '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000001')",
  ],
])('the app’s role is refused %s', async (_what, statement) => {
  const world = await newWorld();
  const app = connectEngine(world.database.appUrl, { max: 1, prepare: false, applicationName: 'test' });
  await expect(app.unsafe(statement)).rejects.toThrow(/permission denied/);
  await app.end();
});

test('neither role may do more than it needs', async () => {
  const world = await newWorld();
  const roles = await world.sql`
    select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname like 'homeroom_%' order by 1`;
  expect(roles.map((role) => Object.values(role))).toEqual([
    ['homeroom_app', false, false, false, false],
    ['homeroom_engine', false, false, false, false],
  ]);
  await expect(world.sql.unsafe('create table mine (id int)')).rejects.toThrow(/permission denied/);
});
