import { describe, expect, test } from 'vitest';
import { newClass } from '../support/class.ts';
import { anaUpToPhone, openClass } from '../support/joining.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

const channels = ['telegram', 'sms', 'email'] as const;

describe('registration by mail', () => {
  test('begins with a mail to the invite’s address, and is answered mail by mail', async () => {
    const { world } = await openClass({ channels: [...channels] });
    await play(
      world,
      `
      gina: email gina@class.example
      gina> JOIN K7QM-2XRD
      gina< Welcome! You are about to join Lincoln 98. … | What is your full name…
      gina> (answers gina's mail) Gina Weber
      gina< Thank you, Gina Weber. | In which year did you graduate, …
      gina> (answers gina's mail) 1998
      gina< Which house or section were you in? … [Skip]
      gina> (answers gina's mail) 1
      gina< I ask for your phone number so that nobody joins twice. Type it with its country code, like +14155550123; I will text you a code.
      phone: sms +14155550108
      gina> +14155550108
      phone< {code=\\d{6}}…
      gina< A code is on its way; …
      gina> {code}
      gina< Where do you want to get what your classmates write? [Email] [SMS]
      gina> 1
      gina< Which city’s time do you live by? …
      gina> New York
      gina< Thank you! I am asking your classmates in Lincoln 98 now whether they know you (request 1). …
      olga~
      olga> /approve 1
      olga~
      gina< You are in! …
      `,
    );
  });

  test('a sender whom nothing proves is asked by mail, once a day', async () => {
    const { world } = await openClass({ channels: [...channels] });
    await play(
      world,
      `
      gina: email gina@class.example
      gina> (forged) hello
      gina> (forged) JOIN K7QM-2XRD
      gina> (forged) again
      `,
    );
    expect(world.phones.get('gina')!.screen).toEqual([]);
  });
});

describe('mail is chosen', () => {
  test('when registering elsewhere: the address is asked for afterwards, and proven', async () => {
    const { world } = await openClass({ channels: [...channels] });
    await play(
      world,
      `
      ana: telegram 1001
      ana> /start K7QM-2XRD
      ana~
      ana> Ana Lopez
      ana~
      ana> 1998
      ana~
      ana> [Skip]
      ana~
      ana> (contact 14155550123)
      ana< Where do you want to get what your classmates write? [Telegram] [SMS] [Email]
      ana> [Email]
      ana~
      ana> [Chicago]
      ana< Thank you! … | You want to read by email: I only need your address. Until then you get everything here. [Give my address]
      olga~
      ana> [Give my address]
      ana< At which email address do you want to read?
      anamail: email ana@class.example
      ana> ana@class.example
      ana< Type the six digits I sent to ana@class.example. [Send a new code]
      anamail< {code=\\d{6}} is your Homeroom code. …
      ana> {code}
      ana< Done: what your classmates write comes to ana@class.example from now on. …
      olga~
      olga> /approve 1
      olga~
      anamail< You are in! …
      `,
    );
    const [ana] = await world.sql`select preferred_channel from memberships where status = 'active'
      and person_id in (select id from people where name = 'Ana Lopez')`;
    expect(ana).toEqual({ preferred_channel: 'email' });
  });

  test('codes by mail do not use up those that may go out as text messages', async () => {
    const { world } = await openClass(
      { channels: [...channels], smsCodesPerHour: 1 },
      { olga: 'organizer', ben: 'telegram' },
    );
    await play(
      world,
      `
      benmail: email ben@class.example
      ben> /email ben@class.example
      ben~
      benmail~
      phone: sms +14155550123
      ${anaUpToPhone}
      ana> +1 415 555 0123
      ana< A code is on its way; …
      phone~
      `,
    );
  });

  test('nobody fills somebody else’s mailbox with codes', async () => {
    const { world } = await openClass(
      { channels: [...channels] },
      { olga: 'organizer', ben: 'telegram', eva: 'telegram pending' },
    );
    await play(world, 'stranger: email somebody@else.example');
    for (let hour = 0; hour < 4; hour++) {
      for (const asker of ['ben', 'eva', 'ben']) {
        await play(world, `${asker}> /email somebody@else.example\n${asker}~\nstranger~`);
      }
      await play(world, '--- 2 hours');
    }
    expect(world.phones.get('stranger')!.screen).toHaveLength(6);
    await play(
      world,
      `
      ben> /email somebody@else.example
      ben< So many codes went to somebody@else.example that I send no more there today. Try again tomorrow.
      `,
    );
  });

  test('in the settings: the way to the address is one press, and until then nothing changes', async () => {
    const { world } = await ginasClass();
    await play(
      world,
      `
      ben> SETTINGS
      ben~
      ben> 1
      ben< Where do you want to get what your classmates write? [SMS] [Email]
      ben> 2
      ben< For that I need your email address. | Answer EMAIL.
      ben> EMAIL ben@class.example
      ben~
      ben> EXIT
      ben~
      `,
    );
    const [ben] = await world.sql`select preferred_channel from memberships
      where person_id in (select id from people where name = 'Ben')`;
    expect(ben).toEqual({ preferred_channel: 'sms' });
  });
});

