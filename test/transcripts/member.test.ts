import { describe, test } from 'vitest';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

describe('help says only what somebody may do now', () => {
  test('to a guest, a member and an organizer, on both channels', async () => {
    const world = await newWorld();
    await newClass(world, {
      members: { olga: 'telegram organizer', ben: 'sms', dora: 'telegram suspended' },
    });
    await play(
      world,
      `
      gus: telegram 1
      gus> /help
      gus< To come in you need an invite from your class: open its link, or write JOIN and the code. | This is what you can do now: | /language: speak another language | /link: be the same person on another channel | /status: who you are here | /help: what you can do | /join: join a class with an invite code
      olga> /help
      olga< This is what you can do now: | /post: post something to your class…/approve: …/promote: make a member an organizer…/leave: leave a community…Or just write, and I ask whether to post it to Lincoln High.
      ben> MENU
      ben< This is what you can do now: | POST: post something to your class | REHEARSE: what would happen if you posted this | REPLY: answer a message by its number…YES: say that you know somebody who asks to join | NO: say that you do not know somebody who asks to join…MEMBERS: who is in your class…MENU: what you can do…Or just write, and I ask whether to post it to Lincoln High.
      dora> /help
      dora< This is what you can do now: | /language: …/join: join a class with an invite code
      gus> /switch
      gus< /switch is for people who are in several communities. Write /help to see what you can do here.
      olga> /switch
      olga< /switch is for people who are in several communities. Write /help to see what you can do here.
      ben> PROMOTE 1
      ben< PROMOTE is for organizers only. Write MENU to see what you can do here.
      `,
    );
  });

  test('inside a conversation it says how to get out, and asks again', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram' } });
    await play(
      world,
      `
      ana> /post
      ana< What would you like to say in Lincoln High?
      ana> /help
      ana< This is what you can do now: …You are in the middle of something. Answer the question, or write back to correct the previous answer, /cancel to stop. | What would you like to say in Lincoln High?
      ana> /cancel
      ana< …
      `,
    );
  });
});

test('status tells who somebody is', async () => {
  const world = await newWorld();
  await newClass(world, {
    members: { olga: 'telegram organizer Blue', pia: 'sms pending', sam: 'telegram suspended es' },
  });
  await play(
    world,
    `
    gus: sms +14155559999
    gus> STATUS
    gus< I do not know you yet. To come in you need an invite from your class.…
    olga> /status
    olga< You are Olga (1998 Blue) in Lincoln High: organizer. | Messages come by Telegram. Your time is that of New York.
    pia> STATUS
    pia< You are Pia (1998) in Lincoln High: waiting for approval.
    sam> /status
    sam< Eres Sam (1998) en Lincoln High: en suspenso.
    `,
  );
});

test('a language is changed at once, or after a question, and the answer comes in it', async () => {
  const world = await newWorld();
  await newClass(world, { members: { ana: 'telegram', ben: 'sms' } });
  await play(
    world,
    `
    ana> /language español
    ana< Muy bien, ahora hablo español contigo.
    ana> /estado
    ana< Eres Ana …
    ben> IDIOMA
    ben< Which language shall I speak? / ¿En qué idioma hablo? [English] [Español]
    ben> 2
    ben< Muy bien, ahora hablo español contigo.
    ben> idioma
    ben< …
    ben> klingon
    ben< Por favor, elige una de estas opciones. | ¿En qué idioma hablo? / Which language shall I speak? [English] [Español]
    ben> EXIT
    ben< De acuerdo, cancelado.
    `,
  );
});

test('somebody in two communities chooses where to speak', async () => {
  const world = await newWorld();
  await newClass(world, { name: 'Lincoln High', members: { ana: 'telegram', ben: 'sms' } });
  await newClass(world, { name: 'Oak Street', members: { ana: 'telegram', ben: 'sms' } });
  await play(
    world,
    `
    ana> /switch
    ana< In which community do you want to speak? [Lincoln High] [Oak Street]
    ana> [Lincoln High]
    ana< What you write now goes to Lincoln High.
    ana> /switch oak
    ana< What you write now goes to Oak Street.
    ben> SWITCH
    ben< In which community do you want to speak? [Lincoln High] [Oak Street]
    ben> EXIT
    ben< All right, cancelled.
    ben> SWITCH lincoln
    ben< What you write now goes to Lincoln High.
    `,
  );
});

