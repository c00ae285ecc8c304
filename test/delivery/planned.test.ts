import { describe, expect, test } from 'vitest';
import { createMessage } from '../../db/messages.ts';
import { setBudget } from '../../db/smsBudget.ts';
import { planChunk } from '../../delivery/planner.ts';
import { choose, nights } from '../support/choices.ts';
import { addForum, type Class, newClass } from '../support/class.ts';
import { newWorld, type World } from '../support/world.ts';
import { newWorker, Provider, queue } from './outbox.ts';

/** Four in the morning in New York, where everybody is. */
const morning = '2026-03-02T12:00:00.000Z';

async function post(
  world: World,
  school: Class,
  author: string,
  {
    words = 'Hello',
    ...given
  }: { words?: string; forumId?: string; parentId?: string; isUrgent?: boolean } = {},
): Promise<string> {
  const id = world.newId();
  const { membershipId, personId } = school.members[author]!;
  await createMessage(world.sql, {
    id,
    fanoutId: world.newId(),
    communityId: school.communityId,
    forumId: given.forumId ?? school.forumId,
    authorId: membershipId,
    authorPersonId: personId,
    parentId: given.parentId ?? null,
    text: words,
    isUrgent: given.isUrgent ?? false,
    typed: null,
    correlationId: null,
    now: world.clock.now(),
  });
  while (await planChunk(world));
  return id;
}

/** What was decided, a line for each reader. */
async function decided(world: World, messageId: string): Promise<Record<string, string>> {
  const rows = await world.sql<{ name: string; words: string }[]>`
    select p.name, concat_ws(' ', a.channel, d.status, d.reason, d.way_reason, d.time_reason,
      case when d.status <> 'skipped' and d.not_before > ${world.clock.now()} then to_char(d.not_before at time zone 'UTC', 'MM-DD HH24:MI') end,
      d.segments) as words
    from message_deliveries d join people p on p.id = d.person_id left join addresses a on a.id = d.address_id
    where d.message_id = ${messageId} and d.kind = 'post'`;
  return Object.fromEntries(rows.map(({ name, words }) => [name, words]));
}

