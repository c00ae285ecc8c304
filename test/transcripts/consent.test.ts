import { describe, expect, test } from 'vitest';
import { anaApplies, newSchool } from '../support/applying.ts';
import { anaFinishes, anaUpToPhone, openClass } from '../support/joining.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

test('by text message STOP ends everything, START and YES begin it again, and each is kept with when and how', async () => {
  const world = await newWorld();
  await play(
    world,
    `
    ben: sms +14155550123
    ben> hello
    ben< Hello! I connect old schoolmates… | You get these texts because you wrote to Homeroom. Msg & data rates may apply. Reply STOP to stop, HELP for help.
    ben> (blocks)
    ben> hello
    ben> YES
    ben< Hello! I connect old schoolmates…
    ben> (blocks)
    ben> (unblocks)
    ben> hello
    ben< Hello! I connect old schoolmates…
    `,
  );
  const kept = await world.sql`select how, ended_at is null as open from suppressions order by id`;
  expect(kept.map(({ how, open }) => [how, open])).toEqual([
    ['keyword', false],
    ['keyword', false],
  ]);
});

test('on Telegram a blocked bot is a stopped address', async () => {
  const world = await newWorld();
  await play(
    world,
    `
    ana: telegram 1001
    ana> (blocks)
    ana> (unblocks)
    ana> hello
    ana< Hello! I connect old schoolmates…
    `,
  );
  const kept = await world.sql`select how from suppressions`;
  expect(kept.map(({ how }) => how)).toEqual(['blocked']);
});

test('HELP is answered by Twilio, and only kept here', async () => {
  const world = await newWorld();
  await play(
    world,
    `
    ben: sms +14155550123
    ben> (help)
    `,
  );
  expect(await world.sql`select status, reason from inbox`).toMatchObject([
    { status: 'done', reason: 'carrierHelp' },
  ]);
});

test('whose number was given elsewhere is told so with the first text message, which need not be a code', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ${anaUpToPhone}
    mobile: sms +14155550123
    ana> (contact +14155550123)
    ana~
    ana> [SMS]
    ana~
    ana> [New York]
    ana~
    olga~
    olga> /approve 1
    olga~
    mobile< You are in!… | You get these texts because your number was given to Homeroom. Msg & data rates may apply. Reply STOP to stop, HELP for help.
    `,
  );
});

test('in Spanish whoever writes first is told so too', async () => {
  const world = await newWorld();
  await play(
    world,
    `
    ben: sms +525555550123 es
    ben> hola
    ben< … | Recibes estos mensajes porque escribiste a Homeroom. Pueden aplicarse tarifas. Responde STOP para parar, HELP para ayuda.
    `,
  );
});

describe('who was let in while nothing could be said to them', () => {
  test.each(['(unblocks)', 'YES'])('hears of it when they come back by %s, once', async (word) => {
    const { world } = await newSchool();
    await play(
      world,
      `
      ${anaApplies}
      ana> (blocks)
      --- 1 hours
      olga> /approve 1
      olga~
      ben~
      cho~
      dora~
      --- 1 hours
      ana> ${word}
      ana< You are in! Your classmates in Lincoln 98 know you. …
      ana> (blocks)
      --- 1 hours
      ana> (unblocks)
      `,
    );
  });

  test('is not told twice where another channel told them', async () => {
    const { world } = await openClass();
    await play(
      world,
      `
      ${anaUpToPhone}
      mobile: sms +14155550123
      ana> (contact +14155550123)
      ${anaFinishes}
      ana> (blocks)
      olga> /approve 1
      olga~
      mobile~
      --- 1 hours
      ana> (unblocks)
      `,
    );
  });
});
