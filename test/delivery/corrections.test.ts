import { expect, test } from 'vitest';
import { setBudget } from '../../db/smsBudget.ts';
import { choose, nights } from '../support/choices.ts';
import { newClass } from '../support/class.ts';
import { postsBy } from '../support/posts.ts';
import { newWorld } from '../support/world.ts';

/** Ana posts; all others read by text message, but for Gina, whose screen can change. */
async function setUp() {
  const world = await newWorld();
  const members = { ana: '', ben: 'sms', carla: 'sms', diego: 'sms', eva: 'sms', farid: 'sms', gina: '' };
  const school = await newClass(world, { members });
  const by = postsBy(world, school);
  const messageId = await by.post('ana', 'Dinner on Friday');
  for (const phone of world.phones.values()) phone.news = [];
  /** Who hears something, once it is corrected and the given time is over. */
  const heard = async (ms = 0) => {
    if (ms > 0) await world.later(ms);
    const news = [...world.phones.values()].filter((phone) => phone.news.length > 0);
    return news.map((phone) => ({ name: phone.name, text: phone.news.splice(0).join('\n') }));
  };
  const names = async (ms = 0) => (await heard(ms)).map(({ name }) => name).sort();
  const decided = async (name: string) => {
    const [row] = await world.sql`
      select status, reason, time_reason as "timeReason", segments from message_deliveries
      where message_id = ${messageId} and kind = 'edit' and person_id = ${school.members[name]!.personId}`;
    return row;
  };
  return { world, school, messageId, ...by, names, decided };
}

const hourMs = 3_600_000;

test('who left, was suspended, or wants no words of this person or forum, gets no correction', async () => {
  const { world, school, messageId, correct, names, decided } = await setUp();
  const { sql, clock } = world;
  await choose(world, school, 'ben', { memberships: { status: 'left' } });
  await choose(world, school, 'carla', { memberships: { status: 'suspended' } });
  const silent = [
    ['diego', 'person', school.members.ana!.membershipId],
    ['eva', 'forum', school.forumId],
  ] as const;
  for (const [name, what, subject] of silent)
    await sql`insert into mutes (membership_id, what, subject_id, community_id, created_at)
      values (${school.members[name]!.membershipId}, ${what}, ${subject}, ${school.communityId}, ${clock.now()})`;
  await correct(messageId, 'Dinner on Saturday');
  expect(await names()).toEqual(['farid', 'gina']);
  expect(await decided('ben')).toBeUndefined();
  expect(await decided('carla')).toBeUndefined();
  expect(await decided('diego')).toMatchObject({ status: 'skipped', reason: 'mutedPerson' });
  expect(await decided('eva')).toMatchObject({ status: 'skipped', reason: 'mutedForum' });
});

test('of a forum only those hear who still read in it', async () => {
  const { world, school, messageId, correct, names } = await setUp();
  await world.sql`delete from forum_members where membership_id = ${school.members.ben!.membershipId}`;
  await correct(messageId, 'Dinner on Saturday');
  expect(await names()).toEqual(['carla', 'diego', 'eva', 'farid', 'gina']);
});

test('however often a message is corrected meanwhile, one tells it when the hour has come', async () => {
  const { world, school, messageId, correct, names } = await setUp();
  await choose(world, school, 'carla', { memberships: { frequency: 'daily', digest_minute: 19 * 60 } });
  for (const day of ['Saturday', 'Sunday', 'Monday']) await correct(messageId, `Dinner on ${day}`);
  await names();
  await world.later(24 * hourMs);
  expect(world.phones.get('carla')!.news).toEqual([expect.stringContaining('Dinner on Monday')]);
  await correct(messageId, 'Dinner on Tuesday');
  await world.later(24 * hourMs);
  expect(world.phones.get('carla')!.news).toHaveLength(2);
});

test('a correction waits for the end of a silence, of a night, and for the hour of a daily reader', async () => {
  const { world, school, messageId, correct, names, decided } = await setUp();
  const hours = (count: number) => new Date(world.clock.now().getTime() + count * hourMs);
  await choose(world, school, 'ben', { people: { muted_until: hours(3) } });
  await choose(world, school, 'carla', { memberships: { frequency: 'daily', digest_minute: 19 * 60 } });
  await choose(world, school, 'diego', nights);
  await choose(world, school, 'eva', { people: { muted_until: hours(1), ...nights.people } });
  await correct(messageId, 'Dinner on Saturday');
  const atOnce = await names();
  expect(atOnce).not.toContain('ben');
  expect(atOnce).not.toContain('carla');
  expect(atOnce).toEqual(expect.arrayContaining(['farid', 'gina']));
  expect(await decided('ben')).toMatchObject({ timeReason: 'muted' });
  expect(await decided('carla')).toMatchObject({ timeReason: 'daily' });
  expect(await decided('diego')).toMatchObject({ timeReason: 'quietHours' });
  expect(await decided('eva')).toMatchObject({ timeReason: 'muted' });
  expect(await names(3 * hourMs)).toContain('ben');
  expect(await names(24 * hourMs)).toContain('carla');
});

test('text messages that tell corrections are paid for, and left out where no budget is left for them', async () => {
  const { world, school, messageId, correct, names } = await setUp();
  const { sql } = world;
  const spent = async () =>
    (await sql<{ segments: number }[]>`select segments from sms_spending`)[0]?.segments ?? 0;
  const before = await spent();
  await correct(messageId, 'Dinner on Saturday');
  expect(await names()).toEqual(['ben', 'carla', 'diego', 'eva', 'farid', 'gina']);
  expect(await spent()).toBe(before + 5);
  await setBudget(sql, { communityId: school.communityId, budget: before + 7, price: null });
  await correct(messageId, 'Dinner on Sunday');
  expect((await names()).filter((name) => 'bcdef'.includes(name[0]!))).toHaveLength(2);
  expect(await spent()).toBe(before + 7);
  const left =
    await sql`select distinct reason from message_deliveries where kind = 'edit' and status = 'skipped'`;
  expect(left).toEqual([{ reason: 'budget' }]);
});
