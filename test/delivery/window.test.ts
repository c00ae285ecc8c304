import { describe, expect, test } from 'vitest';
import { moveDigests, moveMuted, moveQuiet } from '../../db/mutes.ts';
import { makeDigests } from '../../delivery/digest.ts';
import { planChunk } from '../../delivery/planner.ts';
import type { Parsed } from '../../domain/channel.ts';
import { SendError } from '../../domain/errors.ts';
import { text } from '../../domain/text.ts';
import { runDueJobs } from '../../jobs.ts';
import { choose } from '../support/choices.ts';
import { addAddress, newClass } from '../support/class.ts';
import { jobsAfter, jobsDeps } from '../support/jobs.ts';
import { writePost } from '../support/posts.ts';
import { play } from '../support/story.ts';
import { newWorld, type World } from '../support/world.ts';
import { ledger, newWorker, Provider, queue } from './outbox.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const isSilent = { status: 'held', reason: 'windowClosed' };

/** Ana, and Eva on WhatsApp with her posts once a day, at six in the evening. */
async function setUp() {
  const world = await newWorld({ channels: ['telegram', 'whatsapp'] });
  const school = await newClass(world, { members: { ana: 'telegram', eva: 'whatsapp' } });
  await choose(world, school, 'eva', { memberships: { frequency: 'daily' } });
  const { sql, clock, sender } = world;
  const eva = { ...school.members.eva!, channel: 'whatsapp' as const };
  /** A post and its row, and nothing else: no digest is made, nothing is sent. Returns the row's id. */
  async function plan(words: string): Promise<string> {
    const messageId = await writePost(world, school, { author: 'ana', words });
    while (await planChunk(world));
    const [row] = await sql<
      { id: string }[]
    >`select id from message_deliveries where message_id = ${messageId}`;
    return row!.id;
  }
  /** A request with buttons that waits for her digest. */
  const request = () =>
    queue(world, eva, 'Gina asks to come in', {
      ...{ communityId: school.communityId, status: 'held', reason: 'digest' },
      ...{ digestAt: new Date(clock.now().getTime() + hourMs), timeReason: 'daily' },
      content: { parts: [text('progress.line', { number: 1, progress: '' })], choices: [] },
    });
  /** Time passes, what is due leaves. Returns whether anything was taken from what is held. */
  async function later(ms: number): Promise<boolean> {
    clock.advance(ms);
    const isMade = await makeDigests(world);
    await sender.drain();
    return isMade;
  }
  return { world, school, eva, plan, request, later };
}

describe('what was held for a digest and finds the window closed', () => {
  test.each(['plan', 'request'] as const)('is taken once, and waits for a word (%s)', async (what) => {
    const { world, later, ...given } = await setUp();
    const id = await given[what]('Good morning');
    expect(await later(26 * hourMs)).toBe(true);
    expect(await ledger(world, id)).toMatchObject(isSilent);
    expect(await later(minuteMs)).toBe(false);
    expect(await later(3 * dayMs)).toBe(false);
    await play(world, 'eva~\neva> [Show me]\neva~');
    expect((await ledger(world, id)).status).toBe('delivered');
  });

  test('comes with the next word, days and digests in their order', async () => {
    const { world, plan, later } = await setUp();
    for (const [words, ms] of [
      [['One'], 26 * hourMs],
      [['Two', 'Three'], dayMs],
      [['Four'], dayMs],
    ] as const) {
      for (const one of words) await plan(one);
      await later(ms);
    }
    await play(world, 'eva< (template homeroom_waiting…');
    await play(
      world,
      `
      eva> [Show me]
      eva< Here is what came meanwhile.
      eva< Ana · #1 | One
      eva< Your daily digest of Lincoln High: 2 messages …
      eva< Ana · #4 | Four
      `,
    );
  });

  test('says what it waits for, and no moment that is over', async () => {
    const { world, school, eva, plan, later } = await setUp();
    await plan('Good morning');
    await later(26 * hourMs);
    await addAddress(world, school, { member: eva, channel: 'telegram' });
    await play(
      world,
      `
      eva~
      telegram2> /why 1
      telegram2< Message #1 by Ana, by WhatsApp: kept, until they write on WhatsApp again, as its rules want it.…
      `,
    );
  });

  test('is not moved to a digest again by what they choose from another channel', async () => {
    const { world, eva, plan, later } = await setUp();
    const ids: string[] = [];
    for (const reason of ['daily', 'quietHours', 'muted']) {
      ids.push(await plan(reason));
      await later(26 * hourMs);
      await world.sql`update message_deliveries set time_reason = ${reason} where id = ${ids.at(-1)!}`;
    }
    const now = world.clock.now();
    await moveDigests(world.sql, eva.membershipId, { digestAt: now, requestsAt: now, timeReason: 'weekly' });
    await moveQuiet(world.sql, eva.personId, now);
    await moveMuted(world.sql, eva.personId, now);
    expect(await later(dayMs)).toBe(false);
    const held =
      await world.sql`select status, reason, digest_at from message_deliveries where id = any(${ids})`;
    expect([...held]).toEqual(ids.map(() => ({ ...isSilent, digest_at: null })));
  });

  test('is left alone also where an older release kept the moment of its digest', async () => {
    const { world, plan, later } = await setUp();
    const id = await plan('Good morning');
    await later(26 * hourMs);
    await world.sql`update message_deliveries set digest_at = ${world.clock.now()} where id = ${id}`;
    expect(await later(minuteMs)).toBe(false);
    expect(await ledger(world, id)).toMatchObject(isSilent);
  });
});