/** Gina reads mail, Ana is on Telegram, Ben texts. */
async function ginasClass() {
  const world = await newWorld({ channels: [...channels] });
  const school = await newClass(world, { members: { ana: 'telegram', ben: 'sms', gina: 'email' } });
  return { world, ...school };
}

describe('a member who reads mail', () => {
  test('posts by a mail to the forum’s address, and is answered in the thread', async () => {
    const { world } = await ginasClass();
    await play(
      world,
      `
      gina> (to general: Dinner on Friday) Who is in?
      gina< Posted as #1. I tell you when it has arrived.
      gina< #1: Delivered to all 2.
      ana< Gina · #1 | Dinner on Friday | Who is in?
      ben< Gina: Dinner on Friday | Who is in? | Answer: REPLY 1: your words
      ben> REPLY 1: me
      ben~
      ana< (replying to: Gina · #1) Ben · #2 | me
      gina< (replying to: Who is in?) Ben · #2 | me
      gina> (replies to Ben · #2) Great!
      gina< Sent as #3, answering Ben. I tell you when it has arrived.
      gina< #3: Delivered to all 2.
      ana~
      ben~
      `,
    );
  });

  test('may answer a classmate’s mail with a command, which is not for the class', async () => {
    const { world } = await ginasClass();
    await play(
      world,
      `
      ana> Dinner?
      ana~
      ana> [Post it]
      ana~
      ben~
      gina< Ana · #1 | Dinner?
      gina> (replies to Dinner?) WHY 1
      gina< Message #1 by Ana, by Email: delivered. …
      gina> (replies to Dinner?) mute 72
      gina< All right, silence until …
      gina> (replies to Dinner?) UNMUTE
      gina< All right, you hear everything again.
      gina> (replies to Dinner?) Yes
      gina< Sent as #2, answering Ana. …
      gina~
      ana< (replying to: Dinner?) Gina · #2 | Yes
      ben< Gina (answering Ana #1): Yes …
      gina> (replies to Dinner?) Status of the oven: broken
      gina< Sent as #3, answering Ana. …
      gina~
      ben~
      ana~
      `,
    );
  });

  test('hears of an address that is no forum’s', async () => {
    const { world } = await ginasClass();
    await play(
      world,
      `
      gina> (to genral) Who is in?
      gina< You have no forum with the address genral. Mail to the address of one of yours, or answer this mail.
      `,
    );
  });

  test('is asked whether an unproven mail is hers; it counts only then', async () => {
    const { world } = await ginasClass();
    await play(
      world,
      `
      gina> (forged) I sell my grandmother
      gina< A mail came in your name, and nothing shows that you wrote it: | “I sell my grandmother” | Is it yours? Until you say so I take no other like it. [Yes] [No]
      gina> (forged) yes
      gina> (answers gina's mail) yes
      gina< This goes to 2 classmates in Lincoln High: | I sell my grandmother …
      `,
    );
  });

  test('says that it is not hers, and nothing happens', async () => {
    const { world } = await ginasClass();
    await play(
      world,
      `
      gina> (forged) I sell my grandmother
      gina~
      gina> (answers gina's mail) no
      gina< I left that mail alone, then. …
      gina> (forged) and my grandfather
      --- 2 days
      gina> (forged) and my grandfather
      gina< A mail came in your name…
      `,
    );
  });

  test('cannot answer a mail that went to somebody else', async () => {
    const { world } = await ginasClass();
    await play(
      world,
      `
      gina> (answers ana's mail) I am Ana
      gina< That answer was to a mail that went to somebody else, so I did not take it. …
      gina> (answers ana's mail) I am Ana
      `,
    );
  });
});

describe('a mail address of one’s own', () => {
  test('is asked for, proven by a code that goes there, and preferred from then on', async () => {
    const world = await newWorld({ channels: [...channels] });
    await newClass(world, { members: { ana: 'telegram', ben: 'sms' } });
    await play(
      world,
      `
      box: email ana@class.example
      ana> /email
      ana< At which email address do you want to read?
      ana> ana at class
      ana< That does not look like an email address. … | At which email address …
      ana> Ana@Class.example
      ana< Type the six digits I sent to ana@class.example. [Send a new code]
      box< {code=\\d{6}} is your Homeroom code. …
      ana> 000000
      ana< That is not the code. You have 4 tries left. | Type the six digits …
      ana> {code}
      ana< Done: what your classmates write comes to ana@class.example from now on. …
      ben> POST Hello all
      ben~
      ben> 1
      ben~
      box< Ben · #1 | Hello all
      box> (replies to Hello all) Hello Ben
      box< Sent as #2, answering Ben. …
      box~
      ben~
      ana> /email ana@class.example
      ana< ana@class.example is yours already.
      `,
    );
  });
});
