import { describe, expect, test } from 'vitest';
import { type Limit, limits } from '../../../domain/limits.ts';
import { newClass } from '../../support/class.ts';
import { play } from '../../support/story.ts';
import { newWorld, type World } from '../../support/world.ts';

const says = (text: string) => ({ kind: 'text', text, replyTo: null }) as const;

const rows = async (world: World, status: string) =>
  (
    await world.sql<{ count: number }[]>`select count(*)::int as count from inbox where status = ${status}`
  )[0]!.count;

/** Ana writes so often, each time the same. */
async function writes(world: World, text: string, times: number): Promise<void> {
  const phone = world.phones.get('ana')!;
  for (let n = 0; n < times; n++) await world.hear(phone, says(text));
}

/** A class in which the table's own limits hold, but for what is given. */
async function classWith(
  set: Partial<Record<'events' | 'requests' | 'messages' | 'registrations', Limit>> = {},
) {
  const world = await newWorld({ limits: set });
  const school = await newClass(world, { members: { ana: 'telegram', ben: 'telegram' } });
  return { world, school };
}

describe('ten requests in a minute', () => {
  test('are answered at once, the next ten when the minute is over, in their order', async () => {
    const { world } = await classWith();
    await writes(world, '/status', 10);
    await play(
      world,
      `
      ana~
      ana> /language es
      ana< That was a lot at once. I kept it, and go on in 60 seconds.
      ana> /status
      --- 59 seconds
      --- 1 second
      ana< Muy bien, ahora hablo español contigo.
      ana< Eres Ana …
      `,
    );
    expect(await rows(world, 'waiting')).toBe(0);
  });

  test('of twenty more the second half is only kept, and that is said once', async () => {
    const { world } = await classWith();
    await writes(world, '/status', 35);
    const news = world.phones.get('ana')!.news;
    expect(news.slice(10)).toEqual([
      expect.stringMatching(/^That was a lot at once. I kept it/),
      expect.stringMatching(/^I cannot keep up.*send it again in 60 seconds/),
    ]);
    expect([await rows(world, 'waiting'), await rows(world, 'throttled')]).toEqual([10, 15]);
    await world.later(60_000);
    expect(news).toHaveLength(12 + 10);
    expect([await rows(world, 'waiting'), await rows(world, 'throttled')]).toEqual([0, 15]);
  });

  test('do not count answers to what the bot asked', async () => {
    const { world } = await classWith();
    await play(world, 'ana> /settings\nana~');
    for (let n = 0; n < 15; n++) await play(world, 'ana> [Section]\nana~\nana> Blue\nana~');
    expect(await rows(world, 'waiting')).toBe(0);
    expect(await rows(world, 'throttled')).toBe(0);
  });

  test('leave room for the answer to what the tenth asked', async () => {
    const { world } = await classWith();
    await writes(world, '/status', 9);
    await play(
      world,
      `
      ana~
      ana> Dinner on Friday?
      ana< This goes to 1 classmate …
      ana> [Post it]
      ana< Posted as #1. …
      ben~
      ana~
      ana> /status
      ana< That was a lot at once. …
      `,
    );
  });

  test('let no answer overtake what waits', async () => {
    const { world } = await classWith();
    await writes(world, '/settings', 11);
    await play(world, 'ana~\nana> [Section]');
    expect(await rows(world, 'waiting')).toBe(2);
  });

  test('do not count thumbs, which nobody answers', async () => {
    const { world } = await classWith();
    const ana = world.phones.get('ana')!;
    for (let n = 0; n < 15; n++) await world.hear(ana, { kind: 'reacted', emoji: '👍', messageId: `${n}` });
    await play(world, 'ana> /status\nana< You are Ana …');
  });

  test('one person’s do not keep another waiting', async () => {
    const { world } = await classWith();
    await writes(world, '/status', 30);
    await play(world, 'ana~\nben> /status\nben< You are Ben …');
  });

  test('hold over another process that takes over', async () => {
    const { world } = await classWith();
    await writes(world, '/status', 12);
    await play(world, 'ana~\n--- restart\n--- 60 seconds\nana< You are Ana …\nana< You are Ana …');
  });
});

describe('what always passes, however much was said', () => {
  const passing: [what: string, script: string][] = [
    ['help', 'ana> /help\nana< This is what you can do now: …'],
    ['help in other words', 'ana> ayuda\nana< This is what you can do now: …'],
    ['blocking the bot', 'ana> (blocks)'],
  ];

  test.each(passing)('%s', async (_what, script) => {
    const { world } = await classWith();
    await writes(world, '/status', 30);
    await play(world, `ana~\n${script}`);
  });

  test('blocking is kept at once, not behind what waits', async () => {
    const { world, school } = await classWith();
    await writes(world, '/status', 15);
    await play(world, 'ana~\nana> (blocks)');
    const stopped = await world.sql`select address_id from suppressions where ended_at is null`;
    expect(stopped).toEqual([{ address_id: school.members.ana!.addressId }]);
  });

  test('the answer to a code', async () => {
    const { world } = await classWith();
    await writes(world, '/status', 30);
    await play(world, 'ana~');
    await writes(world, '123456', 3);
    expect(world.phones.get('ana')!.news).toHaveLength(3);
  });

  test('not as a way around the limits: beyond its own it counts like anything else', async () => {
    const { world } = await classWith();
    await writes(world, '123456', limits.passes.points + 30);
    expect(await rows(world, 'waiting')).toBe(10);
    expect(await rows(world, 'throttled')).toBe(10);
  });
});

