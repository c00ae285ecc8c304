import { describe, expect, test } from 'vitest';
import { newClass } from '../support/class.ts';
import { openClass } from '../support/joining.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

const channels = ['telegram', 'sms', 'whatsapp'] as const;
const everywhere = { channels: [...channels] };

describe('registration on WhatsApp', () => {
  test('asks for no number, as WhatsApp shows it', async () => {
    const { world } = await openClass(everywhere);
    await play(
      world,
      `
      eva: whatsapp US.1001 en +14155550106
      eva> JOIN K7QM-2XRD
      eva< Welcome! You are about to join Lincoln 98. … | What is your full name…
      eva> Eva Novak
      eva< Thank you, Eva Novak. | In which year did you graduate, …
      eva> 1998
      eva< Which house or section were you in? … [Skip]
      eva> [Skip]
      eva< Where do you want to get what your classmates write? [WhatsApp] [SMS]
      eva> [WhatsApp]
      eva< Which city’s time do you live by? …
      eva> [New York]
      eva< Thank you! I am asking your classmates in Lincoln 98 now whether they know you (request 1). You hear from me as soon as they decide.
      olga< Request 1: Eva Novak (1998) asks to join Lincoln 98. Do you know them? …
      olga> /approve 1
      olga~
      eva< You are in! …
      `,
    );
  });

  test('asks whoever hides their number, and sends a code; a card proves nothing', async () => {
    const { world } = await openClass(everywhere);
    await play(
      world,
      `
      farid: whatsapp US.1002 en
      farid> JOIN K7QM-2XRD
      farid~
      farid> Farid Haddad
      farid~
      farid> 1998
      farid~
      farid> [Skip]
      farid< I ask for your phone number so that nobody joins twice. Type it with its country code, like +14155550123; I will text you a code.
      farid> (somebody's contact +14155550107)
      farid< A contact shows me a number, but not that it is yours. | I ask for your phone number…
      phone: sms +14155550107
      farid> +14155550107
      phone< {code=\\d{6}}…
      farid< A code is on its way; …
      farid> {code}
      farid< Where do you want to get what your classmates write? [WhatsApp] [SMS]
      `,
    );
  });

  test('knows who texted before by the number, and so does a new id of the same number', async () => {
    const { world } = await openClass(everywhere);
    await play(
      world,
      `
      ben: sms +14155550103
      ben> JOIN K7QM-2XRD
      ben~
      ben> Ben Carter
      ben~
      ben> 1998
      ben~
      ben> 1
      ben~
      ben> New York
      ben~
      olga~
      olga> /approve 1
      olga~
      ben~
      early: whatsapp +14155550103 en +14155550103
      early> JOIN K7QM-2XRD
      early~
      early> Ben Carter
      early~
      early> 1998
      early~
      early> [Skip]
      early~
      early> [WhatsApp]
      early~
      early> [New York]
      early< I know this number: welcome back, Ben Carter. …
      `,
    );
    world.phones.get('early')!.identifier = 'US.1003';
    await play(
      world,
      `
      early> /status
      early< …Lincoln 98…
      `,
    );
    expect(await world.sql`select 1 from addresses where channel = 'whatsapp'`).toHaveLength(1);
  });

  test('where nothing could prove a number, none is asked for', async () => {
    const { world } = await openClass({ channels: ['whatsapp'] }, { olga: 'organizer whatsapp' });
    await play(
      world,
      `
      farid: whatsapp US.1002 en
      farid> JOIN K7QM-2XRD
      farid~
      farid> Farid Haddad
      farid~
      farid> 1998
      farid~
      farid> [Skip]
      farid< Which city’s time do you live by? …
      `,
    );
  });
});

/** Eva, on WhatsApp, and Ana, on Telegram, in one class. */
async function evasClass(members: Record<string, string> = {}) {
  const world = await newWorld(everywhere);
  const school = await newClass(world, { members: { ana: 'telegram', eva: 'whatsapp', ...members } });
  return { world, ...school };
}

describe('a member on WhatsApp', () => {
  test('posts, and is answered natively', async () => {
    const { world } = await evasClass({ ben: 'sms' });
    await play(
      world,
      `
      eva> Who has photos?
      eva< This goes to 2 classmates in Lincoln High: | Who has photos? …
      eva> [Post it]
      eva< Posted as #1. I tell you when it has arrived.
      eva< #1: Delivered to all 2.
      ana< Eva · #1 | Who has photos?
      ben< Eva: Who has photos? | Answer: REPLY 1: your words
      ana> (replies to Who has photos) I do
      ana~
      eva< (replying to: Who has photos?) Ana · #2 | I do
      ben~
      eva> (replies to I do) Show us!
      eva< Sent as #3, answering Ana. I tell you when it has arrived.
      eva< #3: Delivered to all 2.
      ana< (replying to: I do) Eva · #3 | Show us!
      ben~
      `,
    );
  });

  test('edits and takes back by WhatsApp’s own means; those who cannot see that get a correction', async () => {
    const { world } = await evasClass({ farid: 'whatsapp' });
    await play(
      world,
      `
      eva> Dinner at eight
      eva~
      eva> [Post it]
      eva~
      ana~
      farid< Eva · #1 | Dinner at eight
      eva> (edits Dinner at eight) Dinner at nine
      eva~
      ana< (edited) Eva · #1 | Dinner at nine
      farid< Eva corrected #1: Dinner at nine
      eva> (deletes Dinner at eight)
      eva< #1 is taken back…
      ana~
      `,
    );
  });
});

describe('the 24 hours of WhatsApp', () => {
  test('over: one template, and what waits comes when its button is pressed', async () => {
    const { world } = await evasClass();
    await play(
      world,
      `
      --- 2 days
      ana> Good morning
      ana~
      ana> [Post it]
      ana~
      eva< (template homeroom_waiting: Eva, Lincoln High) Hello Eva, there are new messages for you in Lincoln High. Press the button to read them. [Show me]
      ana> And good night
      ana~
      ana> [Post it]
      ana~
      ana> /why
      ana< Your message #2 has 1 reader: | 1 by WhatsApp kept, until they write on WhatsApp again, as its rules want it: Eva
      eva> [Show me]
      eva< Here is what came meanwhile.
      eva< Ana · #1 | Good morning
      eva< Ana · #2 | And good night
      ana~
      `,
    );
  });

  test('words release what waits as well, and open the day anew', async () => {
    const { world } = await evasClass();
    await play(
      world,
      `
      --- 2 days
      ana> Good morning
      ana~
      ana> [Post it]
      ana~
      eva< (template …
      eva> /status
      eva< You are…
      eva< Ana · #1 | Good morning
      ana~
      --- 20 hours
      ana> Still there?
      ana~
      ana> [Post it]
      ana~
      eva< Ana · #2 | Still there?
      ana~
      `,
    );
  });

  test('whoever stays silent is asked again after a week, not with every post', async () => {
    const { world } = await evasClass();
    const post = (words: string) => `
      ana> ${words}
      ana~
      ana> [Post it]
      ana~
    `;
    await play(world, `--- 2 days\n${post('One')}\neva~\n--- 3 days\n${post('Two')}`);
    await play(world, `--- 5 days\n${post('Three')}\neva< (template …`);
  });
});
