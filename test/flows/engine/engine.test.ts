import { describe, expect, test } from 'vitest';
import { connectEngine } from '../../../db/client.ts';
import { replayDead } from '../../../db/inbox.ts';
import type { Said } from '../../../domain/channel.ts';
import { Unavailable } from '../../../domain/errors.ts';
import { silent } from '../../../domain/log.ts';
import { ConversationEngine } from '../../../flows/engine/engine.ts';
import { newClass } from '../../support/class.ts';
import type { Phone } from '../../support/phone.ts';
import { poisonous } from '../../support/poisonous.ts';
import { play } from '../../support/story.ts';
import { newWorld, type World } from '../../support/world.ts';

async function withPhones(world: World, count: number): Promise<Phone[]> {
  for (let n = 1; n <= count; n++) await play(world, `p${n}: telegram ${9000 + n}`);
  return [...world.phones.values()];
}

const says = (text: string) => ({ kind: 'text', text, replyTo: null }) as const;

describe('what is said', () => {
  test('fifty copies of one update at once make one step and one answer', async () => {
    const world = await newWorld();
    const [phone] = await withPhones(world, 1);
    const update = world.inboundOf(phone!, says('hello'), '1');
    await Promise.all(
      Array.from({ length: 50 }, () => world.engine.receive([update], { correlationId: 'x' })),
    );
    await world.settle();
    expect(phone!.news).toHaveLength(1);
    expect(await world.sql`select status from inbox`).toHaveLength(1);
  });

  test('a hundred messages of one person at once are answered in their order, none dropped', async () => {
    const world = await newWorld();
    const [phone] = await withPhones(world, 1);
    await world.hear(phone!, says(`/start ${await world.foundingCode()}`));
    const names = Array.from({ length: 100 }, (_, n) => n + 10);
    // They arrive in disorder; Telegram numbers them.
    const shuffled = names.toSorted((a, b) => ((a * 7919) % 101) - ((b * 7919) % 101));
    await Promise.all(
      shuffled.map((n) =>
        world.engine.receive([world.inboundOf(phone!, says(`/no${n}`), String(n))], { correlationId: 'x' }),
      ),
    );
    await world.settle();
    const answered = phone!.news.slice(1).map((text) => Number(/\/no(\d+)/.exec(text)?.[1]));
    expect(answered.toSorted((a, b) => a - b)).toEqual(names);
    // The first was taken up before the others had come.
    expect(answered.slice(1)).toEqual(answered.slice(1).toSorted((a, b) => a - b));
  });

  test('what comes together is answered as it came, though one is counted for longer than another', async () => {
    const world = await newWorld({ channels: ['sms'], limits: {} });
    await play(world, 'p: sms 9001');
    const phone = world.phones.get('p')!;
    const said = ['JOIN AAAA-AAAA', 'menu', 'hello'].map((text, n) =>
      world.inboundOf(phone, says(text), String(n)),
    );
    await world.engine.receive(said, { correlationId: 'x' });
    await world.settle();
    expect(phone.news).toEqual([
      expect.stringContaining('I do not know this invite code'),
      expect.stringContaining('This is what you can do now'),
      expect.stringContaining('To come in you need an invite'),
    ]);
  });

  test('people who speak at the same moment share a commit, and each gets their own answer', async () => {
    const world = await newWorld();
    const people = await withPhones(world, 30);
    await Promise.all(
      people.map((phone, n) =>
        world.engine.receive([world.inboundOf(phone, says('hello'), String(n))], { correlationId: 'x' }),
      ),
    );
    await world.settle();
    expect(people.map(({ news }) => news.length)).toEqual(people.map(() => 1));
  });

  test('what goes beyond the limit is kept, marked, and answered by one sentence', async () => {
    const world = await newWorld({ limits: { events: { points: 3, seconds: 60 } } });
    const [phone] = await withPhones(world, 1);
    for (let n = 0; n < 10; n++) await world.hear(phone!, says('hello'));
    expect(phone!.news.slice(3)).toEqual([expect.stringContaining('That was a lot at once')]);
    const kept = await world.sql`select status, count(*)::int from inbox group by status order by status`;
    expect(kept.map(({ status, count }) => [status, count])).toEqual([
      ['done', 3],
      ['throttled', 7],
    ]);
  });

  test('is refused while Postgres is away, so that the provider sends it again', async () => {
    const world = await newWorld();
    const [phone] = await withPhones(world, 1);
    const nowhere = connectEngine('postgres://nobody@127.0.0.1:1/nothing', {
      max: 1,
      prepare: true,
      applicationName: 'test',
    });
    const engine = new ConversationEngine({ ...world.deps, sql: nowhere }, () => undefined);
    const update = world.inboundOf(phone!, says('hello'), '1');
    await expect(engine.receive([update], { correlationId: 'x' })).rejects.toThrow(Unavailable);
    await nowhere.end({ timeout: 0 });
  });
});

