import { expect, test } from 'vitest';
import { remembered } from '../../audit/remembered.ts';
import { seal } from '../../audit/seal.ts';
import { recordAct } from '../../db/audit.ts';
import { silent } from '../../domain/log.ts';
import { newClass } from '../support/class.ts';
import { newWorld } from '../support/world.ts';

test('a chain is gone along when something was sealed since, or five minutes later, and not at every view', async () => {
  const world = await newWorld();
  const { communityId, members } = await newClass(world, { members: { olga: 'organizer' } });
  const other = await newClass(world, { name: 'Oak', members: {} });
  const { sql, clock, newId } = world;
  const checked: string[] = [];
  const check = remembered(async (_tx, chainId) => checked.push(chainId), { clock });
  const look = async (id = communityId) => {
    await check(sql, id);
    return checked.splice(0).length;
  };
  const act = async () => {
    const actorId = members.olga!.membershipId;
    const noted = { communityId, actorId, act: 'member.promote', subjectId: actorId };
    await recordAct(sql, { ...noted, id: newId(), now: clock.now() });
    clock.advance(10_000);
    const heads = { append: async () => undefined, read: async () => [] };
    await seal({ sql, clock, log: silent, key: Buffer.alloc(32, 1), heads });
  };
  expect([await look(), await look(), await look()]).toEqual([1, 0, 0]);
  await act();
  expect([await look(), await look(), await look(other.communityId)]).toEqual([1, 0, 1]);
  clock.advance(5 * 60_000);
  expect([await look(), await look()]).toEqual([1, 0]);
});
