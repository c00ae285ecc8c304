import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moveDigests } from '../../db/mutes.ts';
import { setBudget } from '../../db/smsBudget.ts';
import { makeDigests } from '../../delivery/digest.ts';
import { fallBack } from '../../delivery/fallback.ts';
import { planChunk } from '../../delivery/planner.ts';
import { silent } from '../../domain/log.ts';
import { isQuiet } from '../../domain/quietHours.ts';
import { runDueJobs, startJobs } from '../../jobs.ts';
import { choose } from '../support/choices.ts';
import { addAddress, type Class, newClass } from '../support/class.ts';
import { noSweep } from '../support/files.ts';
import { writePost } from '../support/posts.ts';
import { newWorld, type World } from '../support/world.ts';

const hourMs = 3_600_000;
const daily = { memberships: { frequency: 'daily' } };

/** A post and its rows, and nothing else: no digest is made, nothing is sent. */
async function plan(world: World, school: Class, words: string): Promise<string> {
  const id = await writePost(world, school, { author: 'ana', words });
  while (await planChunk(world));
  return id;
}

const made = (world: World) => world.sql<{ slot: Date; items: number; status: string }[]>`
  select g.slot_at as slot, d.status,
    (select count(*)::int from message_deliveries i where i.digest_id = g.id) as items
  from digests g join message_deliveries d on d.id = g.id order by g.slot_at`;

