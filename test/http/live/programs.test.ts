import { describe, expect, test } from 'vitest';
import { localBroadcast } from '../../../broadcast.ts';
import type { LimitName } from '../../../domain/limits.ts';
import { silent } from '../../../domain/log.ts';
import { limitsFor } from '../../../limits.ts';
import { addForum, newClass } from '../../support/class.ts';
import { newWorld, type World } from '../../support/world.ts';
import { type Program, serveLive } from './support.ts';

const id = '00000000-0000-4000-8000-00000000f00d';

/** Two classes, and two processes that hear each other. */
async function opened() {
  const world = await newWorld({ channels: ['telegram', 'sms', 'web'] });
  const school = await newClass(world, {
    members: { olga: 'telegram organizer', ana: 'telegram', ben: 'sms', pia: 'telegram pending' },
  });
  const other = await newClass(world, { name: 'Oak', members: { otto: 'telegram organizer' } });
  const broadcast = localBroadcast(silent);
  const one = await serveLive(world, { broadcast });
  const second = await serveLive(world, { broadcast });
  const { olga, ana, ben, pia } = school.members;
  return {
    ...{ world, school, other, one, second, broadcast },
    ...{ olga: olga!, ana: ana!, ben: ben!, pia: pia!, otto: other.members.otto! },
  };
}

/** What comes after this was heard would have come by then. */
async function quiet(program: Program): Promise<void> {
  program.send('mark_read', { message_id: id });
  await program.heard('error', ({ code }) => code === 'NOT_FOUND');
}

