import { describe, expect, test } from 'vitest';
import { connectEngine } from '../../db/client.ts';
import { reading } from '../../http/api/deps.ts';
import { atEnd } from '../support/atEnd.ts';
import { newWorld } from '../support/world.ts';
import { filledClass } from './filledClass.ts';

/** Which rows of a table are a community's, where that is not its column `community_id`. */
const belongs: Record<string, string> = {
  communities: 'id = $1',
  audit_seals: 'chain_id = $1',
  people: 'id in (select person_id from memberships where community_id = $1)',
  addresses:
    'person_id in (select person_id from memberships where community_id = $1) or id in (select address_id from mirrors where community_id = $1)',
  message_numbers: 'message_id in (select id from messages where community_id = $1)',
  account_sessions: 'membership_id in (select id from memberships where community_id = $1)',
};

/** What API and pages read. A new table is written down here or below, which is when one thinks of it. */
const seen = [
  ...['account_sessions', 'addresses', 'approvals', 'audit_log', 'audit_seals'],
  ...['communities', 'conversations', 'daily_channel_figures', 'daily_figures', 'dead_letters'],
  ...['digests', 'fanouts', 'forum_members', 'forums', 'invites'],
  ...['media', 'memberships', 'message_deliveries', 'message_media', 'message_numbers'],
  ...['messages', 'mirrors', 'people', 'sms_spending', 'votes'],
];

/** What they never read, not a single column of it. */
const closed = [
  ...['account_tokens', 'audit_breaks', 'bounces', 'dedupe_keys', 'delivery_lanes'],
  ...['early_receipts', 'exports', 'forgettings', 'inbox', 'installation_keys'],
  ...['jobs', 'lab_clock', 'link_codes', 'merges', 'mirror_holds'],
  ...['mutes', 'operators', 'sent_messages', 'session_leases', 'sessions'],
  ...['sign_ins', 'signing_keys', 'suppressions', 'timers', 'verification_codes'],
  ...['web_messages'],
];

describe('the app’s role', async () => {
  const world = await newWorld({ channels: ['telegram', 'sms', 'web'] });
  const classes = [await filledClass(world, 'Lincoln High'), await filledClass(world, 'Oak Street')];
  const owner = connectEngine(world.database.ownerUrl, {
    ...{ max: 1, prepare: false, applicationName: 'test' },
  });
  atEnd(() => owner.end());
  const tables = await owner<{ name: string; isPartition: boolean; columns: string[] }[]>`
    select c.relname as name, c.relispartition as "isPartition", array(
      select quote_ident(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
        and not a.attisdropped and has_column_privilege('homeroom_app', c.oid, a.attnum, 'select')
      order by a.attnum) as columns
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
    order by 1`;

  /** As the app's role sees it: every row of a table, without any condition. */
  const rowsSeen = (name: string, columns: string[], communityId: string | null): Promise<string[]> =>
    world.app.begin(async (tx) => {
      if (communityId) await tx`select set_config('app.community_id', ${communityId}, true)`;
      const rows = await tx.unsafe(`select row(${columns.join(', ')})::text as row from ${name} order by 1`);
      return rows.map(({ row }) => row as string);
    }) as Promise<string[]>;

  test('may read the tables that were thought about, and no other one', () => {
    const open = tables.filter(({ columns }) => columns.length > 0).map(({ name }) => name);
    expect(open).toEqual(seen);
    const rest = tables.filter(({ name, isPartition }) => !isPartition && !seen.includes(name));
    expect(rest.map(({ name }) => name)).toEqual(closed);
  });

  describe.each(tables.filter(({ columns }) => columns.length > 0))('$name', ({ name, columns }) => {
    test('shows nothing to who names no community', async () => {
      expect(await rowsSeen(name, columns, null)).toEqual([]);
      expect(await rowsSeen(name, columns, '01890000-0000-7000-8000-00000000000f')).toEqual([]);
    });

    test.each(classes.map((one) => one.communityId))('shows what is of %s, and nothing else', async (id) => {
      const expected = await owner.unsafe(
        `select row(${columns.join(', ')})::text as row from ${name} where ${belongs[name] ?? 'community_id = $1'} order by 1`,
        [id],
      );
      expect(expected.length).toBeGreaterThan(0);
      expect(await rowsSeen(name, columns, id)).toEqual(expected.map(({ row }) => row));
    });

    test('is not written', async () => {
      const may = await owner`
        select has_table_privilege('homeroom_app', ${name}, 'insert, update, delete, truncate, references, trigger') as may`;
      expect(may).toEqual([{ may: false }]);
    });
  });

  test('tells a query that forgot its condition nothing of other communities', async () => {
    const { communityId } = classes[1]!;
    const names = await reading(
      world,
      { communityId },
      (tx) => tx`
      select p.name, c.name as community from people p join memberships m on m.person_id = p.id
      join communities c on c.id = m.community_id order by 1`,
    );
    expect(names.map((row) => Object.values(row))).toEqual([
      ['Ana of Oak Street', 'Oak Street'],
      ['Olga of Oak Street', 'Oak Street'],
    ]);
    const texts = await reading(
      world,
      { communityId },
      (tx) => tx`
      select m.id from messages m left join message_deliveries d on true where m.community_id <> ${communityId}`,
    );
    expect(texts).toEqual([]);
  });

  test('forgets with its transaction what that named', async () => {
    const one = connectEngine(world.database.appUrl, { max: 1, prepare: false, applicationName: 'test' });
    atEnd(() => one.end());
    const count = async () => (await one`select count(*)::int as n from memberships`)[0]!.n;
    const [{ communityId } = { communityId: '' }] = classes;
    expect(await reading({ app: one }, { communityId }, (tx) => tx`select from memberships`)).toHaveLength(2);
    expect(await count()).toBe(0);
    const cut = reading({ app: one }, { communityId }, (tx) => tx`select 1 / 0`);
    await expect(cut).rejects.toThrow(/division by zero/);
    expect(await count()).toBe(0);
  });

  test('is told of the installation only for somebody who looks after it', async () => {
    const [olga, ana] = Object.values(classes[0]!.members);
    await world.sql`insert into operators values (${olga!.personId}, ${world.clock.now()})`;
    await world.sql`insert into jobs values ('partitions', ${world.clock.now()})`;
    const told = (personId: string) =>
      world.app.begin(async (tx) => {
        await tx`select set_config('app.operator_id', ${personId}, true)`;
        const rows = async (from: string) => (await tx.unsafe(`select from ${from}()`)).length;
        return Promise.all(
          ['communities', 'jobs', 'inbox', 'seals'].map((what) => rows(`installation_${what}`)),
        );
      });
    expect(await told(ana!.personId)).toEqual([0, 0, 0, 0]);
    expect(await told('')).toEqual([0, 0, 0, 0]);
    expect(await told(olga!.personId)).toEqual([2, 1, 1, 2]);
  });
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