describe('a step that throws', () => {
  test('harms nobody else in its batch', async () => {
    const world = await newWorld({ moreFlows: [poisonous().flow] });
    const people = await withPhones(world, 5);
    await Promise.all(
      people.map((phone, n) =>
        world.engine.receive([world.inboundOf(phone, says(n === 2 ? '/poison' : 'hello'), String(n))], {
          correlationId: 'x',
        }),
      ),
    );
    await world.settle();
    expect(people.map(({ news }) => news.length)).toEqual([1, 1, 0, 1, 1]);
  });

  test('holds up what the same person says next, and then goes on when it is cured', async () => {
    const { flow, cure } = poisonous();
    const world = await newWorld({ moreFlows: [flow] });
    const [phone] = await withPhones(world, 1);
    await world.hear(phone!, says('/poison'));
    await world.hear(phone!, says('hello'));
    expect(phone!.news).toEqual([]);
    cure();
    await world.later(2_000);
    expect(phone!.news).toEqual([expect.stringContaining('I connect old schoolmates')]);
  });

  test('is a dead letter within a minute: the person is told, the next proceeds, and it can be replayed', async () => {
    const { flow, cure } = poisonous();
    const world = await newWorld({ moreFlows: [flow] });
    const [phone] = await withPhones(world, 1);
    await world.hear(phone!, says('/poison'));
    await world.hear(phone!, says('hello'));
    for (let n = 0; n < 12; n++) await world.later(5_000);
    expect(phone!.news).toEqual([
      expect.stringContaining('Something went wrong on our side'),
      expect.stringContaining('I connect old schoolmates'),
    ]);
    const [dead] = await world.sql`select id, reason, attempts from inbox where status = 'dead'`;
    expect(dead).toMatchObject({ reason: 'Error: poison' });
    cure();
    expect(await replayDead(world.sql, dead!.id)).toBe(true);
    await world.settle();
    const [row] = await world.sql`select status from inbox where id = ${dead!.id}`;
    expect(row).toMatchObject({ status: 'done' });
  });
});

test('the limit holds too while something of the same person waits', async () => {
  const { flow } = poisonous();
  const world = await newWorld({ moreFlows: [flow], limits: { events: { points: 3, seconds: 60 } } });
  const [phone] = await withPhones(world, 1);
  const { engine } = world;
  for (let n = 0; n < 10; n++)
    await engine.receive([world.inboundOf(phone!, says(n === 0 ? '/poison' : 'hello'), `${n}`)], {
      correlationId: 'x',
    });
  const throttled = await world.sql`select 1 from inbox where status = 'throttled'`;
  expect(throttled).toHaveLength(7);
});

test('a message and its sender lie sealed in the database', async () => {
  const world = await newWorld();
  const [phone] = await withPhones(world, 1);
  await world.hear(phone!, says('a very particular sentence'));
  const [inbox] = await world.sql`select convert_from(sealed, 'LATIN1') as raw from inbox`;
  const [address] = await world.sql`select convert_from(sealed_identifier, 'LATIN1') as raw from addresses`;
  expect(inbox!.raw).not.toContain('particular');
  expect(address!.raw).not.toContain('9001');
});

test.each(['/language', '/post'])(
  'however often %s is begun and left, few conversations wait',
  async (command) => {
    const world = await newWorld();
    await newClass(world, { members: { olga: 'organizer' } });
    for (let times = 0; times < 10; times++)
      await world.hear(world.phones.get('olga')!, { kind: 'text', text: command, replyTo: null });
    const open = await world.sql`select 1 from conversations where status <> 'done'`;
    expect(open.length).toBeLessThanOrEqual(6);
  },
);

test('/language begun twice is answered once', async () => {
  const world = await newWorld();
  await play(
    world,
    `
    guest: telegram 9001
    guest> /language
    guest< … [English] [Español]
    guest> /language
    guest< … [English] [Español]
    guest> [Español]
    guest< Muy bien, ahora hablo español contigo.
    `,
  );
});

test('each event leaves one line in the log: what it was, what was made of it, and why nothing was', async () => {
  const world = await newWorld();
  const [phone] = await withPhones(world, 1);
  const lines: object[] = [];
  const log = {
    ...silent,
    info: (fields: object, sentence: string) => void lines.push({ sentence, ...fields }),
  };
  const engine = new ConversationEngine({ ...world.deps, log }, () => undefined);
  const sticker: Said = { kind: 'media', media: 'sticker', caption: null, replyTo: null };
  for (const [index, said] of [
    says('/language'),
    says('French, please'),
    sticker,
    says('/nonsense'),
  ].entries())
    await engine.receive([world.inboundOf(phone!, said, `${index + 1}`)], { correlationId: `c${index}` });
  const common = { sentence: 'heard', channel: 'telegram' };
  expect(lines).toEqual([
    { ...common, correlationId: 'c0', said: 'text', meaning: 'start', because: null, flow: 'language' },
    {
      ...common,
      correlationId: 'c1',
      said: 'text',
      meaning: 'explain',
      because: expect.any(String),
      flow: null,
    },
    {
      ...common,
      correlationId: 'c2',
      said: 'media',
      meaning: 'explain',
      because: 'common.textPlease',
      flow: null,
    },
    {
      ...common,
      correlationId: 'c3',
      said: 'text',
      meaning: 'explain',
      because: 'common.unknownCommand',
      flow: null,
    },
  ]);
  const rows = await world.sql`select correlation_id from message_deliveries order by id`;
  expect(rows.map((row) => row.correlation_id)).toEqual(['c0', 'c1', 'c2', 'c3']);
});