describe('a hundred messages in an hour', () => {
  const calm = { requests: { points: 1_000, seconds: 60 }, events: { points: 1_000, seconds: 60 } };

  test('are all: what is more is kept, and answered once with when it goes on', async () => {
    const { world } = await classWith(calm);
    await writes(world, '/status', 105);
    const { news } = world.phones.get('ana')!;
    expect(news.slice(100)).toEqual([
      'You wrote me 100 messages within an hour; more than that I cannot take. I keep what you write, but do nothing with it: please send again in 60 minutes what still matters. /help always works.',
    ]);
    expect(await rows(world, 'throttled')).toBe(5);
    await play(world, 'ana~\n--- 60 minutes\nana> /status\nana< You are Ana …');
  });

  test('are counted over all channels of a person', async () => {
    const { world } = await classWith({ ...calm, messages: { points: 5, seconds: 3_600 } });
    await play(
      world,
      `
      mobile: sms +14155550188
      ana> /link
      ana< Within 15 minutes write LINK {link=\\S+} to me …
      mobile> LINK {link}
      mobile~
      ana~
      `,
    );
    await writes(world, '/status', 3);
    // The first word of an address that has just become somebody's is still its own.
    await play(world, 'ana~\nmobile> STATUS\nmobile~\nmobile> STATUS\nmobile< You are Ana …');
    expect(await rows(world, 'throttled')).toBe(0);
    await play(world, 'mobile> STATUS\nmobile< You wrote me 5 messages …\nana> /status');
    expect(await rows(world, 'throttled')).toBe(2);
  });

  test('leave room for the answer to what the last one asked, by a button or in words', async () => {
    const { world } = await classWith({ ...calm, messages: { points: 2, seconds: 3_600 } });
    await play(
      world,
      `
      ana> Dinner on Friday?
      ana< This goes to 1 classmate …
      ana> [Post it]
      ana< Posted as #1. …
      ben~
      ana~
      ana> /settings
      ana~
      ana> Section
      ana~
      ana> Blue
      ana~
      ana> /cancel
      ana~
      ana> /status
      ana< You wrote me 2 messages within an hour; …
      `,
    );
    expect(await rows(world, 'throttled')).toBe(1);
  });

  test('are those, too, that are said by a page or a program', async () => {
    const { world, school } = await classWith({ ...calm, messages: { points: 3, seconds: 3_600 } });
    const said = (id: string, act: object) =>
      world.engine.act({
        membershipId: school.members.ana!.membershipId,
        id,
        correlationId: 'x',
        ...(act as { flow: string }),
      });
    const post = { flow: 'posting', argument: 'Dinner?', answers: [{ state: 'confirming', answer: 'post' }] };
    expect(await said('1', post)).toMatchObject({ kind: 'done' });
    expect(await said('2', post)).toMatchObject({ kind: 'done' });
    expect(await said('3', { flow: 'settings', answers: [] })).not.toMatchObject({ kind: 'tooMuch' });
    await play(world, 'ana> /status\nana~\nben~');
    expect(await said('4', post)).toMatchObject({
      kind: 'tooMuch',
      text: { key: 'limit.said', params: { points: 3 } },
    });
    await play(world, 'ana> /status\nana< You wrote me 3 messages …');
    world.clock.advance(3_600_000);
    expect(await said('4', post)).toMatchObject({ kind: 'done' });
  });

  test('count a webhook that comes twice once', async () => {
    const { world } = await classWith({ ...calm, messages: { points: 2, seconds: 3_600 } });
    const ana = world.phones.get('ana')!;
    const update = world.inboundOf(ana, says('/status'), '77');
    for (let n = 0; n < 5; n++) await world.engine.receive([update], { correlationId: 'x' });
    await world.settle();
    await writes(world, '/status', 1);
    expect(ana.news).toHaveLength(2);
    expect(await rows(world, 'throttled')).toBe(0);
  });
});

describe('an address that sends like a program', () => {
  test('is acted on sixty times a minute, answers included', async () => {
    const { world } = await classWith({ events: { points: 20, seconds: 60 } });
    await play(world, 'ana> /settings\nana~');
    for (let n = 0; n < 12; n++) {
      await world.hear(world.phones.get('ana')!, says('Section'));
      await world.hear(world.phones.get('ana')!, says('Blue'));
    }
    expect(await rows(world, 'throttled')).toBe(5);
    expect(world.phones.get('ana')!.news.filter((one) => one.includes('do nothing more'))).toHaveLength(1);
  });
});

