import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLog } from '../../audit/check.ts';
import { headsIn } from '../../audit/heads.ts';
import { seal } from '../../audit/seal.ts';
import { recordAct } from '../../db/audit.ts';
import { silent } from '../../domain/log.ts';
import { type Class, newClass } from '../support/class.ts';
import { newWorld, type World } from '../support/world.ts';

const key = Buffer.alloc(32, 1);
const former = Buffer.alloc(32, 2);

let world: World;
let owner: postgres.Sql;
let school: Class;
let folder: string;

beforeAll(async () => {
  world = await newWorld();
  owner = postgres(world.database.ownerUrl, { max: 1, onnotice: () => undefined });
});
afterAll(() => owner.end());

const heads = () => headsIn(folder);
const sealAll = async (signing = key) => {
  while (await seal({ ...world, log: silent, key: signing, heads: heads() }));
};

/** A class of its own whose organizer does so many things. */
async function acted(count: number): Promise<void> {
  school = await newClass(world, { members: { olga: 'telegram organizer' } });
  folder = mkdtempSync(path.join(tmpdir(), 'homeroom-audit-'));
  for (let number = 0; number < count; number++) await act();
}

async function act(): Promise<void> {
  const { personId } = school.members.olga!;
  await recordAct(world.sql, {
    id: world.newId(),
    communityId: school.communityId,
    actorId: personId,
    act: 'role.changed',
    subjectId: personId,
    now: world.clock.now(),
  });
}

const check = async (keys = [key]) => {
  const { chains } = await checkLog(world.sql, { keys, heads: await heads().read() });
  return chains.find(({ chainId }) => chainId === school.communityId);
};

test('what was done is sealed in its order, and stays so', async () => {
  await acted(3);
  await sealAll();
  await act();
  await sealAll();
  expect(await check()).toEqual({ chainId: school.communityId, acts: 4, broken: null });
  expect((await heads().read()).map(({ sequence }) => sequence)).toEqual([3, 4]);
});

test('two servers at once seal each act once', async () => {
  await acted(5);
  await Promise.all([sealAll(), sealAll(), sealAll()]);
  expect(await check()).toMatchObject({ acts: 5, broken: null });
});

test('a chain goes on under a new key, and is read with both', async () => {
  await acted(2);
  await sealAll(former);
  await act();
  await sealAll(key);
  expect(await check([key, former])).toMatchObject({ acts: 3, broken: null });
  expect(await check([key])).toMatchObject({ broken: { sequence: 1, what: 'changed' } });
});

describe('whoever gets at the database', () => {
  const inChain = (sequence: number) =>
    owner`select act_id from audit_seals where chain_id = ${school.communityId} and sequence = ${sequence}`.then(
      ([row]) => row!.act_id as string,
    );
  const remove = async (sequence: number) => {
    const id = await inChain(sequence);
    await owner`delete from audit_seals where act_id = ${id}`;
    await owner`delete from audit_log where id = ${id}`;
  };
  const change = async (sequence: number) =>
    owner`update audit_log set act = 'nothing' where id = ${await inChain(sequence)}`;

  test.each<[string, (() => Promise<unknown>)[], object]>([
    ['changes an act', [() => change(2)], { sequence: 2, what: 'changed' }],
    ['removes one', [() => remove(2)], { sequence: 2, what: 'gap' }],
    ['removes the last one', [() => remove(4)], { sequence: 4, what: 'cut' }],
    ['removes all', [() => remove(4), () => remove(3), () => remove(2), () => remove(1)], { what: 'cut' }],
    [
      'swaps two',
      [
        () => owner`update audit_seals set sequence = -1 where act_id = ${inSwap[0]!}`,
        () => owner`update audit_seals set sequence = 2 where act_id = ${inSwap[1]!}`,
        () => owner`update audit_seals set sequence = 3 where act_id = ${inSwap[0]!}`,
      ],
      { sequence: 2, what: 'changed' },
    ],
    [
      'writes a chain anew, with a key of their own',
      [
        () => owner`delete from audit_seals where chain_id = ${school.communityId}`,
        () => sealAll(Buffer.alloc(32, 9)),
      ],
      { sequence: 1, what: 'changed' },
    ],
  ])('and %s is found out', async (_what, acts, broken) => {
    await acted(4);
    await sealAll();
    inSwap = [await inChain(2), await inChain(3)];
    for (const one of acts) await one();
    expect(await check()).toMatchObject({ broken });
  });
  let inSwap: string[] = [];

  test('and steals the key, too, has not changed what was written down elsewhere', async () => {
    await acted(3);
    await sealAll();
    await change(2);
    const written = readFileSync(path.join(folder, 'audit', 'heads.jsonl'), 'utf8');
    await owner`delete from audit_seals where chain_id = ${school.communityId}`;
    folder = mkdtempSync(path.join(tmpdir(), 'homeroom-audit-'));
    await sealAll();
    expect(await check()).toMatchObject({ broken: null });
    writeFileSync(path.join(folder, 'audit', 'heads.jsonl'), written);
    expect(await check()).toMatchObject({ broken: { sequence: 3, what: 'changed' } });
  });

  test.each(['update audit_log set act = $1', 'delete from audit_seals', 'delete from audit_log'])(
    'as the engine is refused %s',
    async (statement) => {
      await expect(world.sql.unsafe(statement.replace('$1', "''"))).rejects.toThrow(/permission denied/);
    },
  );
});

test('what nobody sealed is counted, with its age', async () => {
  await acted(2);
  const { unsealed } = await checkLog(world.sql, { keys: [key], heads: [] });
  expect(unsealed).toMatchObject({ count: 2, since: world.clock.now() });
});
