import { expect, test } from 'vitest';
import { anaApplies, newSchool } from '../support/applying.ts';
import { addAddress, addInvite, type Class, newClass } from '../support/class.ts';
import { everyChannel } from '../support/everyChannel.ts';
import { postWithFile } from '../support/posting.ts';
import { play } from '../support/story.ts';
import { newWorld, type World } from '../support/world.ts';

/*
 * After somebody was forgotten the whole database is searched, column by column as its own catalogue names them: what was
 * theirs must be nowhere, in no table that anybody adds later either.
 */

/** Where a word is found: `table.column`. In text, JSON and arrays as they are written, in bytes as UTF-8. */
async function found(world: World, words: string[]): Promise<string[]> {
  const columns = await world.sql<{ table: string; column: string; type: string }[]>`
    select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
      and a.attnum > 0 and not a.attisdropped order by 1, 2`;
  const places: string[] = [];
  for (const { table, column, type } of columns)
    for (const word of words) {
      const isThere =
        type === 'bytea'
          ? `position(convert_to($1, 'UTF8') in "${column}") > 0`
          : `position(lower($1) in lower("${column}"::text)) > 0`;
      const rows = await world.sql.unsafe(`select from "${table}" where ${isThere} limit 1`, [word]);
      if (rows.length > 0) places.push(`${table}.${column}: ${word}`);
    }
  return places;
}

/** What is sealed with the installation's key can still be opened: it must be gone as well. */
async function openable(world: World, words: string[]): Promise<string[]> {
  const { vault, sql } = world;
  const sealed = await sql<{ place: string; sealed: Buffer }[]>`
    select 'inbox' as place, sealed from inbox where sealed is not null
    union all select 'web_messages', sealed from web_messages where sealed is not null
    union all select 'forgettings', sealed from forgettings where sealed is not null`;
  const addresses = await sql<{ sealed: Buffer }[]>`
    select sealed_identifier as sealed from addresses where not sealed_for_person and sealed_identifier <> ''`;
  const opened = [
    ...sealed.map(({ place, sealed: bytes }) => ({ place, text: JSON.stringify(vault.openJson(bytes)) })),
    ...addresses.map(({ sealed: bytes }) => ({
      place: 'addresses',
      text: vault.openIdentifier(bytes, null),
    })),
  ];
  return opened.flatMap(({ place, text }) =>
    words.filter((word) => text.includes(word)).map((word) => `${place}: ${word}`),
  );
}

const forgetAna = `
  ana> /forget me
  ana~
  ana> [Yes, forget me]
  ana~
  ana> [Forget me for good]
  ana< Receipt of {day=2026-03-\\d\\d} … UTC: you are forgotten. Deleted: your name and key, 3 addresses, 1 membership, the words and files of 2 messages, …
`;

async function newLincoln(): Promise<{ world: World; school: Class }> {
  const world = await newWorld({ channels: everyChannel });
  const members = { ana: '1997 Heron', olga: 'organizer', ben: 'sms', web: 'web', cleo: 'es' };
  const school = await newClass(world, { name: 'Lincoln 98', members });
  await world.sql`update people set name = 'Ana Quetzal' where id = ${school.members.ana!.personId}`;
  await addAddress(world, school, { member: school.members.ana!, channel: 'email' });
  return { world, school };
}

/** All that leaves traces: words, replies, a rename, a vote, a request for her data, things half begun. */
const life = `
  ana> /post The axolotl is back
  ana~
  ana> [Post it]
  ana~
  olga~
  ben~
  web~
  cleo~
  ben> REPLY 1: Lovely
  ana~
  olga~
  web~
  cleo~
  ben~
  ana> /settings
  ana~
  ana> [Name]
  ana~
  ana> Ana Axolotl
  olga~
  ana~
  ana> [Done]
  ana~
  ana> /members
  ana~
  olga> /members ana
  olga~
  olga> /suspend ana
  olga~
  olga> /cancel
  olga~
  ana> /mydata
  ana~
  ana> /email quetzal@mail.example
  ana~
`;

const words = ['Ana Quetzal', 'Ana Axolotl', 'axolotl', 'quetzal', 'Heron'];

test('nothing of whoever is forgotten is found anywhere, and their threads stay readable', async () => {
  const { world, school } = await newLincoln();
  const { ana } = school.members;
  const { mediaIds } = await postWithFile(world, school);
  await world.settle();
  for (const phone of world.phones.values()) phone.news = [];
  await play(world, life);
  const theirs = [...words, 'member5@class.example'];
  const hash = world.hashOf(world.phones.get('ana')!);
  expect((await found(world, words)).length).toBeGreaterThan(8);
  await play(world, forgetAna);
  // What others see is gone in the same moment.
  await play(world, `olga> /members\nolga< …Olga…`);
  expect(world.phones.get('olga')!.screen.at(-1)!.text).not.toContain('Ana');
  expect(await world.sql`select wrapped_key, name from people where id = ${ana!.personId}`).toEqual([
    { wrapped_key: null, name: 'A former member' },
  ]);
  await play(world, `--- 11 minutes`);
  await world.later(60_000);
  expect(await found(world, theirs)).toEqual([]);
  expect(await openable(world, theirs)).toEqual([]);
  expect(await world.sql`select from addresses where identifier_hash = decode(${hash}, 'hex')`).toHaveLength(
    0,
  );
  expect([...world.kept.files.values()].join()).not.toContain('axolotl');
  expect(await world.sql`select from forgettings where finished_at is null`).toEqual([]);
  const left = await world.sql`select id from media where id = any(${mediaIds}) and not exists (
    select from message_media mm join messages m on m.id = mm.message_id
    where mm.media_id = media.id and m.deleted_at is not null)`;
  expect(left).toEqual([]);
  expect(
    await world.sql`select act, actor_id = subject_id as own from audit_log where act = 'member.forgotten'`,
  ).toEqual([{ act: 'member.forgotten', own: true }]);
});