describe('a digest', () => {
  test('is one for all slots that an outage left behind', async () => {
    const world = await newWorld();
    const school = await newClass(world, { members: { ana: '', ben: '' } });
    await choose(world, school, 'ben', daily);
    await plan(world, school, 'Monday');
    world.clock.advance(24 * hourMs);
    await plan(world, school, 'Tuesday');
    world.clock.advance(48 * hourMs);
    await world.settle();
    expect(await made(world)).toEqual([{ slot: new Date('2026-03-03T23:00Z'), items: 2, status: 'sent' }]);
  });

  test('is made once, though four servers make it at once', async () => {
    const world = await newWorld();
    const school = await newClass(world, {
      members: { ana: '', ben: '', carla: '', diego: 'sms', eva: '', farid: '' },
    });
    for (const who of ['ben', 'carla', 'diego', 'eva', 'farid']) await choose(world, school, who, daily);
    for (const words of ['One', 'Two', 'Three']) await plan(world, school, words);
    world.clock.advance(14 * hourMs);
    await Promise.all(Array.from({ length: 4 }, () => makeDigests(world)));
    await world.settle();
    expect((await made(world)).map(({ items }) => items)).toEqual([3, 3, 3, 3, 3]);
  });

  test('takes what was planned while it was made along with the next one', async () => {
    const world = await newWorld();
    const school = await newClass(world, { members: { ana: '', ben: '' } });
    await choose(world, school, 'ben', daily);
    for (const words of ['One', 'Two', 'Late', 'Later']) await plan(world, school, words);
    const late = await world.sql<{ id: string }[]>`
      update message_deliveries set digest_at = digest_at + interval '1 hour'
      where message_id in (select id from messages where text like 'Late%') returning id`;
    world.clock.advance(14 * hourMs);
    await world.settle();
    await world.sql`update message_deliveries set digest_at = digest_at - interval '1 hour' where id = any(${late.map(({ id }) => id)})`;
    await world.settle();
    expect(await made(world)).toHaveLength(1);
    await world.later(24 * hourMs);
    expect((await made(world)).map(({ slot, items }) => `${slot.toISOString()} ${items}`)).toEqual([
      '2026-03-02T23:00:00.000Z 2',
      '2026-03-03T23:00:00.000Z 2',
    ]);
  });

  test('goes by the channel that suits now, and its receipts are those of its items', async () => {
    const world = await newWorld();
    const school = await newClass(world, { members: { ana: '', ben: '', ben2: 'sms' } });
    await choose(world, school, 'ben', daily);
    for (const words of ['One', 'Two']) await plan(world, school, words);
    const { ben, ben2 } = school.members;
    await world.sql`update addresses set person_id = ${ben!.personId} where id = ${ben2!.addressId}`;
    await world.sql`
      update people set wrapped_key = (select wrapped_key from people where id = ${ben2!.personId}) where id = ${ben!.personId}`;
    await world.sql`insert into suppressions (id, address_id, how, created_at) values (${world.newId()}, ${ben!.addressId}, 'keyword', ${world.clock.now()})`;
    await world.later(14 * hourMs);
    const rows = await world.sql`
      select kind, status, way_reason, address_id = ${ben2!.addressId} as "bySms" from message_deliveries
      where person_id = ${ben!.personId} order by kind`;
    expect(rows).toEqual([
      { kind: 'digest', status: 'delivered', way_reason: 'stopped', bySms: true },
      { kind: 'post', status: 'delivered', way_reason: 'stopped', bySms: true },
      { kind: 'post', status: 'delivered', way_reason: 'stopped', bySms: true },
    ]);
  });

  test('that cannot be delivered goes to the next address with all that was in it', async () => {
    const world = await newWorld();
    const school = await newClass(world, { members: { ana: '', ben: '', ben2: 'sms' } });
    await choose(world, school, 'ben', daily);
    for (const words of ['One', 'Two']) await plan(world, school, words);
    const { ben, ben2 } = school.members;
    world.clock.advance(14 * hourMs);
    await makeDigests(world);
    await world.sql`
      update people set wrapped_key = (select wrapped_key from people where id = ${ben2!.personId}) where id = ${ben!.personId}`;
    await world.sql`update addresses set person_id = ${ben!.personId} where id = ${ben2!.addressId}`;
    const [first] = await world.sql<{ id: string }[]>`
      update message_deliveries set status = 'failed', reason = 'stopped' where kind = 'digest' returning id`;
    const { accounts, newId, clock, countSegments } = world;
    await world.sql.begin((tx) =>
      fallBack(tx, [first!.id], { accounts, newId, countSegments, now: clock.now() }),
    );
    await world.settle();
    expect(world.phones.get('ben2')!.news).toContainEqual(
      expect.stringMatching(/^Lincoln High, 2 new: .*Two.*One/),
    );
    expect(await made(world)).toMatchObject([{ items: 2, status: 'delivered' }]);
    const items =
      await world.sql`select distinct status from message_deliveries where kind = 'post' and person_id = ${ben!.personId}`;
    expect(items).toEqual([{ status: 'delivered' }]);
  });

  test('that cannot be paid for as a text message ends with all that was in it', async () => {
    const world = await newWorld();
    const school = await newClass(world, { members: { ana: '', ben: '' } });
    const { communityId, members } = school;
    await setBudget(world.sql, { communityId, budget: 0, price: null });
    await addAddress(world, school, { member: members.ben!, channel: 'sms' });
    await choose(world, school, 'ben', daily);
    for (const words of ['One', 'Two']) await plan(world, school, words);
    world.clock.advance(14 * hourMs);
    await makeDigests(world);
    const [first] = await world.sql<{ id: string }[]>`
      update message_deliveries set status = 'failed', reason = 'stopped' where kind = 'digest' returning id`;
    const { accounts, newId, clock, countSegments } = world;
    await world.sql.begin((tx) =>
      fallBack(tx, [first!.id], { accounts, newId, countSegments, now: clock.now() }),
    );
    const rows = await world.sql`
      select d.kind, d.status, d.reason, a.channel from message_deliveries d join addresses a on a.id = d.address_id
      where d.person_id = ${members.ben!.personId} and d.replaces_id is null and d.kind = 'post'
        or d.replaces_id is not null order by d.position`;
    expect(rows).toEqual([
      { kind: 'post', status: 'failed', reason: 'budget', channel: 'sms' },
      { kind: 'post', status: 'failed', reason: 'budget', channel: 'sms' },
      { kind: 'digest', status: 'dead', reason: 'budget', channel: 'sms' },
    ]);
  });

  test('leaves with what is still there, and not at all where nothing is', async () => {
    const world = await newWorld();
    const school = await newClass(world, { members: { ana: '', ben: '' } });
    await choose(world, school, 'ben', daily);
    for (const words of ['One', 'Two']) await plan(world, school, words);
    world.clock.advance(14 * hourMs);
    await makeDigests(world);
    await world.sql`update messages set deleted_at = ${world.clock.now()}`;
    await world.settle();
    expect(await made(world)).toMatchObject([{ status: 'skipped' }]);
    expect(world.phones.get('ben')!.news).toEqual([]);
  });

  test('is counted in what text messages cost, and goes elsewhere or nowhere where that is used up', async () => {
    const world = await newWorld();
    const school = await newClass(world, { members: { ana: '', ben: 'sms', carla: 'sms' } });
    await world.sql`update communities set sms_budget = 2`;
    for (const who of ['ben', 'carla']) await choose(world, school, who, daily);
    for (const words of ['One', 'x'.repeat(70)]) await plan(world, school, words);
    await world.later(14 * hourMs);
    const rows = await world.sql<{ words: string }[]>`
      select concat_ws(' ', kind, status, reason, segments) as words from message_deliveries
      where kind in ('post', 'digest') order by person_id, kind`;
    expect(rows.map(({ words }) => words)).toEqual([
      'digest delivered 1',
      'post delivered',
      'post delivered',
      'digest delivered 1',
      'post delivered',
      'post delivered',
    ]);
  });
});

