import { describe, expect, test } from 'vitest';
import { createMessage } from '../../db/messages.ts';
import { planChunk } from '../../delivery/planner.ts';
import { addForum, type Class, newClass } from '../support/class.ts';
import { writeMembers } from '../support/members.ts';
import { newWorld, type World } from '../support/world.ts';

const plannerOf = (world: World) => {
  const { sql, clock, newId, accounts, countSegments } = world;
  return { sql, clock, newId, accounts, countSegments };
};

/** A class of many, whose first member has posted. */
async function largeClass(count: number) {
  const world = await newWorld();
  const { sql, clock, newId, vault } = world;
  const identifiers = Array.from({ length: count }, (_, n) => String(10_000 + n));
  const account = world.accounts[0]!.account;
  const school = await writeMembers(sql, { vault, newId, now: clock.now(), identifiers, account });
  const [author] = await sql<{ personId: string }[]>`
    select person_id as "personId" from memberships where id = ${school.membershipIds[0]!}`;
  const messageId = await post(world, { ...school, authorPersonId: author!.personId });
  return { world, messageId };
}

async function post(
  world: World,
  from: { communityId: string; forumId: string; membershipIds: string[]; authorPersonId: string },
): Promise<string> {
  const id = world.newId();
  await createMessage(world.sql, {
    id,
    fanoutId: world.newId(),
    communityId: from.communityId,
    forumId: from.forumId,
    authorId: from.membershipIds[0]!,
    authorPersonId: from.authorPersonId,
    parentId: null,
    text: 'Hello',
    typed: null,
    correlationId: null,
    now: world.clock.now(),
  });
  return id;
}

const postIn = (world: World, { communityId, forumId, members }: Class, author: string) =>
  post(world, {
    communityId,
    forumId,
    membershipIds: [members[author]!.membershipId],
    authorPersonId: members[author]!.personId,
  });

async function planAll(world: World): Promise<number> {
  let chunks = 0;
  while (await planChunk(plannerOf(world))) chunks++;
  return chunks;
}

async function planned(world: World, messageId: string) {
  const [row] = await world.sql<{ rows: number; people: number; numbered: number }[]>`
    select count(*)::int as rows, count(distinct d.person_id)::int as people, count(n.number)::int as numbered
    from message_deliveries d
    left join message_numbers n on n.message_id = d.message_id and n.person_id = d.person_id
    where d.message_id = ${messageId} and d.kind = 'post'`;
  return row;
}

describe('a post to 2,500 members', () => {
  test('is planned in chunks, once for each', async () => {
    const { world, messageId } = await largeClass(2_500);
    expect(await planAll(world)).toBe(4);
    expect(await planned(world, messageId)).toEqual({ rows: 2_499, people: 2_499, numbered: 2_499 });
    expect(await planChunk(plannerOf(world))).toBe(false);
  });

  test('goes on where a planner broke off, between chunks or within one', async () => {
    const { world, messageId } = await largeClass(2_500);
    let ids = 0;
    const breaking = {
      ...plannerOf(world),
      newId: () => {
        if (++ids > 1_500) throw new Error('the power is out');
        return world.newId();
      },
    };
    await planChunk(breaking);
    await expect(planChunk(breaking)).rejects.toThrow('the power is out');
    expect((await planned(world, messageId))?.rows).toBe(999);
    await planAll(world);
    expect(await planned(world, messageId)).toEqual({ rows: 2_499, people: 2_499, numbered: 2_499 });
  });

  test('begun anew from the first reader gives nobody a second one', async () => {
    const { world, messageId } = await largeClass(1_200);
    await planChunk(plannerOf(world));
    await world.sql`update fanouts set cursor = null`;
    await planAll(world);
    expect(await planned(world, messageId)).toEqual({ rows: 1_199, people: 1_199, numbered: 1_199 });
  });

  test('is planned by two planners at once without doubling anything', async () => {
    const { world, messageId } = await largeClass(2_500);
    await Promise.all([planAll(world), planAll(world)]);
    await planAll(world);
    expect(await planned(world, messageId)).toEqual({ rows: 2_499, people: 2_499, numbered: 2_499 });
  });
});

describe('a planned post', () => {
  test('gives each reader their own next number, over all communities', async () => {
    const world = await newWorld();
    const lincoln = await newClass(world, { name: 'Lincoln', members: { ana: 'telegram', ben: 'sms' } });
    const riverside = await newClass(world, { name: 'Riverside', members: { ben: '', carla: 'telegram' } });
    const first = await postIn(world, lincoln, 'ana');
    const second = await postIn(world, riverside, 'carla');
    await planAll(world);
    const numbers = await world.sql`
      select p.name, n.number, n.message_id = ${first} as "isFirst" from message_numbers n
      join people p on p.id = n.person_id order by p.name, n.number`;
    expect(numbers).toEqual([
      { name: 'Ana', number: 1, isFirst: true },
      { name: 'Ben', number: 1, isFirst: true },
      { name: 'Ben', number: 2, isFirst: false },
      { name: 'Carla', number: 1, isFirst: false },
    ]);
    const crossed = await world.sql`
      select from message_deliveries d join messages m on m.id = d.message_id
      where d.community_id <> m.community_id
        or not exists (select from memberships where person_id = d.person_id and community_id = m.community_id)`;
    expect(crossed).toHaveLength(0);
    expect((await planned(world, second))?.rows).toBe(1);
  });

  test('goes to the forum’s active members, and says why somebody gets nothing', async () => {
    const world = await newWorld();
    const school = await newClass(world, {
      members: {
        ana: 'telegram',
        ben: 'sms',
        carla: 'telegram',
        diego: 'telegram',
        eva: 'suspended telegram',
      },
    });
    const { members } = school;
    const forumId = await addForum(world, school, 'Music');
    await world.sql`delete from forum_members where forum_id = ${forumId} and membership_id = ${members.diego!.membershipId}`;
    await world.sql`update addresses set account = 'another bot' where id = ${members.carla!.addressId}`;
    await postIn(world, { ...school, forumId }, 'ana');
    await planAll(world);
    const rows = await world.sql`
      select p.name, d.status, d.reason from message_deliveries d join people p on p.id = d.person_id order by p.name`;
    expect(rows).toEqual([
      { name: 'Ben', status: 'queued', reason: null },
      { name: 'Carla', status: 'skipped', reason: 'off' },
    ]);
  });

  test('that is taken back is planned no further, and what was queued is stopped', async () => {
    const { world, messageId } = await largeClass(2_500);
    await planChunk(plannerOf(world));
    await world.sql`update messages set deleted_at = ${world.clock.now()} where id = ${messageId}`;
    await world.sql`
      insert into fanouts (id, community_id, message_id, kind, created_at)
      select ${world.newId()}, community_id, id, 'delete', ${world.clock.now()} from messages where id = ${messageId}`;
    await planAll(world);
    const rows = await world.sql`
      select kind, status, reason, count(*)::int from message_deliveries where message_id = ${messageId} group by 1, 2, 3`;
    expect(rows).toEqual([{ kind: 'post', status: 'skipped', reason: 'deleted', count: 999 }]);
  });
});