test('what the provider refuses later, as it knows the window closed, is held for a word and no digest', async () => {
  const { world, eva, plan, later } = await setUp();
  const id = await plan('Good morning');
  world.clock.advance(13 * hourMs);
  await world.sql`update addresses set heard_at = ${world.clock.now()} where id = ${eva.addressId}`;
  await later(hourMs);
  expect((await ledger(world, id)).status).toBe('sent');
  await world.engine.receive([refusedLater('wamid.1')], { correlationId: 'a receipt' });
  expect(await ledger(world, id)).toMatchObject(isSilent);
  expect(await later(minuteMs)).toBe(false);
});

test('what a digest carried that is refused later is held with it, and leaves with it', async () => {
  const { world, eva, plan, later } = await setUp();
  for (const words of ['One', 'Two']) await plan(words);
  world.clock.advance(13 * hourMs);
  await world.sql`update addresses set heard_at = ${world.clock.now()} where id = ${eva.addressId}`;
  await later(hourMs);
  expect(await states(world)).toEqual(['digest sent', 'post sent', 'post sent']);
  await world.engine.receive([refusedLater('wamid.1')], { correlationId: 'a receipt' });
  expect(await states(world)).toEqual(['digest held windowClosed', 'post held digest', 'post held digest']);
  expect(await later(minuteMs)).toBe(false);
  await play(world, 'eva~\neva> [Show me]\neva~');
  expect(await states(world)).toEqual(['digest delivered', 'post delivered', 'post delivered']);
});

test('a turn of the timetable brings what was due when it began, and ends', async () => {
  const world = await newWorld();
  const school = await newClass(world, { members: { ana: '', ben: '', carla: '' } });
  await choose(world, school, 'ben', { memberships: { frequency: 'daily', digest_minute: 18 * 60 } });
  await choose(world, school, 'carla', { memberships: { frequency: 'daily', digest_minute: 19 * 60 } });
  await writePost(world, school, { author: 'ana', words: 'Hello' });
  while (await planChunk(world));
  world.clock.advance(14 * hourMs);
  let woken = 0;
  const onDeliveries = () => {
    woken++;
    world.clock.advance(hourMs);
  };
  await runDueJobs(jobsDeps(world, { onDeliveries }));
  expect(woken).toBe(1);
  await runDueJobs(jobsDeps(world, { onDeliveries }));
  expect(woken).toBe(2);
});

describe('a post for somebody who is silent', () => {
  const fanouts = (world: World) => world.sql`select completed_at is not null as "isOver" from fanouts`;

  test('has its end told to its author, who is not kept waiting', async () => {
    const world = await newWorld({ channels: ['telegram', 'sms', 'whatsapp'] });
    await newClass(world, { members: { ana: 'sms', ben: 'telegram', eva: 'whatsapp' } });
    await play(
      world,
      `
      --- 2 days
      ana> Hello
      ana~
      ana> 1
      ana< Posted as #1. I tell you when it has arrived.
      ana< #1: 1 of 2 delivered, 1 gets it later.
      ben~
      eva~
      `,
    );
    expect([...(await fanouts(world))]).toEqual([{ isOver: true }]);
  });

  test('is not kept for longer than four weeks: then nothing of its month is open', async () => {
    const world = await newWorld({ channels: ['telegram', 'whatsapp'] });
    await newClass(world, { members: { ana: 'telegram', eva: 'whatsapp' } });
    await play(
      world,
      `
      --- 2 days
      ana> Hello
      ana~
      ana> [Post it]
      ana~
      eva~
      `,
    );
    await jobsAfter(world, 28 * dayMs - hourMs);
    expect(await states(world)).toEqual(['post held windowClosed']);
    await jobsAfter(world, 2 * hourMs);
    expect(await states(world)).toEqual(['post skipped silent']);
    await play(
      world,
      `
      ana> /why 1
      ana< Your message #1 has 1 reader: | 1 by WhatsApp not sent, since they did not write on WhatsApp for four weeks: Eva
      `,
    );
    await jobsAfter(world, 62 * dayMs, { retentionMonths: 1 });
    expect(await world.sql`select to_regclass('message_deliveries_2026_03') as month`).toEqual([
      { month: null },
    ]);
  });

  test('ends with the digest that carries it', async () => {
    const { world, plan, later } = await setUp();
    for (const words of ['One', 'Two']) await plan(words);
    await later(26 * hourMs);
    await jobsAfter(world, 28 * dayMs + 1);
    expect(await states(world)).toEqual([
      'digest skipped silent',
      'post skipped silent',
      'post skipped silent',
    ]);
  });
});