test('a reply to a former member shows them as that, in each reader’s language', async () => {
  const { world } = await newLincoln();
  await play(
    world,
    `
    ana> /post Who comes?
    ana~
    ana> [Post it]
    ana~
    olga~
    ben~
    web~
    cleo~
    olga> /mute 2
    olga~
    cleo> /mute 2
    cleo~
    ben> REPLY 1: I do
    ben~
    ana~
    web~
    ana> /forget me
    ana~
    ana> [Yes, forget me]
    ana~
    ana> [Forget me for good]
    ana~
    --- 3 hours
    olga< Ben · #2 (answering A former member #1) | I do
    cleo< Ben · #2 (responde a Antiguo miembro #1) | I do
    `,
  );
});

test('the same phone comes in as somebody new, even while the old one is being forgotten', async () => {
  const { world, school } = await newLincoln();
  await addInvite(world, school);
  await play(
    world,
    `${forgetAna.replace('2 messages', '0 messages').replace('3 addresses', '2 addresses')}ana> /start K7QM-2XRD\nana< Welcome! …`,
  );
  await play(world, `--- 11 minutes`);
  await play(world, `ana> 1998\nana< …`);
  const [address] = await world.sql`
    select person_id from addresses where identifier_hash = decode(${world.hashOf(world.phones.get('ana')!)}, 'hex')`;
  expect(address).toEqual({ person_id: null });
  expect(await found(world, ['Quetzal'])).toEqual([]);
});

test('what was on its way to them is not sent, and what they began is not asked again', async () => {
  const { world } = await newLincoln();
  await play(
    world,
    `
    ana> /mute 2
    ana~
    olga> /post Later
    olga~
    olga> [Post it]
    olga~
    ben~
    web~
    cleo~
    ana> /settings
    ana~
    ana> /forget me
    ana~
    ana> [Yes, forget me]
    ana~
    ana> [Forget me for good]
    ana< Receipt of …
    --- 3 hours
    `,
  );
  expect(world.phones.get('ana')!.news).toEqual([]);
});

test('a request to come in is withdrawn, and its name is gone from what those who were asked were told', async () => {
  const { world } = await newSchool();
  await play(
    world,
    `
    ${anaApplies}
    ana> FORGET ME
    ana~
    ana> 1
    ana~
    ana> 1
    ana~
    olga~
    ben~
    cho~
    dora~
    --- 11 minutes
    `,
  );
  expect(await found(world, ['Ana Lopez', '+14155550123'])).toEqual([]);
  expect(await openable(world, ['Ana Lopez', '+14155550123'])).toEqual([]);
});

test('what was under way on another channel in the same moment puts nothing back', async () => {
  const { world, school } = await newLincoln();
  const { ana } = school.members;
  await play(world, forgetAna.replace('2 messages', '0 messages').replace('3 addresses', '2 addresses'));
  await world.sql`update people set name = 'Ana Quetzal' where id = ${ana!.personId}`;
  await world.sql`update memberships set status = 'active', section = 'Heron' where id = ${ana!.membershipId}`;
  await play(world, `--- 11 minutes`);
  expect(await found(world, words)).toEqual([]);
  expect(await world.sql`select status from memberships where id = ${ana!.membershipId}`).toEqual([
    { status: 'left' },
  ]);
});

test('of one who is asked for something and says nothing, nothing is forgotten', async () => {
  const { world, school } = await newLincoln();
  await play(
    world,
    `
    ana> /forget me
    ana~
    ana> [Yes, forget me]
    ana~
    --- 2 days
    ana> yes
    ana< …
    `,
  );
  expect(await world.sql`select name from people where id = ${school.members.ana!.personId}`).toEqual([
    { name: 'Ana Quetzal' },
  ]);
});

test('what somebody said in a mirrored group goes as well, and what the others said there stays', async () => {
  const { world, school } = await newLincoln();
  const { vault, sql, newId, clock } = world;
  const group = newId();
  const now = clock.now();
  const ana = world.phones.get('ana')!;
  const said = (phone: typeof ana, text: string) => {
    const parsed = world.inboundOf(phone, { kind: 'text', text, replyTo: null }, newId());
    return parsed.kind === 'inbound' ? vault.sealJson(parsed.inbound) : Buffer.alloc(0);
  };
  await sql`
    insert into addresses (id, channel, account, identifier_hash, sealed_identifier, language, created_at)
    values (${group}, 'telegram', '7000001', ${Buffer.from('group')}, ${vault.sealIdentifier('-1001', null)}, 'en', ${now})`;
  await sql`
    insert into mirrors (id, community_id, forum_id, address_id, created_by_id, created_at)
    values (${newId()}, ${school.communityId}, ${school.forumId}, ${group}, ${school.members.olga!.membershipId}, ${now})`;
  for (const sealed of [said(ana, 'The axolotl sings'), said(world.phones.get('olga')!, 'Lovely')])
    await sql`
      insert into inbox (id, lane, kind, sealed, status, correlation_id, created_at)
      values (${newId()}, ${group}, 'said', ${sealed}, 'done', 'c', ${now})`;
  expect(await openable(world, ['axolotl'])).not.toEqual([]);
  await play(world, forgetAna.replace('2 messages', '0 messages').replace('3 addresses', '2 addresses'));
  await play(world, `--- 11 minutes`);
  expect(await openable(world, ['axolotl'])).toEqual([]);
  expect(await openable(world, ['Lovely'])).toEqual(['inbox: Lovely']);
});