test('whoever goes on like a program is told so once an hour, not every minute', async () => {
  const { world } = await classWith({ events: { points: 5, seconds: 60 } });
  const scoldings = async () => {
    for (let minute = 0; minute < 4; minute++) {
      await writes(world, '/status', 8);
      await world.later(60_000);
    }
    return world.phones
      .get('ana')!
      .news.splice(0)
      .filter((one) => one.includes('do nothing more')).length;
  };
  expect(await scoldings()).toBe(1);
  expect(await scoldings()).toBe(0);
  await world.later(3_600_000);
  expect(await scoldings()).toBe(1);
});

describe('five tries to come in within an hour', () => {
  const tries = (who: string, times: number) =>
    Array.from({ length: times }, () => `${who}> /start AAAA-1111\n${who}~`).join('\n');

  test('are all from one address, and the next is told when it goes on', async () => {
    const { world } = await classWith();
    await play(
      world,
      `
      eve: telegram 6666
      ${tries('eve', 5)}
      eve> /start AAAA-1111
      eve< Somebody tried to come in from here 5 times within an hour. Please bring your invite again in 60 minutes.
      eve> AAAA-1111
      eve> JOIN AAAA-1111
      --- 60 minutes
      eve> /start AAAA-1111
      eve< I do not know this invite…
      `,
    );
    expect(await rows(world, 'throttled')).toBe(3);
  });

  test('are all from one place of the web, by however many browsers', async () => {
    const world = await newWorld({ channels: ['telegram', 'web'], limits: {} });
    await newClass(world, { members: { ana: 'telegram' } });
    const bring = async (browser: string, place: string, n: number) => {
      await play(world, `b${n}: web ${browser}`);
      const brought = world.inboundOf(world.phones.get(`b${n}`)!, says('/start AAAA-1111'), String(900 + n));
      await world.engine.receive([brought], { correlationId: 'x', place });
      await world.settle();
      await play(world, `b${n}~`);
    };
    for (let n = 0; n < 7; n++) await bring(`browser-${n}`, 'the same', n);
    await bring('browser-7', 'another', 7);
    expect(await rows(world, 'throttled')).toBe(2);
  });

  test('are not what members talk about', async () => {
    const { world } = await classWith();
    for (let n = 0; n < 7; n++) await play(world, 'ana> ABCD-1234\nana~\nana> /cancel\nana~');
    expect(await rows(world, 'throttled')).toBe(0);
  });
});

describe('mail that comes in somebody’s name, and is not theirs', () => {
  const forged = { isAligned: false };

  async function ginasMail(set: Parameters<typeof classWith>[0] = {}) {
    const world = await newWorld({ channels: ['telegram', 'email'], limits: set });
    const { members } = await newClass(world, { members: { gina: 'email', eva: 'email' } });
    const code = await play(world, 'gina> LINK\ngina< Within 15 minutes write LINK {link=\\S+} to me …');
    await play(
      world,
      `mobile: telegram 7001\nmobile> /link ${code.link}\nmobile~\ngina~\nmobile> /status\nmobile~\n--- 60 minutes`,
    );
    const gina = world.phones.get('gina')!;
    const others = async (times: number, mail: object = forged, words = 'buy my watches') => {
      for (let n = 0; n < times; n++) await world.hear(gina, says(words), mail);
    };
    return { world, members, gina, others };
  }

  test('uses up nothing of what they may say, on any channel', async () => {
    const { world, others } = await ginasMail();
    await others(65);
    await play(world, 'gina~\n--- 1 minute');
    await others(50);
    await play(
      world,
      `
      mobile> /status
      mobile< You are Gina …
      gina> (answers gina's mail) no
      gina< I left that mail alone, then. …
      gina> /status
      gina< You are Gina …
      `,
    );
  });

  test('nor what always passes, nor does it keep them waiting', async () => {
    const { world, others } = await ginasMail();
    await others(limits.passes.points + 15, forged, 'help');
    await others(15);
    expect(await rows(world, 'waiting')).toBe(0);
    for (let n = 0; n < 12; n++) await world.hear(world.phones.get('gina')!, says('/status'));
    world.phones.get('gina')!.news = [];
    await play(world, 'gina> HELP\ngina< This is what you can do now: …');
  });

  test('is itself too much at some point, of which they hear nothing', async () => {
    const { world, gina, others } = await ginasMail();
    await others(80);
    expect(await rows(world, 'throttled')).toBeGreaterThan(0);
    expect(gina.news).toEqual([expect.stringMatching(/^A mail came in your name/)]);
  });

  test('counts by its token where it has one: nobody uses up another’s with their own', async () => {
    const { world, members, others } = await ginasMail({ messages: { points: 5, seconds: 3_600 } });
    await others(8, { ...forged, target: { kind: 'reply', personId: members.eva!.personId } });
    await play(world, 'gina~\nmobile> /status\nmobile< You are Gina …');
    await others(8, { ...forged, target: { kind: 'reply', personId: members.gina!.personId } }, '/status');
    expect(world.phones.get('gina')!.news.at(-1)).toMatch(/^You wrote me 5 messages/);
    await play(world, 'gina~\nmobile> /status');
    expect(await rows(world, 'throttled')).toBe(3 + 4 + 1);
  });
});