test('the timetable makes digests, and follows a clock that is moved ahead', async () => {
  const world = await newWorld();
  const school = await newClass(world, { members: { ana: '', ben: '' } });
  await choose(world, school, 'ben', daily);
  for (const words of ['One', 'Two']) await plan(world, school, words);
  let woken = 0;
  const deps = {
    ...world.deps,
    ...{
      accounts: world.accounts,
      log: silent,
      sweep: noSweep,
      retentionMonths: 0,
      broken: () => [],
      onDeliveries: () => woken++,
    },
  };
  await runDueJobs(deps);
  expect(woken).toBe(0);
  const stop = startJobs({ ...deps, everyMinute: () => async () => undefined });
  world.clock.advance(14 * hourMs);
  await stop();
  expect([woken, (await made(world)).length]).toEqual([1, 1]);
});

type Act =
  | { act: 'post' }
  | { act: 'takeBack'; which: number }
  | { act: 'choose'; who: string; memberships: Record<string, unknown>; people: Record<string, unknown> }
  | { act: 'moveNow'; who: string }
  | { act: 'mutePerson'; who: string }
  | { act: 'wait'; minutes: number };

const readers = ['ben', 'carla', 'diego'];
const zones = ['America/Lima', 'Africa/Lagos', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia'];
const minute = fc.integer({ min: 0, max: 1_439 });
const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Act>({ act: 'post' }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('takeBack' as const), which: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('moveNow' as const), who: fc.constantFrom(...readers) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('mutePerson' as const), who: fc.constantFrom(...readers) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('choose' as const),
      who: fc.constantFrom(...readers),
      memberships: fc.record({
        frequency: fc.constantFrom('at once', 'daily', 'weekly'),
        digest_minute: minute,
        digest_weekday: fc.integer({ min: 0, max: 6 }),
      }),
      people: fc
        .record({
          time_zone: fc.constantFrom(...zones),
          quiet_from: minute,
          hours: fc.integer({ min: 1, max: 12 }),
        })
        .map(({ hours, ...chosen }) => ({ ...chosen, quiet_to: (chosen.quiet_from + hours * 60) % 1_440 })),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('wait' as const),
      minutes: fc.oneof(fc.integer({ min: 1, max: 180 }), fc.integer({ min: 180, max: 4_320 })),
    }),
  },
);

/* Weeks in which clocks change: Berlin's in spring and in autumn. The other zones keep theirs. */
test.each(['2026-03-27T00:00Z', '2026-10-23T00:00Z'])(
  'from %s on, whatever is held ends in exactly one message or with a reason',
  async (start) => {
    const world = await newWorld();
    world.clock.advance(new Date(start).getTime() - world.clock.now().getTime());
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { minLength: 8, maxLength: 20 }), (sequence) =>
        tryOut(world, sequence),
      ),
      { numRuns: 4, endOnFailure: true },
    );
  },
  120_000,
);