describe('somebody who writes while something for them is refused', () => {
  /** Eva, silent since yesterday, and a provider; `writes` is her next word, a second later. */
  async function silentEva() {
    const world = await newWorld({ channels: ['whatsapp'] });
    const { members } = await newClass(world, { members: { eva: 'whatsapp' } });
    const eva = { ...members.eva!, channel: 'whatsapp' as const };
    const provider = new Provider();
    const worker = newWorker(world, provider);
    world.clock.advance(25 * hourMs);
    async function writes(): Promise<void> {
      world.clock.advance(1_000);
      const said = world.inboundOf(
        world.phones.get('eva')!,
        { kind: 'text', text: '/status', replyTo: null },
        '1',
      );
      await world.engine.receive([said], { correlationId: 'a word' });
    }
    const heardAt = async () =>
      (
        await world.sql<
          { heard: Date }[]
        >`select heard_at as heard from addresses where id = ${eva.addressId}`
      )[0]!.heard;
    return { world, eva, provider, worker, writes, heardAt };
  }

  /** Who refuses: us, as she was silent when it was taken along with a template; or the provider, at once or later. */
  const refusals = ['ours', 'theirs', 'theirs, later'] as const;

  test.each(refusals)('gets it, and an answer to the word (%s)', async (refusal) => {
    const { world, eva, provider, worker, writes, heardAt } = await silentEva();
    const template = {
      parts: [text('window.waiting', {})],
      template: { name: 'homeroom_waiting', parameters: [] },
    };
    if (refusal === 'ours') await queue(world, eva, '', { lane: 'post', content: template });
    else await world.sql`update addresses set heard_at = ${world.clock.now()}`;
    const id = await queue(world, eva, 'hello', { lane: 'post' });
    let isRefused = false;
    provider.onSend = async () => {
      if (isRefused || refusal === 'theirs, later') return;
      isRefused = true;
      await writes();
      if (refusal === 'theirs') throw new SendError('windowClosed', 'told to');
    };
    await worker.drain();
    if (refusal === 'theirs, later') {
      await writes();
      await world.engine.receive([refusedLater('P1')], { correlationId: 'a receipt' });
      await worker.drain();
    }
    expect(await heardAt()).toEqual(world.clock.now());
    expect(await ledger(world, id)).toMatchObject({ status: 'sent' });
    const heard = provider.taken.map((words) => words.slice(0, 7));
    expect(heard.toSorted()).toEqual(
      {
        ours: ['#hello:', 'Hello ,', 'You are'],
        theirs: ['#hello:', 'You are'],
        'theirs, later': ['#hello:', '#hello:', 'You are'],
      }[refusal],
    );
  });

  test('is asked to write again where the provider refuses that as well', async () => {
    const { world, eva, provider, worker, writes } = await silentEva();
    await world.sql`update addresses set heard_at = ${world.clock.now()}`;
    const id = await queue(world, eva, 'hello', { lane: 'post' });
    let times = 0;
    provider.onSend = async ({ template }) => {
      if (template || times === 2) return;
      if (++times === 1) await writes();
      world.clock.advance(1_000);
      throw new SendError('windowClosed', 'told to');
    };
    await worker.drain();
    expect(await ledger(world, id)).toMatchObject(isSilent);
    expect(provider.taken.join()).toContain('there are new messages');
  });
});

/** Meta took it, and says later that the window was closed. */
const refusedLater = (providerId: string): Parsed => ({
  kind: 'receipt',
  receipt: {
    ...{ channel: 'whatsapp', account: '100000000000001', providerId, isStopped: false },
    ...{ status: 'failed', providerCode: '131047', failure: 'windowClosed' },
  },
});

const states = async ({ sql }: World) => {
  const rows = await sql<{ state: string }[]>`
    select concat_ws(' ', kind, status, reason) as state from message_deliveries
    where kind in ('post', 'digest') order by 1`;
  return rows.map(({ state }) => state);
};
