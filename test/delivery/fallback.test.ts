import { describe, expect, test } from 'vitest';
import { suppress } from '../../db/suppressions.ts';
import type { ChannelName } from '../../domain/channel.ts';
import type { DeliveryKind } from '../../domain/content.ts';
import type { SendErrorCode } from '../../domain/errors.ts';
import { silent } from '../../domain/log.ts';
import { runDueJobs } from '../../jobs.ts';
import { choose, nights } from '../support/choices.ts';
import { addAddress, newClass } from '../support/class.ts';
import { noSweep } from '../support/files.ts';
import { jobsAfter } from '../support/jobs.ts';
import { writePost } from '../support/posts.ts';
import { newWorld, type World } from '../support/world.ts';
import { newWorker, Provider, queue } from './outbox.ts';

const hourMs = 3_600_000;

/** Ana prefers Telegram; she proved her number, and later her mail as well. */
async function setUp() {
  const world = await newWorld({ channels: ['telegram', 'sms', 'email'] });
  const made = await newClass(world, { members: { ana: 'telegram' } });
  const ana = made.members.ana!;
  const sms = await addAddress(world, made, { member: ana, channel: 'sms' });
  world.clock.advance(hourMs);
  const email = await addAddress(world, made, { member: ana, channel: 'email' });
  const provider = new Provider();
  const worker = newWorker(world, provider);
  const draft = { communityId: made.communityId };
  /** Where a message went, one after the other, and what became of it there. */
  const ways = () => world.sql`
    select a.channel, d.status, d.reason from message_deliveries d join addresses a on a.id = d.address_id
    order by d.position`;
  return { world, made, provider, worker, ana, sms, email, draft, ways };
}

const refusals: { code: SendErrorCode; status: string }[] = [
  { code: 'stopped', status: 'failed' },
  { code: 'rejected', status: 'dead' },
];

test.each(refusals)('what is $code on one channel goes by the one heard last', async ({ code, status }) => {
  const { world, provider, worker, ana, draft, ways } = await setUp();
  const id = await queue(world, ana, 'hello', draft);
  provider.fates = [code];
  await worker.drain();
  expect(await ways()).toEqual([
    { channel: 'telegram', status, reason: code },
    { channel: 'email', status: 'sent', reason: null },
  ]);
  const [next] = await world.sql`
    select replaces_id as "replacesId" from message_deliveries where replaces_id is not null`;
  expect(next).toEqual({ replacesId: id });
});

test('where one way after the other fails each is tried once, and then nothing', async () => {
  const { world, provider, worker, ana, draft, ways } = await setUp();
  await queue(world, ana, 'hello', draft);
  provider.fates = ['rejected', 'rejected', 'rejected'];
  await worker.drain();
  world.clock.advance(24 * hourMs);
  await worker.drain();
  expect(await ways()).toEqual([
    { channel: 'telegram', status: 'dead', reason: 'rejected' },
    { channel: 'email', status: 'dead', reason: 'rejected' },
    { channel: 'sms', status: 'dead', reason: 'rejected' },
  ]);
});

test('from a channel that is not preferred the preferred one comes first', async () => {
  const { world, provider, worker, ana, sms, draft, ways } = await setUp();
  await queue(world, { ...ana, addressId: sms, channel: 'sms' }, 'hello', draft);
  provider.fates = ['rejected'];
  await worker.drain();
  expect((await ways()).map(({ channel }) => channel)).toEqual(['sms', 'telegram']);
});

test('an address that is stopped is no way out, and what waited for it takes another', async () => {
  const { world, worker, ana, email, draft, ways } = await setUp();
  const { newId, clock, sql } = world;
  await queue(world, ana, 'hello', draft);
  for (const addressId of [email, ana.addressId])
    await suppress(sql, { id: newId(), addressId, how: 'blocked', now: clock.now() });
  await worker.drain();
  expect(await ways()).toEqual([
    { channel: 'telegram', status: 'skipped', reason: 'stopped' },
    { channel: 'sms', status: 'sent', reason: null },
  ]);
});

test('nobody is woken by the other way', async () => {
  const { world, provider, worker, ana, draft, ways } = await setUp();
  await queue(world, ana, 'hello', draft);
  // The clock of these tests shows ten in the morning, UTC.
  await world.sql`update people set quiet_from = 540, quiet_to = 660, time_zone = 'UTC'`;
  provider.fates = ['rejected'];
  await worker.drain();
  expect((await ways()).map(({ status }) => status)).toEqual(['dead', 'queued']);
  world.clock.advance(hourMs);
  await worker.drain();
  expect((await ways()).map(({ status }) => status)).toEqual(['dead', 'sent']);
});

