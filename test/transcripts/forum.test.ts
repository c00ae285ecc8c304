import { expect, test } from 'vitest';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

test('an organizer makes a forum, and all who are in may post there', async () => {
  const world = await newWorld();
  const { communityId } = await newClass(world, {
    members: { olga: 'organizer', ben: 'sms', sam: 'suspended', pia: 'pending' },
  });
  await play(
    world,
    `
    olga> /forum
    olga< Lincoln High has 1 forum: General. | /forum and a name makes another.
    olga> /forum Class trip
    olga< The forum Class trip is there, and everybody is in it. When you post, I ask where it should go.
    ben> FORUM
    ben< Lincoln High has 2 forums: General, Class trip.
    ben> Who has a picture of the trip?
    ben< Where should it go? [General] [Class trip]
    ben> 2
    ben< This goes to 1 classmate in Lincoln High, Class trip: …
    `,
  );
  const inIt = await world.sql`select p.name from forum_members fm join forums f on f.id = fm.forum_id
    join memberships m on m.id = fm.membership_id join people p on p.id = m.person_id
    where f.name = 'Class trip' and f.community_id = ${communityId} order by 1`;
  expect(inIt.map(({ name }) => name)).toEqual(['Ben', 'Olga']);
  expect(await world.sql`select act from audit_log`).toEqual([{ act: 'forum.made' }]);
});

test('by text message, in Spanish, with a name that is taken, too long or none', async () => {
  const world = await newWorld();
  await newClass(world, { members: { olga: 'sms es organizer' } });
  await play(
    world,
    `
    olga> FORO Viajes
    olga< El foro Viajes ya existe, y todos están en él. Cuando publiques, te pregunto dónde.
    olga> FORO víajes
    olga< Ya hay un foro víajes. ¿Qué tal otro nombre?
    olga> FORO ${'x'.repeat(61)}
    olga< Que el nombre no pase de 60 caracteres.
    olga> FORO 98
    olga< Por favor, dale un nombre con letras.
    olga> FORO
    olga< Lincoln High tiene 2 foros: General, Viajes. | FORUM y un nombre hace otro.
    `,
  );
});

test('nobody but an organizer makes forums', async () => {
  const world = await newWorld();
  await newClass(world, { members: { olga: 'organizer', ben: 'sms', mia: 'moderator' } });
  await play(
    world,
    `
    ben> FORUM Photos
    ben< Only organizers make forums.
    mia> /forum Photos
    mia< Only organizers make forums.
    gus: telegram 77
    gus> /forum Photos
    gus< /forum is for active members of the class only. …
    `,
  );
});

test('somebody who comes in later is in every forum', async () => {
  const world = await newWorld();
  await newClass(world, { members: { olga: 'organizer', sam: 'sms suspended' } });
  await play(
    world,
    `
    olga> /forum Photos
    olga~
    olga> /lift 2
    olga~
    sam~
    sam> hello
    sam< Where should it go? [General] [Photos]
    `,
  );
});
