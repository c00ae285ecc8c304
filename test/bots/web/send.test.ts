import { describe, expect, test } from 'vitest';
import { webChannel } from '../../../bots/web/send.ts';
import type { Outbound } from '../../../domain/channel.ts';
import { webWorld } from './support.ts';

const { bot, store } = await webWorld();
const { session } = await store.createSession('en');

const message = (more: Partial<Outbound> = {}): Outbound => ({
  id: 'd1',
  to: session.browser,
  body: ['Hello ', { bold: 'Ana' }],
  choices: [{ label: 'Yes', data: 'c:1' }],
  contactButton: null,
  replyTo: null,
  change: null,
  ...more,
});
const screen = async () =>
  (await store.latest(session.addressId, 100)).map(({ id, content }) => ({ id, ...content }));
const code = (sending: Promise<unknown>) =>
  sending.then(
    () => 'sent',
    (error: { code: string }) => error.code,
  );

describe('a message to a browser', () => {
  test('is on its screen once, however often it is sent', async () => {
    for (const _ of [1, 2]) expect(await bot.channel.send(message())).toEqual({ providerIds: ['d1'] });
    const { body, choices } = message();
    expect(await screen()).toEqual([{ id: 'd1', body, choices, replyTo: null }]);
  });

  test('of which nobody knows whether it went is looked up', async () => {
    const { settle } = bot.channel;
    expect(await settle!(message(), new Date())).toEqual({ providerIds: ['d1'] });
    expect(await settle!(message({ id: 'd9' }), new Date())).toBeNull();
    expect(await settle!(message({ change: { kind: 'edit', ids: ['d1'] } }), new Date())).toBeNull();
  });

  test('is changed in its place, keeps what it answers, and is taken back as often as one likes', async () => {
    await bot.channel.send(message({ id: 'd2', replyTo: 'd1' }));
    const edit = { kind: 'edit', ids: ['d2'] } as const;
    await bot.channel.send(
      message({ id: 'd3', body: ['Anew'], choices: [], change: { ...edit, ids: ['d2'] } }),
    );
    expect((await screen())[1]).toEqual({ id: 'd2', body: ['Anew'], choices: [], replyTo: 'd1' });
    const takeBack = message({ id: 'd4', change: { kind: 'delete', ids: ['d2'] } });
    for (const _ of [1, 2]) expect(await bot.channel.send(takeBack)).toEqual({ providerIds: ['d2'] });
    expect(await screen()).toHaveLength(1);
    expect(await code(bot.channel.send(message({ change: { kind: 'edit', ids: ['d2'] } })))).toBe('rejected');
  });

  test('that many send at once has each its own number', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => bot.channel.send(message({ id: `many-${n}` }))));
    const numbers = (await store.changesSince(session.addressId, 0, 100)).map(({ revision }) => revision);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
  });

  test('where nobody is signed in any more is stopped', async () => {
    const { session: other } = await store.createSession('en');
    await store.endSession(other.id);
    expect(await code(bot.channel.send(message({ to: other.browser })))).toBe('stopped');
    expect(await code(bot.channel.send(message({ to: 'a browser that never was' })))).toBe('stopped');
  });

  test('while the database is away is tried again', async () => {
    const away = () => Promise.reject(new Error('connection refused'));
    const channel = webChannel({ add: away, change: away, findIds: away });
    expect(await code(channel.send(message()))).toBe('unreachable');
    expect(await code(channel.settle!(message(), new Date()))).toBe('unreachable');
  });
});

test('what a screen shows lies sealed, and no token or identifier lies open', async () => {
  const { world, store: own } = await webWorld();
  const made = await own.createSession('en');
  await own.add(made.session, {
    id: 'x',
    isMine: false,
    content: { body: ['secret words'], choices: [], replyTo: null },
  });
  const rows = await world.sql`
    select s::text as session, m::text as message, a::text as address
    from sessions s join addresses a on a.id = s.address_id join web_messages m on m.address_id = a.id`;
  const stored = Buffer.from(JSON.stringify(rows)).toString();
  const hex = (words: string) => Buffer.from(words).toString('hex');
  for (const secret of [made.token, made.session.browser, 'secret words']) {
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(hex(secret));
  }
});
