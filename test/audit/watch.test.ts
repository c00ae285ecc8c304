import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { headsIn } from '../../audit/heads.ts';
import { seal } from '../../audit/seal.ts';
import { auditCheck } from '../../doctor/audit.ts';
import { silent } from '../../domain/log.ts';
import { atEnd } from '../support/atEnd.ts';
import { newClass } from '../support/class.ts';
import { jobsAfter } from '../support/jobs.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

const key = Buffer.alloc(32, 1);
const dayMs = 86_400_000;
const notice = 'Somebody was at the audit log: 1 chain does not match what was sealed. …';

/** A class in which two things were done and sealed, and whoever owns its database. */
async function newLog() {
  const world = await newWorld();
  const { members } = await newClass(world, {
    name: 'Lincoln 98',
    members: { olga: 'organizer', ana: '', ben: '' },
  });
  await world.sql`insert into operators (person_id, created_at) values (${members.olga!.personId}, ${world.clock.now()})`;
  const owner = postgres(world.database.ownerUrl, { max: 1, onnotice: () => undefined });
  atEnd(() => owner.end());
  const dataDir = mkdtempSync(path.join(tmpdir(), 'homeroom-watch-'));
  const heads = headsIn(dataDir);
  await play(world, `olga> /forum Sports\nolga~\nana~\nben~\nolga> /forum Music\nolga~\nana~\nben~`);
  await seal({ ...world, log: silent, key, heads });
  const look = async () => {
    await jobsAfter(world, dayMs, { audit: { keys: [key], heads } });
    await world.settle();
  };
  const doctor = () =>
    auditCheck({ url: world.database.engineUrl, ownerUrl: undefined, keys: [key], heads }).look(
      AbortSignal.timeout(10_000),
    );
  return { world, owner, dataDir, look, doctor, olga: world.phones.get('olga')! };
}

test('a log that is as it was written is not spoken of, and the doctor says so', async () => {
  const { look, doctor, olga } = await newLog();
  await look();
  expect(olga.news).toEqual([]);
  expect(await doctor()).toEqual([
    { level: 'fine', sentence: '2 sealed acts in 1 chains are as they were written.' },
  ]);
});

test('of a broken one the operator hears once, and anew if it breaks again after it was mended', async () => {
  const { world, owner, look, doctor } = await newLog();
  const [first] = await owner`select id, act from audit_log order by id limit 1`;
  await owner`update audit_log set act = 'nothing.much' where id = ${first!.id}`;
  await look();
  await play(world, `olga< ${notice}`);
  await look();
  expect(world.phones.get('olga')!.news).toEqual([]);
  expect(await doctor()).toMatchObject([
    { level: 'wrong', sentence: expect.stringContaining('broken at act 1: it is not what was sealed') },
  ]);
  await owner`update audit_log set act = ${first!.act} where id = ${first!.id}`;
  await look();
  await owner`delete from audit_seals where sequence = 2`;
  await look();
  await play(world, `olga< ${notice}`);
});

test('a file of ends that somebody was at does not keep the chains from being looked at', async () => {
  const { dataDir, doctor, look, olga } = await newLog();
  writeFileSync(path.join(dataDir, 'audit', 'heads.jsonl'), 'nothing\n');
  await look();
  expect(olga.news).toEqual([]);
  expect(await doctor()).toMatchObject([
    { level: 'wrong', sentence: expect.stringContaining('heads.jsonl') },
  ]);
});

test('where there is no database yet, or none that answers, the doctor does not fall over', async () => {
  const settings = { ownerUrl: undefined, keys: [key], heads: headsIn(tmpdir()) };
  const check = auditCheck({ url: 'postgres://nobody@127.0.0.1:1/none', ...settings });
  expect(await check.look(AbortSignal.timeout(10_000))).toMatchObject([{ level: 'hint' }]);
});