describe('a program', () => {
  test('says by its token who it is, and hears who else is there', async () => {
    const { one, second, ana, olga, school } = await opened();
    const first = await one.as(olga);
    const anas = await second.as(ana);
    expect((await anas.heard('authenticated')).data).toEqual({
      user_id: ana.membershipId,
      community_id: school.communityId,
      expires_at: '2026-03-02T09:15:00.000Z',
      online: [{ user_id: olga.membershipId, name: 'Olga' }],
    });
    expect((await first.heard('user_status_changed')).data).toEqual({
      ...{ user_id: ana.membershipId, name: 'Ana', status: 'online' },
    });
  });

  test('writes to everybody, once however often it sends it, and others hear it on every process', async () => {
    const { world, one, second, ana, olga, school } = await opened();
    const olgas = await second.as(olga);
    const anas = await one.as(ana);
    for (let times = 0; times < 2; times++)
      anas.send('send_message', { id, content: 'Who brings the cake?', forum_id: school.forumId });
    const { data } = await anas.heard('message_accepted');
    expect(data).toMatchObject({ id, message: { content: 'Who brings the cake?', parent_id: null } });
    expect((await anas.heard('error')).data).toMatchObject({ code: 'CONFLICT', id });
    const received = await olgas.heard('message_received');
    expect(received.data).toMatchObject({ id: data.message.id, author: { full_name: 'Ana' } });
    await world.settle();
    expect(world.phones.get('olga')!.news.join()).toContain('Who brings the cake?');
    expect(await world.sql`select from messages`).toHaveLength(1);
    expect([...one.failures, ...second.failures]).toEqual([]);
  });

  test('hears what is said in chat, at the latest with the next look', async () => {
    const { world, one, olga } = await opened();
    const olgas = await one.as(olga);
    const ana = world.phones.get('ana')!;
    await world.hear(ana, { kind: 'text', text: '/post Hello', replyTo: null });
    await world.hear(ana, { kind: 'text', text: 'yes', replyTo: null });
    world.clock.advance(1_000);
    expect((await olgas.heard('message_received')).data).toMatchObject({ content: 'Hello' });
  });

  test('hears only of forums that its member reads', async () => {
    const { world, one, ana, olga, school } = await opened();
    const forum = await addForum(world, school, 'Teachers');
    await world.sql`delete from forum_members where forum_id = ${forum} and membership_id = ${olga.membershipId}`;
    const olgas = await one.as(olga);
    const anas = await one.as(ana);
    anas.send('send_message', { id, content: 'Secret', forum_id: forum });
    await anas.heard('message_received');
    await quiet(olgas);
    expect(olgas.names()).not.toContain('message_received');
  });

  test('tells who types, and that somebody went', async () => {
    const { world, one, second, ana, olga } = await opened();
    const olgas = await one.as(olga);
    const anas = await second.as(ana);
    anas.send('typing_start');
    expect((await olgas.heard('typing')).data).toMatchObject({ name: 'Ana', is_typing: true });
    anas.send('typing_stop');
    await olgas.heard('typing', ({ is_typing }) => !is_typing);
    anas.socket.close();
    await anas.closed;
    await expect
      .poll(() => {
        world.clock.advance(5_000);
        return olgas.events.at(-1)?.data.status;
      })
      .toBe('offline');
  });

  test('that has read a message says so to its author, and each copy is marked as read', async () => {
    const { world, one, second, ana, olga } = await opened();
    const olgas = await one.as(olga);
    const anas = await second.as(ana);
    anas.send('send_message', { id, content: 'Hello' });
    const { message } = (await anas.heard('message_accepted')).data;
    await world.settle();
    olgas.send('mark_read', { message_id: message.id });
    expect((await anas.heard('message_read')).data).toEqual({
      ...{ user_id: olga.membershipId, name: 'Olga', message_id: message.id },
    });
    const [delivery] = await world.sql`
      select status from message_deliveries where message_id = ${message.id} and person_id = ${olga.personId}`;
    expect(delivery!.status).toBe('read');
  });

  test('never hears of another community, nor reads what is said there', async () => {
    const { world, one, second, ana, otto, olga } = await opened();
    const ottos = await one.as(otto);
    const anas = await second.as(ana);
    await one.as(olga);
    anas.send('typing_start');
    anas.send('send_message', { id, content: 'Hello' });
    const { message } = (await anas.heard('message_accepted')).data;
    ottos.send('mark_read', { message_id: message.id });
    await ottos.heard('error', ({ code }) => code === 'NOT_FOUND');
    ottos.send('send_message', { id, content: 'Hi', parent_id: message.id });
    await ottos.heard('error', (data) => data.id === id && data.code === 'NOT_FOUND');
    world.clock.advance(1_000);
    await anas.heard('message_received');
    await quiet(ottos);
    expect(new Set(ottos.names())).toEqual(new Set(['authenticated', 'error']));
    expect(anas.names()).not.toContain('message_read');
  });
});

