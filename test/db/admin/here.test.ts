import { expect, test } from 'vitest';
import { connectEngine } from '../../../db/client.ts';
import { newClass } from '../../support/class.ts';
import { play } from '../../support/story.ts';
import { newWorld } from '../../support/world.ts';

test('what the dashboard is told of closed tables is of the community that the transaction names', async () => {
  const world = await newWorld();
  const { sql, newId, clock } = world;
  const school = await newClass(world, { members: { olga: 'organizer', ana: '' } });
  const other = await newClass(world, { name: 'Oak', members: { otto: 'organizer' } });
  await play(world, 'olga> /settings\nolga~');
  await sql`insert into suppressions (id, address_id, how, created_at)
    values (${newId()}, ${school.members.ana!.addressId}, 'blocked', ${clock.now()})`;
  const [row] = await sql<{ id: string }[]>`select id from conversations`;
  const [sent] = await sql<
    { id: string }[]
  >`select delivery_id as id from sent_messages where delivery_id is not null`;
  const app = connectEngine(world.database.appUrl, { max: 1, prepare: false, applicationName: 'test' });
  const seenBy = (communityId: string | null) =>
    app.begin(async (tx) => {
      if (communityId) await tx`select set_config('app.community_id', ${communityId}, true)`;
      const told = [
        await tx`select channel, membership_id from speaker_here(${row!.id})`,
        await tx`select kind, path from events_here(${row!.id}, 10)`,
        await tx`select how, membership_id from suppressed_here(10)`,
        await tx`select part from parts_here(${sent!.id})`,
      ];
      return told.map((rows) => rows.map((one) => Object.values(one)));
    });
  expect(await seenBy(school.communityId)).toEqual([
    [['telegram', school.members.olga!.membershipId]],
    [['said', [['conversation.began', expect.any(String)], expect.anything()]]],
    [['blocked', school.members.ana!.membershipId]],
    [[0]],
  ]);
  expect(await seenBy(other.communityId)).toEqual([[], [], [], []]);
  expect(await seenBy(null)).toEqual([[], [], [], []]);
  await app.end();
});
