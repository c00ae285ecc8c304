import { expect, test } from 'vitest';
import { findFormerNames, scrubNames } from '../../db/privacy/scrub.ts';
import { newClass } from '../support/class.ts';
import { newWorld } from '../support/world.ts';

const content = {
  parts: [
    { key: 'settings.nameChanged', params: { before: '{name}', after: 'Ana', nobody: null, now: true } },
  ],
};

/** A class in which something was said of somebody called so, and another class that has nothing to do with it. */
async function told(name: string) {
  const world = await newWorld();
  const about = await newClass(world, { members: { olga: 'telegram organizer' } });
  const other = await newClass(world, { name: 'Oak', members: { otto: 'telegram organizer' } });
  const said = JSON.stringify(content).replace('{name}', name);
  for (const { communityId, members } of [about, other]) {
    const [one] = Object.values(members);
    await world.sql`
      insert into message_deliveries (id, kind, lane, address_id, person_id, community_id, content, status, not_before, created_at)
      values (${world.newId()}, 'notice', 'answer', ${one!.addressId}, ${one!.personId}, ${communityId}, ${said}::text::jsonb,
        'sent', now(), now())`;
    await world.sql`
      insert into conversations (id, flow, version, value, context, status, community_id, created_at, updated_at)
      values (${world.newId()}, 'approval', 1, '"open"', ${said}::text::jsonb, 'active', ${communityId}, now(), now())`;
  }
  const rows = () =>
    world.sql<{ communityId: string; said: typeof content }[]>`
      select community_id as "communityId", content as said from message_deliveries
      union all select community_id, context from conversations`;
  return { world, about, rows };
}

test.each(['Ben Ode', 'parts', 'key', 'params', 'before', 'settings', 'null', 'true', '"]}', '.*'])(
  'who is called %j takes that name along, and nothing else, in this class alone',
  async (name) => {
    const safe = JSON.stringify(name).slice(1, -1);
    const { world, about, rows } = await told(safe);
    const scrubbing = { personIds: [], membershipIds: [], communityIds: [about.communityId] } as never;
    await world.sql.begin((tx) => scrubNames(tx, scrubbing, [name]));
    for (const { communityId, said } of await rows()) {
      const before = communityId === about.communityId ? expect.not.stringContaining(name) : name;
      expect(said.parts[0]).toEqual({ ...content.parts[0], params: { ...content.parts[0]!.params, before } });
    }
  },
);

test('what somebody of the same name was called in another class is nothing of theirs', async () => {
  const { world, about } = await told('Carla');
  const until = new Date();
  const own = { communityIds: [about.communityId], names: ['Ana'], until };
  expect((await findFormerNames(world.sql, own)).toSorted()).toEqual(['Ana', 'Carla']);
  await world.sql`delete from message_deliveries where community_id = ${about.communityId}`;
  expect(await findFormerNames(world.sql, own)).toEqual(['Ana']);
});
