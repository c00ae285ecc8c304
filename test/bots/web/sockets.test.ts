import { describe, expect, test } from 'vitest';
import type { ServerEvent } from '../../../bots/web/events.ts';
import { addInvite, newClass } from '../../support/class.ts';
import { play } from '../../support/story.ts';
import { newMessageId, open, openOnly, Refused, sees, webWorld } from './support.ts';

const shared = await webWorld();

const statusOf = (opening: Promise<unknown>) =>
  opening.then(
    () => 101,
    (error: unknown) => (error instanceof Refused ? error.status : error),
  );
const errorsIn = (events: ServerEvent[]) =>
  events.flatMap((one) => (one.event === 'error' ? [one.data.code] : []));

/** A class with one on Telegram, and Ana, who came into it by a code from there to her browser. */
async function anaLinked() {
  const made = await webWorld();
  const { world } = made;
  const school = await newClass(world, {
    name: 'Lincoln 98',
    members: { olga: 'organizer', ana: 'telegram' },
  });
  const { code } = await play(world, 'ana> /link\nana< Within 15 minutes write LINK {code=\\S+} to me…');
  const browser = await made.newBrowser();
  const shown = await open(browser);
  await shown.say(`/link ${code}`);
  await sees(shown, 'You are Ana here too now');
  await made.follow();
  await world.sql`update memberships set preferred_channel = 'web' where id = ${school.members.ana!.membershipId}`;
  for (const phone of world.phones.values()) phone.news = [];
  const { communityId } = school;
  const olgaPosts = async (words: string) => {
    await play(world, `olga> /post ${words}\nolga~\nolga> [Post it]\nolga~`);
  };
  return { ...made, school, communityId, browser, shown, olgaPosts };
}

describe('a browser', () => {
  test('speaks, is answered below what it said, and reports what it got and read', async () => {
    const { world, newBrowser, follow } = await webWorld();
    const shown = await open(await newBrowser());
    await shown.say('/start');
    await sees(shown, 'I connect old schoolmates');
    expect(shown.screen()[0]).toBe('> /start');
    expect(shown.screen()).toHaveLength(2);
    await follow();
    const statuses = () => world.sql`select status from message_deliveries`;
    expect(await statuses()).toEqual([{ status: 'sent' }]);
    shown.send('mark_delivered', { up_to: shown.last() });
    await expect.poll(statuses).toEqual([{ status: 'delivered' }]);
    shown.send('mark_read', { up_to: 2 });
    await shown.until((events) => events.find(({ event }) => event === 'message_read'));
    expect(await statuses()).toEqual([{ status: 'read' }]);
  });

  test('that sends the same again is heard once, over the same socket or the next one', async () => {
    const { world, newBrowser } = await webWorld();
    const browser = await newBrowser();
    const first = await open(browser);
    const message = { id: newMessageId(), content: '/start' };
    for (const _ of [1, 2, 3]) first.send('send_message', message);
    await first.until((events) => events.filter(({ event }) => event === 'message_accepted').length === 3);
    first.socket.terminate();
    const second = await open(browser);
    second.send('send_message', message);
    await second.until((events) => events.find(({ event }) => event === 'message_accepted'));
    await sees(second, 'I connect old schoolmates');
    expect(second.screen()).toHaveLength(2);
    expect(await world.sql`select 1 from inbox`).toHaveLength(1);
  });

  test('that comes back gets what it missed, each once and in order, and what was changed meanwhile', async () => {
    const { world, browser, shown, olgaPosts } = await anaLinked();
    await olgaPosts('The first one');
    await sees(shown, 'The first one');
    const last = shown.last();
    shown.socket.terminate();
    await shown.closed;
    await olgaPosts('The second one');
    await olgaPosts('The third one');
    await play(world, 'olga> /edit 1 The first one, corrected\nolga~');
    const back = await open(browser, { last });
    await sees(back, 'corrected');
    expect(back.screen().map((line) => /The \w+ one.*/.exec(line)?.[0])).toEqual([
      'The first one, corrected',
      'The second one',
      'The third one',
    ]);
    const received = back.events.filter(({ event }) => event.startsWith('message_'));
    expect(received.map(({ event }) => event)).toEqual([
      'message_received',
      'message_received',
      'message_changed',
    ]);
    expect((await open(browser, { last: back.last() })).screen()).toEqual([]);
  });

  test('is told what was taken back, and shows it no more', async () => {
    const { world, browser, shown, olgaPosts } = await anaLinked();
    await olgaPosts('Too much said');
    await sees(shown, 'Too much said');
    await play(world, 'olga> /delete 1\nolga~');
    await shown.until(() => !shown.screen().some((line) => line.includes('Too much said')));
    expect((await open(browser)).screen().join()).not.toContain('Too much said');
  });

  test('with a revision nobody knows begins anew', async () => {
    const { browser, shown } = await anaLinked();
    const confused = await open(browser, { last: 1_000_000 });
    await sees(confused, 'You are Ana here too now');
    expect(confused.screen()).toEqual(shown.screen());
  });

  test('with a long past gets the newest, and earlier ones when it asks', async () => {
    const { store, browser, shown } = await anaLinked();
    const cookie = browser.cookie.split('=')[1]!;
    const session = (await store.findSession(cookie))!;
    for (let n = 1; n <= 70; n++) {
      const content = { body: [`old ${n}`], choices: [], replyTo: null };
      await store.add(session, { id: `old-${n}`, isMine: false, content });
    }
    await sees(shown, 'old 70');
    const fresh = await open(browser);
    const begun = await fresh.until((events) => events.find((one) => one.event === 'authenticated'));
    expect(begun.data).toMatchObject({ has_earlier: true });
    await sees(fresh, 'old 70');
    expect(fresh.screen()).toHaveLength(60);
    fresh.send('load_earlier', { before: 13 });
    const page = await fresh.until((events) => events.find((one) => one.event === 'earlier_messages'));
    expect(page.data).toMatchObject({ has_earlier: false, messages: { length: 12 } });
  });
});

