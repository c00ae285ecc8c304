import { expect, test } from 'vitest';
import { addInvite, newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

/** A class with one on the web, one on Telegram and one by text message, and Ana in a browser. */
async function mixedClass(
  options: Parameters<typeof newWorld>[0] = { channels: ['telegram', 'sms', 'web'] },
) {
  const world = await newWorld(options);
  const has = (channel: 'telegram' | 'sms') => !options.channels || options.channels.includes(channel);
  const school = await newClass(world, {
    name: 'Lincoln 98',
    members: {
      olga: 'web organizer',
      ...(has('telegram') && { ben: 'telegram' }),
      ...(has('sms') && { cho: 'sms' }),
    },
  });
  await addInvite(world, school);
  return { world, school };
}

const anaUpToPhone = `
  ana: web 0123456789abcdef
  ana> /start K7QM-2XRD
  ana< Welcome! You are about to join Lincoln 98. A few questions, then your classmates say whether they know you. | What is your full name, as your classmates knew you?
  ana> Ana Lopez
  ana< Thank you, Ana Lopez. | In which year did you graduate, or should have?
  ana> 1998
  ana< Which house or section were you in? (You can skip this.) [Skip]
  ana> [Skip]
`;

const asksAndIsIn = `
  ana< Thank you! I am asking your classmates in Lincoln 98 now whether they know you (request 1). You hear from me as soon as they decide.
  olga< Request 1: Ana Lopez (1998) asks to join Lincoln 98. Do you know them? [Yes, I know them] [No]
`;

test('somebody without a messenger registers, is approved, posts, answers, corrects, deletes and leaves', async () => {
  const { world, school } = await mixedClass();
  await play(
    world,
    `
    ${anaUpToPhone}
    ana< I ask for your phone number so that nobody joins twice. Type it with its country code, like +14155550123; I will text you a code.
    mobile: sms +14155550177
    ana> (contact +14155550177)
    ana~
    mobile~
    ana> back
    ana~
    ana> [Skip]
    ana~
    ana> +14155550177
    mobile< {code=\\d{6}} is your Homeroom code. Nobody from Homeroom will ever ask you for it. …
    ana< A code is on its way; it is good for ten minutes. | Type the six digits I sent to +14•••••••77. [Send a new code] [Use another number]
    ana> {code}
    ana< Where do you want to get what your classmates write? [Web chat] [SMS]
    ana> [Web chat]
    ana< Which city’s time do you live by? …
    ana> [New York]
    ${asksAndIsIn}
    ben~
    cho~
    olga> [Yes, I know them]
    olga~
    ben~
    cho~
    ana~
    ana> Hello from my browser
    ana< … [Post it] …
    ana> [Post it]
    ana~
    olga< Ana Lopez · #1 | Hello from my browser
    ben< Ana Lopez · #1 | Hello from my browser
    cho< Ana Lopez: Hello from my browser …
    ben> (replies to Hello from) Nice to see you
    ben~
    olga~
    cho~
    ana< (replying to: Hello from my browser) Ben · #2 | Nice to see you
    ana> (replies to Nice to see) And you
    ana~
    olga~
    cho~
    ben< (replying to: Nice to see you) Ana Lopez · #3 | And you
    ana> (edits Hello from) Hello, from my new browser
    ana~
    olga< (edited) Ana Lopez · #1 | Hello, from my new browser
    ben< (edited) Ana Lopez · #1 | Hello, from my new browser
    cho~
    ana> /delete 1
    ana~
    olga< (deleted)
    ben< (deleted)
    cho~
    ana> /leave
    ana~
    ana> [Yes, leave]
    ana~
    `,
  );
  const rows = await world.sql`
    select m.status, m.preferred_channel as channel from memberships m join people p on p.id = m.person_id
    where p.name = 'Ana Lopez' and m.community_id = ${school.communityId}`;
  expect(rows).toEqual([{ status: 'left', channel: 'web' }]);
});

test('where no texts can be sent, nobody is asked for a number; back leads past it', async () => {
  const { world } = await mixedClass({ channels: ['web'] });
  await play(
    world,
    `
    ${anaUpToPhone}
    ana< Which city’s time do you live by? Choose, or type the nearest large city.
    ana> back
    ana< Which house or section were you in? (You can skip this.) [Skip]
    ana> Blue
    ana< Which city’s time do you live by? …
    ana> Lima
    ana< Thank you! I am asking your classmates in Lincoln 98 now…
    olga< Request 1: Ana Lopez (1998, Blue) asks to join Lincoln 98. Do you know them? [Yes, I know them] [No]
    olga> [Yes, I know them]
    olga~
    ana~
    `,
  );
});

test('what is said where a number cannot be used speaks of no button', async () => {
  const { world } = await mixedClass({ channels: ['sms', 'web'], smsCountries: ['US'] });
  await play(
    world,
    `
    ${anaUpToPhone}
    ana~
    ana> +52 55 5555 0177
    ana< I cannot send texts to that country. Instead, write to us by text message or on Telegram, where your number shows. | I ask for your phone number…
    ana> /cancel
    ana< All right, cancelled. Your invite stays good: use it again whenever you like.
    `,
  );
});

test('a founder in a browser hands on the link to the chat', async () => {
  const world = await newWorld({ channels: ['web'] });
  const code = await world.foundingCode();
  await play(
    world,
    `
    ana: web 0123456789abcdef es
    ana> /start {code}
    ana~
    ana> Colegio San Martín
    ana~
    ana> Ana López
    ana~
    ana> 1998
    ana~
    ana> [Saltar]
    ana~
    ana> Lima
    ana< Colegio San Martín ya existe, y tú la organizas. Invita a tus compañeros: | En un navegador: https://class.example/chat?start={invite=\\S+}
    ana> /invite
    ana< … | En un navegador: https://class.example/chat?start={invite} | …
    `,
    { code },
  );
});

test('a code from another channel signs a browser in', async () => {
  const { world } = await mixedClass();
  const values = await play(
    world,
    `
    benweb: web fedcba9876543210
    ben> /link
    ben< Within 15 minutes write LINK {code=\\S+} to me from your other channel: | SMS: +15005550006 | Web chat: https://class.example/chat | …
    `,
  );
  await play(
    world,
    `
    benweb> /link {code}
    benweb< You are Ben here too now. To get your messages by Web chat, choose it under settings.
    ben< You are linked with Web chat now. If that was not you, write /unlink at once.
    ben> /unlink
    ben< Which one shall no longer be you? [Web chat] [None]
    ben> [Web chat]
    ben< Done: that is not you any more.
    benweb> /status
    benweb< I do not know you yet. …
    `,
    values,
  );
});
