import { expect, test } from 'vitest';
import { choosePeers, createApproval, findOpenRequests } from '../../db/approvals.ts';
import { suppress } from '../../db/suppressions.ts';
import { type Class, newClass } from '../support/class.ts';
import { newWorld, type World } from '../support/world.ts';

test('those of the same year and section are asked first, then the year, then the section, five at most', async () => {
  const { world, school } = await classWith({
    olga: 'organizer Blue',
    ana: 'pending Blue',
    both1: 'Blue',
    both2: 'Blue',
    year1: 'Red',
    year2: '',
    section1: '1997 Blue',
    section2: '1997 Blue',
    neither: '1997 Red',
  });
  const asked = await peersFor(world, school, 'ana');
  expect(asked.slice(0, 2).toSorted()).toEqual(['both1', 'both2']);
  expect(asked.slice(2, 4).toSorted()).toEqual(['year1', 'year2']);
  expect(asked.slice(4)).toEqual([expect.stringMatching(/^section/)]);
});

test('who is not active, wants no messages, or is asking themselves is not asked', async () => {
  const { world, school } = await classWith({
    ana: 'pending Blue',
    ben: 'suspended Blue',
    cho: 'left Blue',
    dora: 'sms Blue',
    eva: 'moderator Blue',
  });
  const { addressId } = school.members.dora!;
  await suppress(world.sql, { id: world.newId(), addressId, how: 'keyword', now: world.clock.now() });
  expect(await peersFor(world, school, 'ana')).toEqual(['eva']);
});

test('without a section those without one are not taken for the same', async () => {
  const { world, school } = await classWith({ ana: 'pending', ben: '1997', cho: '1998' });
  expect(await peersFor(world, school, 'ana')).toEqual(['cho']);
});

test('it is not always the same few who are asked, but for one request always the same', async () => {
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`m${n}`, '']));
  const { world, school } = await classWith({ ...many, ana: 'pending', eva: 'pending' });
  const forAna = await approvalOf(world, school, 'ana');
  const forEva = await approvalOf(world, school, 'eva');
  const first = await chosenFor(world, forAna);
  expect(await chosenFor(world, forAna)).toEqual(first);
  expect(await chosenFor(world, forEva)).not.toEqual(first);
});

test('the requests of a batch are answered each for itself', async () => {
  const { world, school } = await classWith({
    ben: '1990',
    cho: '1991',
    ana: '1990 pending',
    eva: '1991 pending',
  });
  const forAna = await approvalOf(world, school, 'ana');
  const forEva = await approvalOf(world, school, 'eva');
  const rows = await choosePeers(world.sql, { approvalIds: [forEva, forAna], count: 5 });
  const { ben, cho } = school.members;
  expect(rows).toEqual([
    { approvalId: forAna, id: ben!.membershipId },
    { approvalId: forEva, id: cho!.membershipId },
  ]);
});

test('only active members see who asks; the oldest come first, with the count of all', async () => {
  const { world, school } = await classWith({
    ben: '',
    cho: 'suspended',
    ana: 'pending',
    eva: 'pending',
    flo: 'pending',
  });
  for (const name of ['ana', 'eva', 'flo']) await approvalOf(world, school, name);
  const seenBy = async (name: string) => {
    const { personId } = school.members[name]!;
    const rows = await findOpenRequests(world.sql, { personId, communityId: school.communityId, limit: 2 });
    return rows.map((row) => [row.number, row.name, row.count]);
  };
  expect(await seenBy('ben')).toEqual([
    [1, 'Ana', 3],
    [2, 'Eva', 3],
  ]);
  expect(await seenBy('cho')).toEqual([]);
});

async function classWith(members: Record<string, string>) {
  const world = await newWorld();
  return { world, school: await newClass(world, { members }) };
}

async function approvalOf(world: World, { communityId, members }: Class, name: string): Promise<string> {
  const id = world.newId();
  const { membershipId } = members[name]!;
  const conversationId = world.newId();
  await createApproval(world.sql, { id, communityId, membershipId, conversationId, now: world.clock.now() });
  return id;
}

/** The names of those who are asked, in their order. */
async function peersFor(world: World, school: Class, name: string): Promise<string[]> {
  const approvalId = await approvalOf(world, school, name);
  const nameOf = (id: string) =>
    Object.entries(school.members).find(([, { membershipId }]) => membershipId === id)![0];
  return (await chosenFor(world, approvalId)).map(nameOf);
}

async function chosenFor(world: World, approvalId: string): Promise<string[]> {
  const rows = await choosePeers(world.sql, { approvalIds: [approvalId], count: 5 });
  return rows.map(({ id }) => id);
}
