import { describe, expect, test } from 'vitest';
import { suppress } from '../../db/suppressions.ts';
import { anaApplies, newSchool } from '../support/applying.ts';
import { newClass } from '../support/class.ts';
import { anaFinishes, anaUpToPhone, openClass } from '../support/joining.ts';
import { poisonous } from '../support/poisonous.ts';
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

describe('STOP where no carrier looks after it', () => {
  async function ofSix() {
    const world = await newWorld({ channels: ['telegram', 'whatsapp', 'whatsapp-web', 'email', 'web'] });
    const members = {
      ana: 'telegram',
      ...{ bo: 'telegram', cleo: 'whatsapp', dan: 'whatsapp-web', eva: 'email', finn: 'web' },
    };
    await newClass(world, { members });
    const readers = ['bo', 'cleo', 'dan', 'eva', 'finn'] as const;
    const post = (words: string, notFor: string) =>
      play(
        world,
        ['ana> /post', 'ana~', `ana> ${words}`, 'ana~', 'ana> [Post it]', 'ana~']
          .concat(readers.filter((name) => name !== notFor).map((name) => `${name}~`))
          .join('\n'),
      );
    const stops = () => world.sql`select how, ended_at is null as "isOpen" from suppressions order by id`;
    return { world, post, stops };
  }

  test.each([
    ['bo', 'keyword', 'STOP'],
    ['cleo', 'keyword', '(replies to Hello) Stop.'],
    ['dan', 'keyword', 'unsubscribe'],
    ['eva', 'unsubscribed', '(replies to Hello) STOP'],
    ['finn', 'keyword', 'baja'],
  ])('%s gets nothing more, and is posted nowhere', async (name, how, words) => {
    const { world, post, stops } = await ofSix();
    await post('Hello', '');
    await play(
      world,
      `${name}> ${words}\n${name}< You will get nothing more here. Write START to come back.`,
    );
    expect(await stops()).toEqual([{ how, isOpen: true }]);
    await post('Again', name);
    await play(
      world,
      `
      ${name}> /status
      ${name}< … | You asked …, so this is the last I write here. …START…
      ${name}> STOP
      ${name}> /status
      ${name}> START
      ${name}< Welcome back: you get messages here again.
      ${name}> /status
      ${name}~
      `,
    );
    expect(await stops()).toEqual([{ how, isOpen: false }]);
    await post('Once more', '');
    const [messages] = await world.sql`select count(*)::int as count from messages`;
    expect(messages).toEqual({ count: 3 });
  });

  test('counts for more than what was refused there before: only START comes back from it', async () => {
    const { world, stops } = await ofSix();
    const [bo] = await world.sql<{ id: string }[]>`
      select a.id from addresses a join people p on p.id = a.person_id where p.name = 'Bo'`;
    await suppress(world.sql, { id: world.newId(), addressId: bo!.id, how: 'error', now: world.clock.now() });
    await play(
      world,
      'bo> STOP\nbo< You will get nothing more here. …\nbo> /status\nbo< … | You asked me to stop, …',
    );
    expect(await stops()).toEqual([
      { how: 'error', isOpen: false },
      { how: 'keyword', isOpen: true },
    ]);
  });

  test('is answered by nothing to a thumb', async () => {
    const { world } = await ofSix();
    await play(world, 'bo> STOP\nbo~');
    await world.hear(world.phones.get('bo')!, { kind: 'reacted', emoji: '👍', messageId: '1' });
    expect(world.phones.get('bo')!.news).toEqual([]);
  });

  test('is not undone by what was said before it, and had to wait', async () => {
    const world = await newWorld({
      channels: ['telegram'],
      limits: { requests: { points: 1, seconds: 60 } },
    });
    await newClass(world, { members: { bo: 'telegram' } });
    await play(
      world,
      `
      bo> /status
      bo~
      bo> /start
      bo< That was a lot at once. …
      bo> STOP
      bo< You will get nothing more here. …
      --- 2 minutes
      bo> /start
      bo< Welcome back: …
      `,
    );
  });

  test('does not wait behind what fails', async () => {
    const world = await newWorld({ channels: ['telegram'], moreFlows: [poisonous().flow] });
    await newClass(world, { members: { bo: 'telegram' } });
    await play(world, 'bo> /poison\nbo> STOP\nbo< You will get nothing more here. …');
  });

  test('by text message the carrier’s words count, and no others', async () => {
    const world = await newWorld({ channels: ['telegram', 'sms'] });
    await newClass(world, { members: { ana: 'telegram', ben: 'sms' } });
    await play(world, 'ben> baja\nben< This goes to 1 classmate …');
  });

  test('within a sentence it is a word like others', async () => {
    const { world, stops } = await ofSix();
    await play(world, 'bo> Stop the bus\nbo< This goes to 5 classmates…');
    expect(await stops()).toEqual([]);
  });

  test('is heard however much was said before', async () => {
    const world = await newWorld({
      channels: ['telegram'],
      limits: { messages: { points: 2, seconds: 3_600 } },
    });
    await newClass(world, { members: { bo: 'telegram' } });
    await play(
      world,
      'bo> /status\nbo~\nbo> /status\nbo~\nbo> /status\nbo~\nbo> STOP\nbo< You will get nothing more here. …',
    );
  });

  test('ends with Telegram’s link to the bot, which does what it does besides', async () => {
    const { world, stops } = await ofSix();
    await play(
      world,
      'bo> STOP\nbo~\nbo> /start K7QM-2XRD\nbo< Welcome back: you get messages here again. …',
    );
    expect(await stops()).toEqual([{ how: 'keyword', isOpen: false }]);
  });
});
