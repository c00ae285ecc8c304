import { expect, test } from 'vitest';
import { choose, nights } from '../support/choices.ts';
import { addForum, type Class, newClass } from '../support/class.ts';
import { postsBy } from '../support/posts.ts';
import { play } from '../support/story.ts';
import { newWorld, type World } from '../support/world.ts';

/* The stories begin at four in the morning in New York, where everybody is; digests come at 18:00. */

const daily = { memberships: { frequency: 'daily' } };

/** Two threads and another forum, said while Ben and Dan wait for their digests. */
async function talk(world: World, school: Class): Promise<void> {
  for (const who of ['ben', 'dan']) await choose(world, school, who, daily);
  const music = await addForum(world, school, 'Music');
  const { post } = postsBy(world, school);
  await post('ana', 'Who has the **old** photos?');
  await post('ana', 'A new song', { forumId: music });
  const dinner = await post('ana', 'Dinner on Friday?');
  await post('dan', 'I am in', { parentId: dinner });
  world.phones.get('ana')!.news = [];
}

test('a daily digest brings what was said by forum and thread, and every number in it works', async () => {
  const world = await newWorld();
  const school = await newClass(world, { members: { ana: '', ben: '', dan: 'sms' } });
  await talk(world, school);
  await play(
    world,
    `
    ben> /why 3
    ben< Message #3 by Ana, by Telegram: kept for the daily digest of Mar 2, 18:00.
    --- 14 hours
    ben< Your daily digest of Lincoln High: 4 messages | In General | Ana · #3 | Dinner on Friday? | ↳ Dan · #4 | I am in | Ana · #1 | Who has the old photos? | In Music | Ana · #2 | A new song | Answer one with /reply 3 and your words.
    dan< Lincoln High, 3 new: | #3 Ana: Dinner on Friday? | #1 Ana: Who has the old photos? | #2 Ana in Music: A new song | Answer: REPLY 3: your words
    ben> /why 3
    ben< Message #3 by Ana, by Telegram: delivered. | It left on Mar 2, 18:00. | It came in the digest of Mar 2, 18:00. | It waited for your daily digest.
    dan> WHY 3
    dan< Message #3 by Ana, by SMS: delivered. | It left on …
    ben> (replies to Dinner) 3: me too
    ben< …#5…
    ana~
    ben~
    ben> (replies to Dinner) me too
    ben< There were several messages in that. Which one do you answer? Begin with its number, like 1 and your words.
    ben> /more
    ben< There is no more.
    dan> REPLY 2: nice
    dan< …#6, answering Ana. …
    ana~
    ben~
    dan~
    --- 3 days
    ben~
    dan~
    `,
  );
});

test('un resumen diario trae lo dicho, en Telegram y por SMS', async () => {
  const world = await newWorld();
  const school = await newClass(world, { members: { ana: '', ben: 'es', dan: 'sms es' } });
  await talk(world, school);
  await play(
    world,
    `
    --- 14 hours
    ben< Tu resumen diario de Lincoln High: 4 mensajes | En General | Ana · #3 | Dinner on Friday? | ↳ Dan · #4 | I am in | Ana · #1 | Who has the old photos? | En Music | Ana · #2 | A new song | Contesta uno con /reply 3 y tus palabras.
    dan< Lincoln High, 3 nuevos: | #3 Ana: Dinner on Friday? | #1 Ana: Who has the old photos? | #2 Ana en Music: A new song | Contesta: REPLY 3: tus palabras
    ben> (replies to Dinner) yo también
    ben< Ahí había varios mensajes. ¿Cuál contestas? Empieza con su número, como 1 y tus palabras.
    ben> /porque 1
    ben< … Llegó en el resumen del 2 mar, 18:00. | …
    `,
  );
});