async function tryOut(world: World, sequence: Act[]): Promise<void> {
  // New people for every run, on phones of their own.
  for (const [name, phone] of [...world.phones]) {
    world.phones.delete(name);
    world.phones.set(phone.identifier, phone);
  }
  const school = await newClass(world, { members: { ana: '', ben: '', carla: '', diego: 'sms' } });
  const posts: string[] = [];
  for (const one of sequence) {
    await perform(world, school, { one, posts });
    await bring(world, school);
  }
  // Longer than any silence and week, and at last at other hours than those of the night.
  for (const hours of [100, 100, 5, 5, 5]) {
    world.clock.advance(hours * hourMs);
    await bring(world, school);
  }
  await expectAllExplained(world, school);
}

async function perform(
  world: World,
  school: Class,
  { one, posts }: { one: Act; posts: string[] },
): Promise<void> {
  const { sql, clock } = world;
  if (one.act === 'post') posts.push(await plan(world, school, `word${posts.length}x`));
  else if (one.act === 'wait') clock.advance(one.minutes * 60_000);
  else if (one.act === 'choose') await choose(world, school, one.who, one);
  else if (one.act === 'moveNow') {
    const now = clock.now();
    const to = { digestAt: now, requestsAt: now, timeReason: null };
    await moveDigests(sql, school.members[one.who]!.membershipId, to);
  } else if (one.act === 'takeBack') {
    const id = posts[one.which % Math.max(posts.length, 1)];
    if (id) await sql`update messages set deleted_at = coalesce(deleted_at, ${clock.now()}) where id = ${id}`;
  } else {
    const until = new Date(clock.now().getTime() + 5 * hourMs);
    await sql`update people set muted_until = ${until} where id = ${school.members[one.who]!.personId}`;
  }
}

/** Two servers at once; what they made is looked at before it is sent. */
async function bring(world: World, school: Class): Promise<void> {
  // No two acts share a moment: what was made before somebody asked for silence is no fault.
  world.clock.advance(1_000);
  while (await planChunk(world));
  let hasMore = true;
  for (let turn = 0; hasMore; turn++) {
    hasMore = (await Promise.all([makeDigests(world), makeDigests(world)])).includes(true);
    expect(turn).toBeLessThan(50);
  }
  const now = world.clock.now();
  const fresh = await world.sql<
    { zone: string; from: number | null; to: number | null; mutedUntil: Date | null }[]
  >`
    select p.time_zone as zone, p.quiet_from as from, p.quiet_to as to, p.muted_until as "mutedUntil"
    from digests g join memberships m on m.id = g.membership_id join people p on p.id = m.person_id
    where g.created_at = ${now} and g.community_id = ${school.communityId}`;
  for (const { zone, from, to, mutedUntil } of fresh) {
    if (from !== null && to !== null) expect(isQuiet({ from, to }, now, zone)).toBe(false);
    expect(mutedUntil === null || mutedUntil <= now).toBe(true);
  }
  await world.settle();
}

async function expectAllExplained(world: World, { communityId, members }: Class): Promise<void> {
  const rows = await world.sql<
    { personId: string; text: string; status: string; reason: string | null; digestId: string | null }[]
  >`
    select d.person_id as "personId", m.text, d.status, d.reason, d.digest_id as "digestId"
    from message_deliveries d join messages m on m.id = d.message_id
    where d.community_id = ${communityId} and d.kind = 'post'`;
  const phoneOf = new Map(readers.map((who) => [members[who]!.personId, world.phones.get(who)!]));
  for (const { personId, text, status, reason } of rows) {
    const phone = phoneOf.get(personId)!;
    const times = phone.news.filter((words) => !words.startsWith('(') && words.includes(text)).length;
    if (status === 'skipped') expect({ reason, times }).toEqual({ reason: 'deleted', times: 0 });
    else {
      expect(['sent', 'delivered']).toContain(status);
      // A text message shows the first few of many.
      if (phone.channel === 'telegram') expect({ text, times }).toEqual({ text, times: 1 });
    }
  }
}
