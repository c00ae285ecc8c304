import { test } from 'vitest';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

test('members are listed with their numbers, shorter by text message; applicants are not among them', async () => {
  const world = await newWorld();
  await newClass(world, {
    name: 'Lincoln 98',
    members: {
      olga: 'organizer Blue',
      ana: '',
      ben: 'sms moderator',
      sam: 'sms suspended',
      pia: 'sms es pending',
    },
  });
  await play(
    world,
    `
    ana> /members
    ana< Lincoln 98 has 4 members: | 1 Olga, 1998 Blue, organizer | 2 Ana, 1998 | 3 Ben, 1998, moderator | 4 Sam, 1998, suspended
    ben> MEMBERS
    ben< Lincoln 98 has 4 members: | 1 Olga, organizer | 2 Ana | 3 Ben, moderator | 4 Sam, suspended
    pia> MIEMBROS
    pia< Ya se preguntó por ti a tus compañeros de Lincoln 98. …
    `,
  );
});

test('members are found by any part of their name, whatever its case and accents, or by number', async () => {
  const world = await newWorld();
  await newClass(world, { members: { olga: 'organizer', ana: 'sms es', anabel: '' } });
  await world.sql`update people set name = 'José Núñez' where name = 'Anabel'`;
  await play(
    world,
    `
    olga> /members NUNEZ
    olga< 1 member of Lincoln High match “NUNEZ”: | 3 José Núñez, 1998
    olga> /members 2
    olga< 1 member of Lincoln High match “2”: | 2 Ana, 1998
    ana> MIEMBROS jose nunez
    ana< 1 miembro de Lincoln High coinciden con «jose nunez»: | 3 José Núñez
    ana> MIEMBROS zoe
    ana< Nadie en Lincoln High se llama «zoe».
    `,
  );
});

test('more than fit are shown page by page', async () => {
  const world = await newWorld();
  const many = Object.fromEntries(Array.from({ length: 22 }, (_, n) => [`m${n}x`, '']));
  await newClass(world, { members: { olga: 'organizer', ben: 'sms', ...many } });
  await play(
    world,
    `
    olga> /members
    olga< Lincoln High has 24 members: | 1 Olga, 1998, organizer | 2 Ben, 1998 | … | 20 M17x, 1998 [More]
    olga> [More]
    olga< Lincoln High has 24 members: | 21 M18x, 1998 | 22 M19x, 1998 | 23 M20x, 1998 | 24 M21x, 1998
    olga> /members x
    olga< 22 members of Lincoln High match “x”: | … | 22 M19x, 1998 | … and 2 more. Write more of the name.
    ben> MEMBERS
    ben< Lincoln High has 24 members: | … | 10 M7x | Answer MEMBERS FROM 11.
    ben> members from 11
    ben< Lincoln High has 24 members: | 11 M8x | … | 20 M17x | Answer MEMBERS FROM 21.
    ben> MEMBERS FROM 99
    ben< Nobody in Lincoln High is called “FROM 99”.
    ben> Members of our class, hello
    ben< This goes to 23 classmates in Lincoln High: | Members of our class, hello …
    `,
  );
});