describe('a socket is refused', () => {
  test.each([
    ['from another site', 403, { origin: 'https://evil.example' }],
    ['from a site that only looks like ours', 403, { origin: 'http://127.0.0.1.evil.example' }],
    ['from no page at all', 403, { origin: '' }],
    ['from a sandboxed page', 403, { origin: 'null' }],
    ['without a session', 401, { cookie: '' }],
    ['with a token that is none', 401, { cookie: 'homeroom_chat=x' }],
    ['with a token nobody was given', 401, { cookie: `homeroom_chat=${'A'.repeat(43)}` }],
  ])('%s', async (_what, status, headers) => {
    const { newBrowser } = shared;
    expect(await statusOf(openOnly(await newBrowser(), { headers }))).toBe(status);
  });

  test('at another path, when signed out, and when it is the ninth', async () => {
    const { newBrowser, url } = shared;
    const browser = await newBrowser();
    expect(await statusOf(openOnly(browser, { path: '/api/v1/other' }))).toBe(404);
    const windows = await Promise.all(Array.from({ length: 8 }, () => open(browser)));
    expect(await statusOf(openOnly(browser))).toBe(429);
    expect(await statusOf(openOnly(await newBrowser()))).toBe(101);
    const headers = { cookie: browser.cookie, origin: url };
    await fetch(`${url}/chat/sign-out`, { method: 'POST', headers });
    expect(await Promise.all(windows.map(({ closed }) => closed))).toEqual(Array(8).fill(4401));
    expect(await statusOf(openOnly(browser))).toBe(401);
  });

  test('when its session has run out', async () => {
    const { world, newBrowser } = await webWorld();
    const browser = await newBrowser();
    world.clock.advance(181 * 86_400_000);
    expect(await statusOf(openOnly(browser))).toBe(401);
  });
});

