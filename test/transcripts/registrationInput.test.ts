import { expect, test } from 'vitest';
import { openClass } from '../support/joining.ts';
import { play } from '../support/story.ts';

const askedName = 'What is your full name, as your classmates knew you?';
const noName = `That does not look like a name. Please write your name with letters. | ${askedName}`;

test('what is no name is asked for again, whatever it is', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ana: telegram 1001
    ana> /start K7QM-2XRD
    ana~
    ana> 🎓🎉🎉
    ana< ${noName}
    ana> 1234
    ana< ${noName}
    ana> (sticker)
    ana< I can only read text here, please type your answer. | ${askedName}
    ana> (voice)
    ana< I can only read text here, please type your answer. | ${askedName}
    ana> (photo) Ana Lopez
    ana< I can only read text here, please type your answer. | ${askedName}
    ana> (strange)
    ana< I got something I cannot read. Please write it as text. | ${askedName}
    ana> (edits 1234) Ana Lopez
    ana< I took your message as it first was; changing it does not change what I did with it. | ${askedName}
    ana> (contact 14155550123)
    ana< I got something I cannot read. … | ${askedName}
    ana> ${'Ana '.repeat(1_024)}
    ana< That is too long for a name: 80 characters at most. | ${askedName}
    ana> ${'a'.repeat(81)}
    ana< That is too long for a name: 80 characters at most. | ${askedName}
    ana> ${'a'.repeat(80)}
    ana< Thank you, ${'a'.repeat(80)}. | In which year…
    `,
  );
});

test('by text message the same', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ben: sms +14155550123
    ben> JOIN K7QM-2XRD
    ben~
    ben> 😀
    ben< ${noName}
    ben> (photo)
    ben< I can only read text here, please type your answer. | ${askedName}
    ben> ${'Ben '.repeat(1_024)}
    ben< That is too long for a name: 80 characters at most. | ${askedName}
    ben> Ben 😀 Ito
    ben< Thank you, Ben 😀 Ito. …
    ben> nineteen ninety-eight
    ben< Please write the year with four digits, like 1998. | In which year did you graduate, or should have?
    ben> 1066
    ben< That year is too long ago, or too far away: between 1930 and 2040 I take any. | In which year did you graduate, or should have?
    ben> 2050
    ben< That year is too long ago, or too far away: between 1930 and 2040 I take any. | In which year did you graduate, or should have?
    ben> class of '98... 1998!
    ben< Which house…
    ben> back
    ben< In which year did you graduate, or should have?
    ben> 1998
    ben< Which house…
    ben> ${'x'.repeat(41)}
    ben< Please keep the house or section to 40 characters. | Which house…
    ben> none
    ben< Which city’s time…
    ben> back
    ben< Which house…
    ben> 7
    ben< Which city’s time…
    ben> nowhere
    ben< I do not know that city’s time. Try a larger one nearby, like Lima, Madrid or New York. | Which city’s time…
    `,
  );
});

test('null bytes, marks that turn the writing round, and lines are taken out of a name; its letters stay', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ana: telegram 1001
    ana> /start K7QM-2XRD
    ana~
    ana> \u202eאבי\u0000 כהן\u2066\\n  Levi\ud800
    ana< Thank you, אבי כהן Levi. …
    ana> ۱۹۹۸
    ana< Please write the year with four digits, like 1998. | …
    ana> １９９８
    ana< Which house…
    ana> <b>*_Blue_*</b>
    ana~
    ana> (contact 14155550123)
    ana~
    ana> [Telegram]
    ana~
    ana> [New York]
    ana~
    olga< Request 1: אבי כהן Levi (1998, <b>*_Blue_*</b>) asks to join Lincoln 98. …
    `,
  );
});

test('a button of an earlier question, and one of a conversation that is over, say so', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ana: telegram 1001
    ana> /start K7QM-2XRD
    ana~
    ana> Ana Lopez
    ana~
    ana> 1998
    ana< Which house or section were you in? (You can skip this.) [Skip]
    ana> Blue
    ana~
    ana> [Skip]
    ana< That button belongs to an earlier question. | I ask for your phone number…
    ana> /cancel
    ana~
    ana> [Skip]
    ana< That button belongs to a conversation that is over.
    `,
  );
});

test('a choice pressed twice counts once', async () => {
  const { world } = await openClass();
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
    ana~
    ana> [Telegram]
    ana~
    ana> [New York]
    ana< Thank you! …
    olga~
    ana> [New York]
    ana< That button belongs to a conversation that is over.
    `,
  );
  expect(await world.sql`select number from approvals`).toEqual([{ number: 1 }]);
});