describe('the connection of a program', () => {
  test.each([
    ['words', 'let me in'],
    ['nothing', ''],
  ])('ends with %s for a token', async (_what, token) => {
    const { one } = await opened();
    const program = await one.connect();
    program.send('authenticate', { token });
    expect(await program.closed).toBe(4401);
  });

  test('is not for who only waits to be let in', async () => {
    const { one, pia } = await opened();
    const program = await one.connect();
    program.send('authenticate', { token: (await one.accounts.signIn(pia.membershipId)).accessToken });
    expect(await program.closed).toBe(4403);
  });

  test('ends when it does not say who it is', async () => {
    const { world, one } = await opened();
    const program = await one.connect();
    program.send('typing_start');
    expect((await program.heard('error')).data.code).toBe('UNAUTHORIZED');
    world.clock.advance(10_000);
    expect(await program.closed).toBe(4401);
  });

  test('ends with its token, unless it brings the next one', async () => {
    const { world, one, ana, olga } = await opened();
    const anas = await one.as(ana);
    const olgas = await one.as(olga);
    world.clock.advance(14 * 60_000);
    const { accessToken } = await one.accounts.signIn(ana.membershipId);
    anas.send('authenticate', { token: accessToken });
    await anas.heard('authenticated', ({ expires_at }) => expires_at > '2026-03-02T09:20');
    world.clock.advance(61_000);
    expect(await olgas.closed).toBe(4401);
    anas.send('typing_start');
    await quiet(anas);
  });

  test('ends when somebody else’s token comes', async () => {
    const { one, ana, olga } = await opened();
    const anas = await one.as(ana);
    anas.send('authenticate', { token: (await one.accounts.signIn(olga.membershipId)).accessToken });
    expect(await anas.closed).toBe(4401);
  });

  test.each([
    ['suspended', 4403],
    ['left', 4403],
  ])('ends before the next word for who is %s', async (status, code) => {
    const { world, one, ana, olga } = await opened();
    const anas = await one.as(ana);
    const olgas = await one.as(olga);
    await world.sql`update memberships set status = ${status} where id = ${ana.membershipId}`;
    olgas.send('typing_start');
    expect(await anas.closed).toBe(code);
    expect(anas.names()).not.toContain('typing');
  });

  test('ends with the next heartbeat though nothing is said', async () => {
    const { world, one, ana } = await opened();
    const anas = await one.as(ana);
    await world.sql`update memberships set status = 'suspended' where id = ${ana.membershipId}`;
    world.clock.advance(25_000);
    expect(await anas.closed).toBe(4403);
  });

  test('ends with its session, on whichever process', async () => {
    const { world, one, ana, broadcast } = await opened();
    const anas = await one.as(ana);
    await world.sql`update account_sessions set revoked_at = ${world.clock.now()} where id = ${anas.sessionId!}`;
    broadcast.tell({ kind: 'signedOut', sessionId: anas.sessionId! });
    expect(await anas.closed).toBe(4401);
  });

  test('is one of twenty from its place that have not said who they are', async () => {
    const { one, ana } = await opened();
    const first = await one.connect();
    for (let n = 2; n <= 20; n++) await one.connect();
    await expect(one.connect()).rejects.toThrow('503');
    await one.connect('elsewhere');
    first.send('authenticate', { token: (await one.accounts.signIn(ana.membershipId)).accessToken });
    await first.heard('authenticated');
    await one.connect();
  });

  test('is one of eight that a person has', async () => {
    const { one, ana } = await opened();
    for (let n = 1; n <= 8; n++) await one.as(ana);
    const ninth = await one.connect();
    ninth.send('authenticate', { token: (await one.accounts.signIn(ana.membershipId)).accessToken });
    expect(await ninth.closed).toBe(4429);
  });

  test('ends where the server stops, which finishes what was begun', async () => {
    const { world, one, ana } = await opened();
    const anas = await one.as(ana);
    anas.send('send_message', { id, content: 'Hello' });
    await anas.heard('message_accepted');
    await one.hub.stop();
    expect(await anas.closed).toBe(1001);
    expect(await world.sql`select from messages`).toHaveLength(1);
  });
});