describe('what a socket says', () => {
  const id = newMessageId();

  test.each([
    ['no JSON', '{"event":', 'malformed'],
    ['an array', '[1,2]', 'malformed'],
    ['an event nobody knows', '{"event":"drop_tables","data":{}}', 'unknown_event'],
    ['an event of every object', '{"event":"constructor","data":{}}', 'unknown_event'],
    ['no words', `{"event":"send_message","data":{"id":"${id}","content":"  "}}`, 'invalid'],
    ['words that are none', `{"event":"send_message","data":{"id":"${id}","content":{"a":1}}}`, 'invalid'],
    ['an id that is none', '{"event":"send_message","data":{"id":"1","content":"a"}}', 'invalid'],
    ['a revision below zero', '{"event":"authenticate","data":{"last":-1}}', 'invalid'],
    [
      'too many words',
      JSON.stringify({ event: 'send_message', data: { id, content: 'x'.repeat(8_001) } }),
      'invalid',
    ],
    [
      'another kind of content',
      `{"event":"send_message","data":{"id":"${id}","content":"a","content_type":"html"}}`,
      'invalid',
    ],
    [
      'an edit of what we wrote',
      `{"event":"edit_message","data":{"id":"${id}","message_id":"${id}","content":"a"}}`,
      'invalid',
    ],
  ])('is refused where it is %s', async (_what, frame, code) => {
    const { newBrowser } = shared;
    const shown = await open(await newBrowser());
    shown.socket.send(frame);
    await shown.until((events) => errorsIn(events).length === 1);
    expect(errorsIn(shown.events)).toEqual([code]);
    shown.socket.terminate();
  });

  test('waits for nothing before it said what it has', async () => {
    const { world, newBrowser } = shared;
    const shown = await openOnly(await newBrowser());
    shown.send('send_message', { id, content: 'hello' });
    await shown.until((events) => errorsIn(events).length === 1);
    expect(errorsIn(shown.events)).toEqual(['not_authenticated']);
    expect(await world.sql`select 1 from inbox`).toHaveLength(0);
  });

  test('in a frame of 1 MB ends it', async () => {
    const { newBrowser } = shared;
    const shown = await open(await newBrowser());
    shown.send('send_message', { id, content: 'x'.repeat(1_000_000) });
    expect(await shown.closed).toBe(1009);
  });

  test('in binary, or not in UTF-8, is not read', async () => {
    const { newBrowser } = shared;
    const shown = await open(await newBrowser());
    shown.socket.send(Buffer.from('{"event":"typing_start"}'), { binary: true });
    await shown.until((events) => errorsIn(events).includes('malformed'));
    shown.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect(await shown.closed).toBe(1007);
  });

  test('with null characters and halves of pairs is kept without them', async () => {
    const { newBrowser } = shared;
    const shown = await open(await newBrowser());
    await shown.say('a\0b \ud800 c');
    expect(await sees(shown, 'ab')).toBe('> ab \ufffd c');
  });

  test('too fast is not acted on, and a flood ends it; others do not notice', async () => {
    const { newBrowser } = shared;
    const [flooding, other] = await Promise.all([open(await newBrowser()), open(await newBrowser())]);
    for (let n = 0; n < 200; n++) flooding.send('typing_start');
    expect(await flooding.closed).toBe(4429);
    expect(errorsIn(flooding.events).filter((code) => code === 'slow_down').length).toBeGreaterThan(10);
    await other.say('/start');
    await sees(other, 'I connect old schoolmates');
  });
});

describe('another browser', () => {
  test('can neither edit, read, nor reply to what is not its own', async () => {
    const { world, newBrowser, shown, olgaPosts, follow } = await anaLinked();
    await olgaPosts('Only for us');
    await sees(shown, 'Only for us');
    const mine = await shown.say('My own words');
    const stranger = await open(await newBrowser());
    stranger.send('edit_message', { id: newMessageId(), message_id: `m-${mine}`, content: 'Changed!' });
    stranger.send('mark_read', { up_to: 1_000 });
    const delivery = await world.sql`
      select d.id from message_deliveries d join sent_messages s on s.delivery_id = d.id
      where d.message_id is not null order by d.id desc limit 1`;
    await stranger.say('me too', { reply_to: delivery[0]!.id });
    await sees(stranger, 'you need an invite');
    await follow();
    expect(stranger.screen().join()).not.toContain('Only for us');
    expect(shown.screen()).toContain('> My own words');
    const statuses = await world.sql`select distinct status from message_deliveries where kind = 'post'`;
    expect(statuses.map(({ status }) => status)).not.toContain('read');
  });

  test('that takes the id of another’s message says something of its own', async () => {
    const { world, newBrowser } = await webWorld();
    const [one, other] = [await open(await newBrowser()), await open(await newBrowser())];
    const message = { id: newMessageId(), content: '/start' };
    for (const shown of [one, other]) {
      shown.send('send_message', message);
      await sees(shown, 'I connect old schoolmates');
    }
    expect(await world.sql`select 1 from inbox`).toHaveLength(2);
  });
});