describe('settings', () => {
  test('are shown, changed one by one, and told to the organizers where it is the name', async () => {
    const world = await newWorld();
    await newClass(world, { members: { olga: 'sms organizer', ana: 'telegram Blue' } });
    await play(
      world,
      `
      ana> /settings
      ana< Ana (1998 Blue) in Lincoln High. Messages come by Telegram, your time is that of New York. What do you want to change? [Channel] [Time] [Name] [Year] [Section] [How often] [Quiet hours] [Urgent] [Second channel] [Who sees you] [Done]
      ana> [Time]
      ana< Which city’s time do you live by? Type the nearest large city.
      ana> Atlantis
      ana< I do not know that city’s time. …
      ana> Lima
      ana< Saved. | Ana (1998 Blue) in Lincoln High. Messages come by Telegram, your time is that of Lima. …
      ana> [Name]
      ana< What is your full name?
      ana> Ana Lima
      olga< Ana in Lincoln High is called Ana Lima now.
      ana< Saved. | Ana Lima (1998 Blue) in Lincoln High. …
      ana> [Year]
      ana< In which year did you graduate, or should have?
      ana> back
      ana< Ana Lima (1998 Blue) in Lincoln High. …
      ana> [Section]
      ana< Which house or section were you in? (You can skip this.) [Skip]
      ana> [Skip]
      ana< Saved. | Ana Lima (1998) in Lincoln High. …
      ana> [Channel]
      ana< I know only one way to reach you. …
      ana> [Done]
      ana< All right.
      `,
    );
  });

  test('by text message, and put away after a day', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ben: 'sms' } });
    await play(
      world,
      `
      ben> SETTINGS
      ben< Ben (1998) in Lincoln High. … [Channel] [Time] [Name] [Year] [Section] [How often] [Quiet hours] [Urgent] [Second channel] [Who sees you] [Done]
      ben> 4
      ben< In which year did you graduate, or should have?
      ben> 1999
      ben< Saved. | Ben (1999) in Lincoln High. …
      --- 2 days
      ben> 1
      ben< Nobody else is in …
      `,
    );
  });
});

describe('why', () => {
  test('tells an author how far a message got, and a reader how it came', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram', ben: 'sms', cleo: 'telegram es' } });
    await play(
      world,
      `
      ana> /why
      ana< There is no message for you yet.
      cleo> (blocks)
      ana> Dinner on Friday?
      ana~
      ana> [Post it]
      ana~
      ben~
      ana> /why 1
      ana< Your message #1 has 2 readers: | …1 by SMS delivered: Ben…
      ben> WHY 1
      ben< Message #1 by Ana, by SMS: delivered. | It left on Mar 2, {time=\\d\\d:\\d\\d}.
      ben> WHY 9
      ben< I do not find a message with that number for you. The number stands beside each message.
      `,
    );
  });
});

test('what is too long to be repeated is never cut within a character', async () => {
  const world = await newWorld();
  await newClass(world, { members: { olga: 'organizer', ana: '' } });
  const command = `/${'a'.repeat(38)}😀😀`;
  await play(
    world,
    `
    ana> ${command}
    ana< I do not know /${'a'.repeat(38)}😀. …
    olga> /suspend 2 ${'a'.repeat(299)}😀😀
    olga< Suspend Ana (1998)…
    `,
  );
});

test.each(['constructor', '__proto__'])('/language %s names none', async (word) => {
  await play(
    await newWorld(),
    `
    guest: telegram 9001
    guest> /language ${word}
    guest< … [English] [Español]
    `,
  );
});

test.each([
  ['suspend', 'Suspend', 'Your place there is suspended just now, so I could not change that. …'],
  ['remove', 'Remove', 'You are no longer in that community, so I could not change that.'],
])('settings that were open at /%s change nothing any more', async (act, question, refusal) => {
  const world = await newWorld();
  await newClass(world, { members: { olga: 'organizer', ana: '' } });
  await play(
    world,
    `
    ana> /settings
    ana~
    ana> [Name]
    ana~
    olga> /${act} 2
    olga< ${question} Ana (1998)…
    olga> [Yes]
    olga~
    ana~
    ana> Olga is a liar
    ana< ${refusal}
    `,
  );
});

test('who takes another name does so in sight of the organizers of every class they are in', async () => {
  const world = await newWorld();
  await newClass(world, { name: 'Oak Street', members: { olga: 'organizer', ana: '' } });
  await newClass(world, { name: 'Lincoln High', members: { zoe: 'organizer', ana: '' } });
  await play(
    world,
    `
    ana> /settings
    ana~
    ana> [Name]
    ana~
    ana> Olga Petrova
    ana~
    zoe< Ana in Lincoln High is called Olga Petrova now.
    olga< Ana in Oak Street is called Olga Petrova now.
    `,
  );
});
