import { expect, test } from 'vitest';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

test('a founder makes a community on Telegram and invites', async () => {
  const world = await newWorld();
  await play(
    world,
    `
    olga: telegram 1001
    olga> /start {founding}
    olga< Welcome to Homeroom! You are its first organizer. Let us make your community. | What is your class or community called? For example: Lincoln High, Class of 1998.
    olga> 98
    olga< Please give it a name with letters. | What is your class…
    olga> ${'Lincoln '.repeat(8)}
    olga< Please keep the name to 60 characters. | What is your class…
    olga> Lincoln High, Class of 1998
    olga< What is your full name, as your classmates knew you?
    olga> back
    olga< What is your class…
    olga> Lincoln 98
    olga~
    olga> Olga Petrova
    olga< Thank you, Olga Petrova. | In which year did you graduate, or should have?
    olga> 1998
    olga~
    olga> [Skip]
    olga~
    olga> (contact 14155550123)
    olga~
    olga> [Telegram]
    olga~
    olga> [New York]
    olga< Lincoln 98 is there, and you are its organizer. Invite your classmates: | Telegram: https://t.me/homeroom_bot?start={code=\\S{9}} | By SMS: JOIN … to +15005550006
    ben: telegram 1002
    ben> /start {founding}
    ben< This invite has been used as often as it may be. …
    ben> /start {code}
    ben< Welcome! You are about to join Lincoln 98. …
    `,
    { founding: await world.foundingCode() },
  );
  expect(await world.sql`select act from audit_log`).toEqual([{ act: 'community.founded' }]);
  expect(await world.sql`select role, status from memberships`).toEqual([
    { role: 'organizer', status: 'active' },
  ]);
  expect(await world.sql`select p.name from operators o join people p on p.id = o.person_id`).toEqual([
    { name: 'Olga Petrova' },
  ]);
});

test('a founder without Telegram makes a community by text message, in Spanish', async () => {
  const world = await newWorld({ channels: ['sms'] });
  await play(
    world,
    `
    olga: sms +525555550123 es
    olga> UNIRSE {founding}
    olga< ¡Te damos la bienvenida a Homeroom! Eres la primera persona que organiza aquí. Hagamos tu comunidad. | ¿Cómo se llama tu clase o comunidad? Por ejemplo: Colegio San Martín, promoción 1998. | Recibes…
    olga> San Martín 98
    olga< ¿Cuál es tu nombre completo…
    olga> Olga Pérez
    olga~
    olga> 1998
    olga~
    olga> Azul
    olga~
    olga> 1
    olga< San Martín 98 ya existe, y tú la organizas. Invita a tus compañeros: | Por SMS: UNIRSE {code=\\S{9}} al +15005550006
    `,
    { founding: await world.foundingCode() },
  );
  const [community] = await world.sql`select name, language, time_zone from communities`;
  expect(community).toEqual({ name: 'San Martín 98', language: 'es', time_zone: 'America/Mexico_City' });
});

test('an organizer founds a second community, asked nothing twice', async () => {
  const world = await newWorld();
  const { members } = await newClass(world, { members: { olga: 'telegram organizer', ben: 'sms' } });
  await play(
    world,
    `
    olga> /found
    olga< What is your class or community called? …
    olga> back
    olga< This is the first question; there is nothing to go back to. | What is your class…
    olga> Oak Stret
    olga< In which year did you graduate, or should have?
    olga> back
    olga< What is your class…
    olga> Oak Street
    olga~
    olga> 1998
    olga< Which house…
    olga> [Skip]
    olga< Oak Street is there, and you are its organizer. Invite your classmates: …
    olga> first words
    olga< Nobody else is in Oak Street yet. This will be there for those who join: | first words …
    ben> FOUND
    ben< FOUND is for organizers only. Write MENU to see what you can do here.
    `,
  );
  expect(
    await world.sql`select person_id, number from memberships m join communities c on c.id = m.community_id
    where c.name = 'Oak Street' and c.time_zone = 'America/New_York'`,
  ).toEqual([{ person_id: members.olga!.personId, number: 1 }]);
});

test('who is no organizer any more when the answers are in founds nothing', async () => {
  const world = await newWorld();
  await newClass(world, { members: { olga: 'sms organizer' } });
  await play(
    world,
    `
    olga> FOUND
    olga~
    olga> Oak Street
    olga~
    olga> 1998
    olga~
    `,
  );
  await world.sql`update memberships set role = 'member'`;
  await play(world, 'olga> 1\nolga< Only organizers can found another community, and you are none just now.');
  expect(await world.sql`select id from communities`).toHaveLength(1);
});

test('founding is stopped like anything else', async () => {
  const world = await newWorld();
  await newClass(world, { members: { olga: 'sms organizer' } });
  await play(
    world,
    `
    olga> FOUND
    olga~
    olga> EXIT
    olga< All right, cancelled.
    `,
  );
});