describe('a post is planned', () => {
  test('for each reader by their own hours, rhythm and silence, and says so in its row', async () => {
    const world = await newWorld();
    const school = await newClass(world, {
      members: { ana: '', ben: '', carla: '', diego: '', eva: '', farid: 'sms', gina: '' },
    });
    await choose(world, school, 'ben', nights);
    await choose(world, school, 'carla', { memberships: { frequency: 'daily', digest_minute: 7 * 60 } });
    await choose(world, school, 'diego', { memberships: { frequency: 'weekly' } });
    await choose(world, school, 'eva', { people: { muted_until: new Date('2026-03-05T20:00Z') } });
    await choose(world, school, 'gina', { people: { time_zone: 'Asia/Kathmandu', ...nights.people } });
    const id = await post(world, school, 'ana');
    expect(await decided(world, id)).toEqual({
      Ben: 'telegram held digest quietHours 03-02 12:00',
      Carla: 'telegram held digest daily 03-02 12:00',
      Diego: 'telegram held digest weekly 03-08 22:00',
      Eva: 'telegram held digest muted 03-05 20:00',
      Farid: 'sms queued 1',
      Gina: 'telegram queued',
    });
  });

  test('past those who muted its author or its forum, while they do', async () => {
    const world = await newWorld();
    const school = await newClass(world, { members: { ana: '', ben: '', carla: '', diego: '' } });
    const { communityId, members } = school;
    const music = await addForum(world, school, 'Music');
    const now = world.clock.now();
    const mute = (who: string, what: string, subject: string, until: Date | null) => world.sql`
      insert into mutes (membership_id, what, subject_id, community_id, until, created_at)
      values (${members[who]!.membershipId}, ${what}, ${subject}, ${communityId}, ${until}, ${now})`;
    await mute('ben', 'person', members.ana!.membershipId, null);
    await mute('carla', 'forum', music, new Date('2026-03-03T00:00Z'));
    expect(await decided(world, await post(world, school, 'ana', { forumId: music }))).toEqual({
      Ben: 'skipped mutedPerson',
      Carla: 'skipped mutedForum',
      Diego: 'telegram queued',
    });
    expect(await decided(world, await post(world, school, 'diego'))).toMatchObject({
      Ben: 'telegram queued',
      Carla: 'telegram queued',
    });
    world.clock.advance(24 * 3_600_000);
    expect(await decided(world, await post(world, school, 'ana', { forumId: music }))).toMatchObject({
      Ben: 'skipped mutedPerson',
      Carla: 'telegram queued',
    });
  });

  test('at once where it is urgent, to those who allow that', async () => {
    const world = await newWorld();
    const school = await newClass(world, { members: { olga: 'organizer', ben: '', carla: '' } });
    await choose(world, school, 'ben', nights);
    await choose(world, school, 'carla', { ...nights, memberships: { allows_urgent: false } });
    expect(await decided(world, await post(world, school, 'olga', { isUrgent: true }))).toEqual({
      Ben: 'telegram queued urgent',
      Carla: 'telegram held digest quietHours 03-02 12:00',
    });
  });

  test('at once to whoever it answers, while they are still there', async () => {
    const world = await newWorld();
    const school = await newClass(world, { members: { ana: '', ben: '', carla: '' } });
    for (const who of ['ana', 'ben']) await choose(world, school, who, nights);
    const question = await post(world, school, 'ana');
    world.clock.advance(9 * 60_000);
    expect(await decided(world, await post(world, school, 'carla', { parentId: question }))).toEqual({
      Ana: 'telegram queued answersYou',
      Ben: 'telegram held digest quietHours 03-02 12:00',
    });
    world.clock.advance(60_000);
    expect(await decided(world, await post(world, school, 'carla', { parentId: question }))).toMatchObject({
      Ana: 'telegram held digest quietHours 03-02 12:00',
    });
  });

  test('by the next channel they named, where their own is stopped', async () => {
    const world = await newWorld({ channels: ['telegram', 'sms', 'email'] });
    const school = await newClass(world, {
      members: { ana: '', ben: 'telegram', ben2: 'sms', ben3: 'email' },
    });
    const { members } = school;
    await world.sql`update addresses set person_id = ${members.ben!.personId} where id in (${members.ben2!.addressId}, ${members.ben3!.addressId})`;
    await world.sql`delete from forum_members where membership_id in (${members.ben2!.membershipId}, ${members.ben3!.membershipId})`;
    await choose(world, school, 'ben', { memberships: { fallback_channels: ['email', 'sms'] } });
    expect(await decided(world, await post(world, school, 'ana'))).toEqual({ Ben: 'telegram queued' });
    await world.sql`
      insert into suppressions (id, address_id, how, created_at)
      values (${world.newId()}, ${members.ben!.addressId}, 'keyword', ${world.clock.now()})`;
    expect(await decided(world, await post(world, school, 'ana'))).toEqual({ Ben: 'email queued stopped' });
    await world.sql`
      insert into suppressions (id, address_id, how, created_at)
      values (${world.newId()}, ${members.ben3!.addressId}, 'bounced', ${world.clock.now()})`;
    expect(await decided(world, await post(world, school, 'ana'))).toEqual({ Ben: 'sms queued stopped 1' });
  });
});

