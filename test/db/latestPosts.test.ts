import { expect, test } from 'vitest';
import { numberLatestPosts } from '../../db/latestPosts.ts';
import { createMessage } from '../../db/messages.ts';
import { addForum, type Class, newClass } from '../support/class.ts';
import { newWorld, type World } from '../support/world.ts';

test('the latest posts get increasing numbers: no replies, nothing taken back, nothing of other forums', async () => {
  const { world, school } = await pairOfMembers();
  const music = await addForum(world, school, 'Music');
  const posts = [];
  for (const words of ['one', 'two', 'three', 'four']) posts.push(await post(world, school, { words }));
  await post(world, school, { words: 'in music', forumId: music });
  await post(world, school, { words: 'a reply', parentId: posts[3]! });
  await world.sql`update messages set deleted_at = ${world.clock.now()} where id = ${posts[2]!}`;
  expect(await numberedFor(world, school, 2)).toEqual(['two', 'four']);
  expect(await numbersOf(world, school)).toEqual([
    ['two', 1],
    ['four', 2],
  ]);
});

test('who comes back gets only what is new to them', async () => {
  const { world, school } = await pairOfMembers();
  for (const words of ['one', 'two', 'three']) await post(world, school, { words });
  expect(await numberedFor(world, school, 2)).toEqual(['two', 'three']);
  await post(world, school, { words: 'four' });
  expect(await numberedFor(world, school, 2)).toEqual(['four']);
  expect(await numberedFor(world, school, 2)).toEqual([]);
});

test('a post that is being planned at the same moment comes once', async () => {
  const { world, school } = await pairOfMembers();
  const messageId = await post(world, school, { words: 'just now' });
  const { personId } = school.members.ana!;
  let carried: Promise<string[]> = Promise.resolve([]);
  await world.sql.begin(async (planner) => {
    await planner`select from people where id = ${personId} for update`;
    carried = numberedFor(world, school, 5);
    while (!(await somebodyWaits(world)));
    await planner`update people set last_number = 1 where id = ${personId}`;
    await planner`insert into message_numbers (person_id, number, message_id) values (${personId}, 1, ${messageId})`;
  });
  expect(await carried).toEqual([]);
});

async function pairOfMembers() {
  const world = await newWorld();
  return { world, school: await newClass(world, { members: { olga: 'organizer', ana: '' } }) };
}

async function post(
  world: World,
  { communityId, forumId, members }: Class,
  said: { words: string; parentId?: string; forumId?: string },
): Promise<string> {
  const id = world.newId();
  await createMessage(world.sql, {
    id,
    fanoutId: world.newId(),
    communityId,
    forumId: said.forumId ?? forumId,
    authorId: members.olga!.membershipId,
    authorPersonId: members.olga!.personId,
    parentId: said.parentId ?? null,
    text: said.words,
    typed: null,
    correlationId: null,
    now: world.clock.now(),
  });
  return id;
}

async function numberedFor(world: World, { communityId, members }: Class, count: number): Promise<string[]> {
  const { personId } = members.ana!;
  const ids = await world.sql.begin((tx) => numberLatestPosts(tx, { personId, communityId, count }));
  const rows = await world.sql<{ id: string; text: string }[]>`select id, text from messages`;
  return ids.map((id) => rows.find((row) => row.id === id)!.text);
}

/** Whether a transaction of this test's database waits for another's lock. */
async function somebodyWaits({ sql }: World): Promise<boolean> {
  const waiting = await sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  return waiting.length > 0;
}

async function numbersOf(world: World, { members }: Class) {
  const rows = await world.sql<{ text: string; number: number }[]>`
    select m.text, n.number from message_numbers n join messages m on m.id = n.message_id
    where n.person_id = ${members.ana!.personId} order by n.number`;
  return rows.map(({ text, number }) => [text, number]);
}