test.each([
  ['', 'Your daily digest of Lincoln High: 4 messages', 'Answer #3'],
  ['es', 'Tu resumen diario de Lincoln High: 4 mensajes', 'Contestar #3'],
])('a digest by mail %s is answered by its links, or by a number', async (language, title, link) => {
  const world = await newWorld({ channels: ['telegram', 'email'] });
  const school = await newClass(world, {
    members: { ana: '', ben: `email ${language}`, dan: 'telegram' },
  });
  await talk(world, school);
  await play(world, `--- 14 hours\nben< ${title} …${link}…\ndan~`);
  await play(
    world,
    `
    ben> (replies to Dinner) hello
    ben< …
    ben> (replies to Dinner) 3 hello
    ben< …#5…
    ana< …hello
    ben~
    ana~
    dan~
    ben> (answers message 1) here they are
    ben< …#6…
    ana< …here they are
    ben~
    ana~
    dan~
    `,
  );
  const answered = await world.sql`
    select m.text, p.text as parent from messages m join messages p on p.id = m.parent_id order by m.id`;
  expect(answered.map(({ text, parent }) => `${text} > ${parent}`)).toEqual([
    'I am in > Dinner on Friday?',
    'hello > Dinner on Friday?',
    'here they are > Who has the **old** photos?',
  ]);
});

test('what a night held comes as one message in the morning, and a single one as itself', async () => {
  const world = await newWorld();
  const school = await newClass(world, { members: { ana: '', ben: '', dan: 'sms' } });
  for (const who of ['ben', 'dan']) await choose(world, school, who, nights);
  const { post, takeBack, correct } = postsBy(world, school);
  await post('ana', 'Lost my keys');
  const wrong = await post('ana', 'Found them');
  const keys = await post('ana', 'In the fridge');
  world.phones.get('ana')!.news = [];
  await takeBack(wrong);
  await correct(keys, 'In the *freezer*');
  await play(
    world,
    `
    ana~
    --- 4 hours
    ben< While you were resting, in Lincoln High: 2 messages | Ana · #3 | In the freezer | Ana · #1 | Lost my keys | Answer one with /reply 3 and your words.
    dan< Lincoln High, 2 new: | #3 Ana: In the freezer | #1 Ana: Lost my keys | Answer: REPLY 3: your words
    --- 20 hours
    `,
  );
  await correct(keys, 'In the oven');
  await play(
    world,
    `
    ben< (edited) While you were resting, in Lincoln High: 2 messages | Ana · #3 | In the oven | …
    `,
  );
  await takeBack(keys);
  await play(
    world,
    `ben< (edited) While you were resting, in Lincoln High: 1 message | Ana · #1 | Lost my keys | …`,
  );
  await post('ana', 'Good night');
  await play(world, `ana~\n--- 4 hours\nben< Ana · #4 | Good night\ndan< Ana: Good night | …`);
});

test('a text message shows a few, MORE the rest', async () => {
  const world = await newWorld();
  const school = await newClass(world, { members: { ana: '', dan: 'sms' } });
  await choose(world, school, 'dan', daily);
  const { post } = postsBy(world, school);
  for (let n = 1; n <= 13; n++) await post('ana', `Story ${n} ${'of a long way home '.repeat(6)}`);
  await play(
    world,
    `
    ana~
    --- 14 hours
    dan< Lincoln High, 13 new: | #13 Ana: Story 13 of a long … | #12 Ana: … | #8 Ana: … | 7 more: MORE | Answer: REPLY 13: your words
    dan> MORE
    dan< #7 Ana: Story 7 … | #3 Ana: … | 2 more: MORE
    dan> MORE
    dan< #2 Ana: … | #1 Ana: Story 1 …
    dan> MORE
    dan< There is no more.
    dan> MORE 12
    dan< #12 Ana: Story 12 of a long way home of a long way home of a long way home of a long way home of a long way home of a long way home…
    `,
  );
});

test('whoever goes from daily to at once gets what is held at once, and another hour counts from now on', async () => {
  const world = await newWorld();
  const school = await newClass(world, { members: { ana: '', ben: '', dan: '' } });
  await talk(world, school);
  await play(
    world,
    `
    ben> /settings
    ben~
    ben> [How often]
    ben~
    ben> [At once]
    ben< Saved. | …
    ben< Your daily digest of Lincoln High: 4 messages | …
    dan> /settings
    dan~
    dan> [How often]
    dan~
    dan> [Daily]
    dan~
    dan> 9:30
    dan~
    --- 5 hours
    --- 30 minutes
    dan< Your daily digest of Lincoln High: 3 messages | …
    `,
  );
});