test('after the last retry another way is taken', async () => {
  const { world, provider, worker, ana, draft, ways } = await setUp();
  await queue(world, ana, 'hello', draft);
  provider.onSend = async ({ to }) => {
    if (!to.includes('@')) provider.fates = ['unreachable'];
  };
  for (let times = 0; times < 8; times++) {
    await worker.drain();
    world.clock.advance(5 * hourMs);
  }
  await worker.drain();
  expect(await ways()).toEqual([
    { channel: 'telegram', status: 'dead', reason: 'unreachable' },
    { channel: 'email', status: 'sent', reason: null },
  ]);
});

describe('no other way is taken', () => {
  const kinds: { kind: DeliveryKind; why: string }[] = [
    { kind: 'answer', why: 'it belongs to a talk, and a code proves the number it went to' },
    { kind: 'edit', why: 'it changes what is shown there' },
  ];
  test.each(kinds)('by a delivery of the kind $kind: $why', async ({ kind }) => {
    const { world, provider, worker, ana, draft, ways } = await setUp();
    await queue(world, ana, 'hello', { ...draft, kind });
    provider.fates = ['rejected'];
    await worker.drain();
    expect(await ways()).toHaveLength(1);
  });

  test('by what may have arrived', async () => {
    const { world, provider, worker, ana, draft, ways } = await setUp();
    await queue(world, ana, 'hello', draft);
    provider.fates = ['lost', 'lost'];
    await worker.drain();
    world.clock.advance(60_000);
    await worker.drain();
    expect(await ways()).toEqual([{ channel: 'telegram', status: 'dead', reason: 'uncertain' }]);
  });
});

test('a mail that comes back takes another way', async () => {
  const { world, worker, ana, email, draft, ways } = await setUp();
  await queue(world, { ...ana, addressId: email, channel: 'email' }, 'hello', draft);
  await worker.drain();
  await world.engine.receive(
    [
      {
        kind: 'receipt',
        receipt: {
          ...{ channel: 'email', account: 'class@homeroom.example', providerId: 'P1', status: 'failed' },
          ...{ providerCode: '5.1.1', isStopped: false, bounce: 'hard' },
        },
      },
    ],
    { correlationId: 'a bounce' },
  );
  await worker.drain();
  expect(await ways()).toEqual([
    { channel: 'email', status: 'failed', reason: 'undelivered' },
    { channel: 'telegram', status: 'sent', reason: null },
  ]);
});

describe('what waits for a channel', () => {
  const givenUp = async (broken: { channel: string; since: Date }[], on?: ChannelName[]) => {
    const { world, ana, draft, ways } = await setUp();
    await queue(world, ana, 'hello', draft);
    const lost = await queue(world, ana, 'in doubt', draft);
    await world.sql`update message_deliveries set status = 'uncertain', attempts = 1 where id = ${lost}`;
    world.clock.advance(9 * hourMs);
    const accounts = world.accounts.filter(({ channel }) => !on || on.includes(channel as ChannelName));
    await runDueJobs({
      ...world.deps,
      ...{
        accounts,
        log: silent,
        sweep: noSweep,
        retentionMonths: 0,
        broken: () => broken,
        onDeliveries: () => undefined,
      },
    });
    return { world, ways: await ways() };
  };

  test('that cannot be reached for hours goes by another; what is in doubt is given up', async () => {
    const { ways, world } = await givenUp([{ channel: 'telegram', since: new Date(0) }]);
    expect(ways).toEqual([
      { channel: 'telegram', status: 'dead', reason: 'unreachable' },
      { channel: 'telegram', status: 'dead', reason: 'uncertain' },
      { channel: 'email', status: 'queued', reason: null },
    ]);
    const rested = await world.sql`
      select 1 from delivery_lanes where channel = 'telegram' and due_at is not null`;
    expect(rested).toEqual([]);
  });

  test('that was turned off goes by another', async () => {
    const { ways } = await givenUp([], ['sms', 'email']);
    expect(ways.at(-1)).toEqual({ channel: 'email', status: 'queued', reason: null });
  });

  test('that can be reached, or could until lately, goes on waiting', async () => {
    const { ways } = await givenUp([{ channel: 'telegram', since: new Date('2100-01-01') }]);
    expect(ways.map(({ status }) => status)).toEqual(['queued', 'uncertain']);
  });

  /** Nothing gets through to Telegram for so long, while there is a look at the timetable every ten minutes. */
  async function outage(world: World, { hours, since }: { hours: number; since: () => Date }) {
    for (let minutes = 0; minutes <= hours * 60; minutes += 10)
      await jobsAfter(world, 10 * 60_000, { broken: () => [{ channel: 'telegram', since: since() }] });
  }

  test('is not kept by being tried now and then, as one of many is', async () => {
    const { world, provider, worker, ana, draft, ways } = await setUp();
    await queue(world, ana, 'hello', draft);
    const start = world.clock.now();
    provider.onSend = async ({ to }) => {
      if (!to.includes('@')) provider.fates = ['unreachable'];
    };
    for (let probes = 0; probes < 5; probes++) {
      await outage(world, { hours: 1, since: () => start });
      await worker.drain();
    }
    await outage(world, { hours: 4, since: () => start });
    expect((await ways()).map(({ channel, status }) => `${channel} ${status}`)).toEqual([
      'telegram dead',
      'email queued',
    ]);
  });

  test('is not kept by a server that is started anew', async () => {
    const { world, ana, draft, ways } = await setUp();
    await queue(world, ana, 'hello', draft);
    const anHourAgo = () => new Date(world.clock.now().getTime() - hourMs);
    await outage(world, { hours: 7, since: anHourAgo });
    expect((await ways()).map(({ status }) => status)).toEqual(['queued']);
    await outage(world, { hours: 2, since: anHourAgo });
    expect((await ways()).map(({ status }) => status)).toEqual(['dead', 'queued']);
  });

  test('goes on waiting where others got something by it meanwhile', async () => {
    const { world, ana, draft, ways } = await setUp();
    await queue(world, ana, 'hello', draft);
    world.clock.advance(5 * hourMs);
    const sent = await queue(world, ana, 'got through', draft);
    await world.sql`update message_deliveries set status = 'sent', sent_at = not_before where id = ${sent}`;
    await outage(world, { hours: 5, since: () => new Date(world.clock.now().getTime() - hourMs) });
    expect((await ways()).map(({ status }) => status)).toEqual(['queued', 'sent']);
  });

  test('is not late before its own hour, and what comes after it in the lane keeps its hour', async () => {
    const { world, ana, draft, ways } = await setUp();
    const later = (hours: number) => new Date(world.clock.now().getTime() + hours * hourMs);
    const morning = later(6);
    await queue(world, ana, 'now', draft);
    await queue(world, ana, 'in the morning', { ...draft, notBefore: morning, timeReason: 'quietHours' });
    await outage(world, { hours: 9, since: () => new Date(0) });
    expect((await ways()).map(({ channel, status }) => `${channel} ${status}`)).toEqual([
      'telegram dead',
      'telegram queued',
      'email queued',
    ]);
    const lanes = await world.sql`select due_at from delivery_lanes where channel = 'telegram'`;
    expect(lanes).toEqual([{ due_at: morning }]);
  });
});