describe('who is here and who types', () => {
  async function twoClasses() {
    const made = await webWorld();
    const lincoln = await newClass(made.world, {
      name: 'Lincoln 98',
      members: { ana: 'telegram', ben: 'telegram' },
    });
    await newClass(made.world, { name: 'Oak Street', members: { zoe: 'telegram' } });
    const windows = [];
    for (const who of ['ana', 'ben', 'zoe']) {
      const { code } = await play(made.world, `${who}> /link\n${who}< … LINK {code=\\S+} to me…`);
      const shown = await open(await made.newBrowser());
      await shown.say(`/link ${code}`);
      await sees(shown, 'here too now');
      await made.follow();
      for (const phone of made.world.phones.values()) phone.news = [];
      windows.push(shown);
    }
    const [ana, ben, zoe] = windows as [
      Awaited<ReturnType<typeof open>>,
      ...Awaited<ReturnType<typeof open>>[],
    ];
    return { ...made, lincoln, ana, ben: ben!, zoe: zoe! };
  }
  const kindsIn = (events: ServerEvent[]) =>
    events.filter(({ event }) => event === 'typing' || event === 'user_status_changed');

  test('is told to the same class and to nobody else', async () => {
    const { ana, ben, zoe, lincoln } = await twoClasses();
    const anaThere = { user_id: lincoln.members.ana!.membershipId, name: 'Ana' };
    const benThere = { user_id: lincoln.members.ben!.membershipId, name: 'Ben' };
    await ana.until((events) => kindsIn(events).length > 0);
    expect(kindsIn(ana.events)[0]!.data).toEqual({ ...benThere, status: 'online' });
    ana.send('typing_start');
    ana.send('typing_start');
    ana.send('typing_stop');
    await ben.until((events) => kindsIn(events).length === 3);
    expect(kindsIn(ben.events).map(({ data }) => data)).toEqual([
      // He saw her as soon as he was known to be of her class.
      { ...anaThere, status: 'online' },
      { ...anaThere, is_typing: true },
      { ...anaThere, is_typing: false },
    ]);
    expect(kindsIn(zoe.events)).toEqual([]);
    expect(kindsIn(ana.events)).toHaveLength(1);
  });

  test('is not told while they answer a question of the bot', async () => {
    const { ana, ben } = await twoClasses();
    await ana.say('/settings');
    await sees(ana, '[');
    ana.send('typing_start');
    await ana.say('/cancel');
    ana.send('typing_start');
    const typing = (events: ServerEvent[]) => events.filter(({ event }) => event === 'typing');
    await ben.until((events) => typing(events).length > 0);
    expect(typing(ben.events)).toHaveLength(1);
  });

  test('who goes is offline a moment later, unless they only reload the page', async () => {
    const { ana, ben, world, lincoln } = await twoClasses();
    ana.socket.terminate();
    await ana.closed;
    await expect.poll(() => world.clock.waiting).toBeGreaterThan(1);
    world.clock.advance(6_000);
    const gone = await ben.until((events) =>
      kindsIn(events).find(({ data }) => 'status' in data && data.status === 'offline'),
    );
    expect(gone.data).toMatchObject({ user_id: lincoln.members.ana!.membershipId });
  });
});

describe('signing out', () => {
  test('ends what is sent there, and another channel takes over', async () => {
    const { world, browser, url, shown, olgaPosts } = await anaLinked();
    await olgaPosts('Before');
    await sees(shown, 'Before');
    await fetch(`${url}/chat/sign-out`, { method: 'POST', headers: { cookie: browser.cookie, origin: url } });
    expect(await shown.closed).toBe(4401);
    for (const [words, number] of [
      ['Meanwhile', 2],
      ['After', 3],
    ])
      await play(
        world,
        `olga> /post ${words}\nolga~\nolga> [Post it]\nolga~\nana< Olga · #${number} | ${words}`,
      );
  });

  test('from another channel, by /unlink, takes the screen with it', async () => {
    const { world, browser, url, shown } = await anaLinked();
    await play(world, 'ana> /unlink\nana< … [Web chat] [None]\nana> [Web chat]\nana< Done: …');
    world.clock.advance(30_000);
    expect(await shown.closed).toBe(4401);
    expect(await statusOf(openOnly(browser))).toBe(401);
    const asked = await fetch(`${url}/chat/session`, { headers: { cookie: browser.cookie } });
    expect(await asked.json()).toEqual({ signed_in: false });
    expect(await world.sql`select 1 from web_messages`).toHaveLength(0);
  });

  test('is nothing another site can do to somebody', async () => {
    const { browser, url, shown } = await anaLinked();
    for (const path of ['/chat/sign-out', '/chat/session']) {
      const headers = { cookie: browser.cookie, origin: 'https://evil.example' };
      expect((await fetch(url + path, { method: 'POST', headers })).status).toBe(403);
    }
    await shown.say('/status');
  });
});

test('an invite opened in a browser is the beginning of a registration', async () => {
  const { world, newBrowser } = await webWorld();
  const school = await newClass(world, { name: 'Lincoln 98', members: { olga: 'organizer' } });
  const code = await addInvite(world, school);
  const shown = await open(await newBrowser());
  await shown.say(`/start ${code}`);
  await sees(shown, 'You are about to join Lincoln 98');
});