describe('what text messages cost', () => {
  /** A class whose budget is 10 segments, with an organizer on Telegram and texts to three. */
  async function saving(budget: number | null = 10) {
    const world = await newWorld();
    const school = await newClass(world, {
      members: { olga: 'organizer', ben: 'sms', carla: 'sms', diego: 'sms es' },
    });
    await setBudget(world.sql, { communityId: school.communityId, budget, price: null });
    const spent = async () => {
      const rows = await world.sql<
        { month: string; segments: number }[]
      >`select month, segments from sms_spending order by month`;
      return rows.map(({ month, segments }) => `${month} ${segments}`);
    };
    const warnings = async () => {
      const rows = await world.sql<{ key: string }[]>`
        select content->'parts'->0->>'key' as key from message_deliveries where kind = 'notice' order by id`;
      return rows.map(({ key }) => key);
    };
    return { world, school, spent, warnings };
  }

  test('is what the channel will send, counted with all that stands around the words', async () => {
    const { world, school, spent } = await saving();
    const words = 'x'.repeat(140);
    expect(await decided(world, await post(world, school, 'olga', { words }))).toEqual({
      Ben: 'sms queued 2',
      Carla: 'sms queued 2',
      Diego: 'sms queued 2',
    });
    expect(await spent()).toEqual(['2026-03 6']);
  });

  test('is warned of once at four fifths, and once when it is used up; then texts are skipped', async () => {
    const { world, school, spent, warnings } = await saving();
    for (let n = 0; n < 2; n++) await post(world, school, 'olga');
    expect([await spent(), await warnings()]).toEqual([['2026-03 6'], []]);
    await post(world, school, 'olga');
    expect([await spent(), await warnings()]).toEqual([['2026-03 9'], ['budget.nearlyUsedUp']]);
    expect(await decided(world, await post(world, school, 'olga'))).toEqual({
      Ben: 'sms queued 1',
      Carla: 'skipped budget',
      Diego: 'skipped budget',
    });
    await post(world, school, 'olga');
    expect([await spent(), await warnings()]).toEqual([
      ['2026-03 10'],
      ['budget.nearlyUsedUp', 'budget.usedUp'],
    ]);
  });

  test('counts anew each month of the class’s own calendar', async () => {
    const { world, school, spent } = await saving();
    world.clock.advance(new Date('2026-04-01T03:30Z').getTime() - world.clock.now().getTime());
    await post(world, school, 'olga');
    world.clock.advance(3_600_000);
    await post(world, school, 'olga');
    expect(await spent()).toEqual(['2026-03 3', '2026-04 3']);
  });

  test('goes another way where there is one', async () => {
    const { world, school } = await saving(0);
    await world.sql`update addresses set person_id = ${school.members.ben!.personId} where id = ${school.members.olga!.addressId}`;
    expect(await decided(world, await post(world, school, 'carla'))).toMatchObject({
      Ben: 'telegram queued budget',
    });
  });

  test('is given back for what was taken back before it left', async () => {
    const { world, school, spent } = await saving();
    const id = await post(world, school, 'olga');
    expect(await spent()).toEqual(['2026-03 3']);
    await world.sql`update message_deliveries set status = 'sent' where person_id = ${school.members.diego!.personId}`;
    await world.sql`update messages set deleted_at = ${world.clock.now()} where id = ${id}`;
    await world.sql`
      insert into fanouts (id, community_id, message_id, kind, created_at)
      values (${world.newId()}, ${school.communityId}, ${id}, 'delete', ${world.clock.now()})`;
    while (await planChunk(world));
    expect(await spent()).toEqual(['2026-03 1']);
  });

  test('is never more than the budget, though two planners spend at once', async () => {
    const { world, school, spent } = await saving(7);
    await post(world, school, 'olga');
    const { membershipId, personId } = school.members.olga!;
    for (let n = 0; n < 2; n++)
      await createMessage(world.sql, {
        id: world.newId(),
        fanoutId: world.newId(),
        communityId: school.communityId,
        forumId: school.forumId,
        authorId: membershipId,
        authorPersonId: personId,
        parentId: null,
        text: 'Hello',
        isUrgent: false,
        typed: null,
        correlationId: null,
        now: world.clock.now(),
      });
    await Promise.all([planChunk(world), planChunk(world)]);
    while (await planChunk(world));
    expect(await spent()).toEqual(['2026-03 7']);
  });
});

test('what is due is sent though a whole night waits before it in its lane', async () => {
  const world = await newWorld();
  const { members } = await newClass(world, { members: { ben: '' } });
  const provider = new Provider();
  const worker = newWorker(world, provider);
  const notBefore = new Date(morning);
  for (let n = 0; n < 60; n++)
    await queue(world, members.ben!, `waits ${n}`, { kind: 'post', lane: 'post', notBefore });
  await worker.drain();
  await queue(world, members.ben!, 'urgent', { kind: 'post', lane: 'post' });
  await worker.drain();
  expect(provider.taken).toEqual(['#urgent: ']);
  const [lane] = await world.sql`select due_at from delivery_lanes where lane = 'post'`;
  expect(lane!.due_at).toEqual(notBefore);
  world.clock.advance(3 * 3_600_000);
  await worker.drain();
  expect(provider.taken).toHaveLength(61);
});