describe('of several other ways', () => {
  /** Ana on Telegram, and elsewhere in the order in which she proved it. */
  async function provenOn(...channels: ChannelName[]) {
    const world = await newWorld({ channels: ['telegram', 'whatsapp', 'email', 'web'] });
    const made = await newClass(world, { members: { ana: 'telegram', ben: 'telegram' } });
    const ana = made.members.ana!;
    for (const channel of channels) {
      await addAddress(world, made, { member: ana, channel });
      world.clock.advance(hourMs);
    }
    world.clock.advance(48 * hourMs);
    const provider = new Provider();
    const worker = newWorker(world, provider);
    provider.fates = ['rejected'];
    const ways = async () =>
      (
        await world.sql<{ way: string }[]>`
          select concat_ws(' ', a.channel, d.status, d.time_reason) as way from message_deliveries d
          join addresses a on a.id = d.address_id where d.person_id = ${ana.personId} order by d.position`
      ).map(({ way }) => way);
    return { world, made, ana, provider, worker, ways };
  }

  test('a browser comes last, however lately it was proven', async () => {
    const { world, made, ana, worker, ways } = await provenOn('email', 'web');
    await queue(world, ana, 'hello', { communityId: made.communityId });
    await worker.drain();
    expect(await ways()).toEqual(['telegram dead', 'email sent']);
  });

  test('one where their word has to come first comes after all others', async () => {
    const { world, made, ana, worker, ways } = await provenOn('email', 'whatsapp');
    await queue(world, ana, 'hello', { communityId: made.communityId });
    await worker.drain();
    expect(await ways()).toEqual(['telegram dead', 'email sent']);
  });

  test('what fails at night waits for the morning, unless it is urgent to somebody who allows that', async () => {
    const { world, made, ana, provider, worker, ways } = await provenOn('email');
    await choose(world, made, 'ana', { ...nights, memberships: { allows_urgent: true } });
    await queue(world, ana, 'hello', { communityId: made.communityId });
    await worker.drain();
    expect(await ways()).toEqual(['telegram dead', 'email queued quietHours']);
    const messageId = await writePost(world, made, { author: 'ben', words: 'Fire!', isUrgent: true });
    await queue(world, ana, '', { communityId: made.communityId, kind: 'post', messageId, content: null });
    provider.fates = ['rejected'];
    await worker.drain();
    expect((await ways()).slice(2)).toEqual(['telegram dead', 'email sent urgent']);
  });
});
