import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { planChunk } from '../../delivery/planner.ts';
import { atEnd } from '../support/atEnd.ts';
import { newClass } from '../support/class.ts';
import { prepares } from '../support/database.ts';
import { writePost } from '../support/posts.ts';
import { newWorld } from '../support/world.ts';

const migration = readFileSync(new URL('../../migrations/0030_held_rows.sql', import.meta.url), 'utf8');

test('what an older release left held for ever, or sent without a moment, ends', async () => {
  const world = await newWorld();
  const school = await newClass(world, { members: { ana: '', ben: '', carla: '', diego: '' } });
  await writePost(world, school, { author: 'ana', words: 'Hello' });
  while (await planChunk(world));
  const at = world.clock.now();
  const become = (who: string, row: object) =>
    world.sql`update message_deliveries set ${world.sql(row as never)} where person_id = ${school.members[who]!.personId}`;
  await become('ben', { status: 'held', reason: 'windowClosed', digest_at: at });
  await become('carla', { status: 'held', reason: 'digest', digest_at: at });
  await become('diego', { status: 'sent', attempted_at: at });
  const owner = postgres(world.database.ownerUrl, { max: 1, prepare: prepares });
  atEnd(() => owner.end());
  await owner.unsafe(migration);
  const rows = await world.sql`
    select p.name, digest_at, sent_at from message_deliveries d join people p on p.id = d.person_id order by p.name`;
  expect([...rows]).toEqual([
    { name: 'Ben', digest_at: null, sent_at: null },
    { name: 'Carla', digest_at: at, sent_at: null },
    { name: 'Diego', digest_at: null, sent_at: at },
  ]);
});