describe('what a program must not say', () => {
  test.each([
    ['no JSON', '{"event"', 'INVALID_INPUT'],
    ['a list', '[]', 'INVALID_INPUT'],
    ['an unknown event', '{"event":"drop_table"}', 'INVALID_INPUT'],
    ['__proto__', '{"event":"__proto__","data":{}}', 'INVALID_INPUT'],
    ['unknown fields', '{"event":"typing_start","data":{"as":"olga"}}', 'INVALID_INPUT'],
    [
      '10,000 levels',
      `{"event":"mark_read","data":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      'INVALID_INPUT',
    ],
    ['no id', '{"event":"send_message","data":{"content":"x"}}', 'INVALID_INPUT'],
    ['no words', `{"event":"send_message","data":{"id":"${id}","content":""}}`, 'INVALID_INPUT'],
    [
      'null characters',
      `{"event":"send_message","data":{"id":"${id}","content":"a\\u0000"}}`,
      'INVALID_INPUT',
    ],
    [
      'an announcement',
      `{"event":"send_message","data":{"id":"${id}","content":"x","is_urgent":true}}`,
      'FORBIDDEN',
    ],
    [
      'a forum of nobody',
      `{"event":"send_message","data":{"id":"${id}","content":"x","forum_id":"${id}"}}`,
      'NOT_FOUND',
    ],
  ])('%s', async (_what, frame, code) => {
    const { world, one, ana } = await opened();
    const anas = await one.as(ana);
    anas.socket.send(frame);
    expect((await anas.heard('error')).data.code).toBe(code);
    expect(await world.sql`select from messages`).toHaveLength(0);
    expect(one.failures).toEqual([]);
  });

  test('a megabyte ends it', async () => {
    const { one, ana } = await opened();
    const anas = await one.as(ana);
    anas.socket.send('a'.repeat(1_000_000));
    expect(await anas.closed).toBe(1009);
  });

  test('a flood ends it', async () => {
    const { one, ana } = await opened();
    const anas = await one.as(ana);
    for (let n = 0; n < 100; n++) anas.send('typing_start');
    expect(await anas.closed).toBe(4429);
  });

  test('more than a thousand things in an hour, as by REST', async () => {
    const { world, ana } = await opened();
    const apiCalls = limitsFor(
      'apiCalls',
      { redis: null, clock: world.clock },
      { points: 1, seconds: 3_600 },
    );
    const one = await serveLive(world, { limits: { apiCalls } });
    const anas = await one.as(ana);
    anas.send('typing_start');
    anas.send('typing_stop');
    expect((await anas.heard('error')).data.code).toBe('TOO_MANY_REQUESTS');
  });

  const few = (world: World, name: LimitName, points: number) =>
    limitsFor(name, { redis: null, clock: world.clock }, { points, seconds: 60 });

  test('saying again and again who it is', async () => {
    const { one, ana } = await opened();
    const anas = await one.as(ana);
    for (let n = 0; n < 5; n++) anas.send('authenticate', { token: anas.token! });
    expect((await anas.heard('error')).data.code).toBe('TOO_MANY_REQUESTS');
    expect(anas.names().filter((name) => name === 'authenticated')).toHaveLength(5);
  });

  test('saying so on ever new connections from one place', async () => {
    const { world, ana } = await opened();
    const one = await serveLive(world, { limits: { programs: few(world, 'programs', 2) } });
    const { accessToken: token } = await one.accounts.signIn(ana.membershipId);
    for (let n = 0; n < 2; n++) {
      const stranger = await one.connect('there');
      stranger.send('authenticate', { token: 'guessed' });
      expect(await stranger.closed).toBe(4401);
    }
    const third = await one.connect('there');
    third.send('authenticate', { token });
    expect((await third.heard('error')).data.code).toBe('TOO_MANY_REQUESTS');
    const elsewhere = await one.connect('elsewhere');
    elsewhere.send('authenticate', { token });
    await elsewhere.heard('authenticated');
  });

  test('typing in many programs at once, and at every key of one', async () => {
    const { world, ana, olga } = await opened();
    const one = await serveLive(world, { limits: { typing: few(world, 'typing', 2) } });
    const olgas = await one.as(olga);
    const programs = [await one.as(ana), await one.as(ana), await one.as(ana)];
    for (const program of programs) for (let n = 0; n < 3; n++) program.send('typing_start');
    const refused = await Promise.any(programs.map((program) => program.heard('error')));
    expect(refused.data.code).toBe('TOO_MANY_REQUESTS');
    for (const program of programs) {
      program.socket.close();
      await program.closed;
    }
    await olgas.heard('typing', ({ is_typing }) => !is_typing);
    await olgas.heard('user_status_changed', ({ status }) => status === 'online');
    const heard = olgas.events.filter(({ event }) => event === 'typing').map(({ data }) => data.is_typing);
    expect(heard.filter((isTyping) => isTyping)).toHaveLength(2);
    expect(heard.filter((isTyping) => !isTyping).length).toBeLessThanOrEqual(2);
  });
});
