import { describe, expect, test } from 'vitest';
import { takeOpenFanouts } from '../../db/fanouts.ts';
import { correctMessage } from '../../db/messages.ts';
import { moveQuiet } from '../../db/mutes.ts';
import { setQuietHours } from '../../db/preferences.ts';
import { noteHeard } from '../../db/windows.ts';
import { makeDigests } from '../../delivery/digest.ts';
import { planChunk } from '../../delivery/planner.ts';
import type { ChannelName, Receipt } from '../../domain/channel.ts';
import { text } from '../../domain/text.ts';
import { choose, nights } from '../support/choices.ts';
import { newClass } from '../support/class.ts';
import { writePost } from '../support/posts.ts';
import { newWorld, type World } from '../support/world.ts';
import { newWorker, Provider, queue } from './outbox.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * Ten minutes before the quiet hours of Ben, who is in New York: from ten in the evening until seven, which is noon in
 * London. Ana has none.
 */
async function evening({
  channel = 'telegram',
  channels = ['telegram', 'sms'],
}: {
  channel?: ChannelName;
  channels?: ChannelName[];
} = {}) {
  const world = await newWorld({ channels });
  const school = await newClass(world, {
    members: { ana: channels.includes('telegram') ? 'telegram' : channel, ben: channel },
  });
  await choose(world, school, 'ben', nights);
  world.clock.advance(17 * hourMs + 50 * minuteMs);
  const { ana, ben } = school.members as Record<'ana' | 'ben', (typeof school.members)[string]>;
  await world.sql`update addresses set heard_at = ${world.clock.now()} where id = ${ana.addressId}`;
  const provider = new Provider();
  const worker = newWorker(world, provider);
  const post = async (
    words: string,
    more: { author?: string; parentId?: string; isUrgent?: boolean } = {},
  ) => {
    const id = await writePost(world, school, { author: 'ana', words, ...more });
    while (await planChunk(world));
    return id;
  };
  /** What is due goes out, this much later. */
  const later = async (ms: number) => {
    world.clock.advance(ms);
    while (await makeDigests(world));
    await worker.drain();
  };
  /** Of what is for Ben, in its order. */
  const rows = async () => {
    const found = await world.sql<{ words: string }[]>`
      select concat_ws(' ', kind, status, reason, time_reason,
        case when not_before > ${world.clock.now()} then to_char(not_before at time zone 'UTC', 'HH24:MI') end) as words
      from message_deliveries where person_id = ${ben.personId} order by position`;
    return found.map(({ words }) => words);
  };
  return { world, school, ana, ben: { ...ben, channel }, provider, worker, post, later, rows };
}

const untilMorning = 9 * hourMs + 10 * minuteMs;

describe('what was to go before quiet hours, and could not', () => {
  test('comes when they end, all of it in one message', async () => {
    const { provider, post, later, rows } = await evening();
    provider.fates = ['unreachable'];
    await post('One');
    await later(0);
    await post('Two');
    // A few seconds before ten the retry is due, and its provider is still away; then it is ten.
    provider.fates = ['unreachable'];
    await later(9 * minuteMs + 50_000);
    await later(4 * hourMs);
    expect([provider.taken, await rows()]).toEqual([
      [],
      ['post held digest quietHours 12:00', 'post held digest quietHours 12:00'],
    ]);
    await later(5 * hourMs + 10_000);
    expect(provider.taken).toEqual([expect.stringMatching(/resting[\s\S]*2 messages[\s\S]*Two[\s\S]*One/)]);
  });

  test('while nobody was there to send it, waits for their end as well, without having been tried', async () => {
    const { world, provider, post, later, rows } = await evening();
    await post('One');
    await later(100 * minuteMs);
    expect([provider.taken, await rows()]).toEqual([[], ['post held digest quietHours 12:00']]);
    expect(await world.sql`select attempts from message_deliveries`).toEqual([{ attempts: 0 }]);
    await later(untilMorning);
    expect(provider.taken).toEqual([expect.stringMatching(/One$/)]);
  });

  test('goes until the last minute before them', async () => {
    const { provider, post, later } = await evening();
    await post('One');
    await later(10 * minuteMs - 1);
    expect(provider.taken).toHaveLength(1);
  });

  test('does so by the clock as it is changed in that night', async () => {
    const { world, provider, post, later, rows } = await evening();
    // Until the evening before the clocks go forward in New York.
    world.clock.advance(5 * 24 * hourMs - 20 * minuteMs);
    await post('One');
    await later(30 * minuteMs);
    expect([provider.taken, await rows()]).toEqual([[], ['post held digest quietHours 11:00']]);
  });

  test('costs the budget for text messages once', async () => {
    const { world, provider, post, later } = await evening({ channel: 'sms' });
    const spent = async () => (await world.sql`select segments from sms_spending`).map((row) => row.segments);
    await post('One');
    expect(await spent()).toEqual([1]);
    await later(hourMs);
    expect([provider.taken, await spent()]).toEqual([[], [0]]);
    await later(untilMorning);
    expect([provider.taken.length, await spent()]).toEqual([1, [1]]);
  });

  test('comes at once where its reader ends them meanwhile', async () => {
    const { world, ben, provider, post, later } = await evening();
    await post('One');
    await queue(world, ben, 'Zoe asks', { content: request });
    await later(hourMs);
    expect(provider.taken).toEqual([]);
    await setQuietHours(world.sql, ben.personId, null);
    await moveQuiet(world.sql, ben.personId, world.clock.now());
    await later(0);
    expect(provider.taken).toHaveLength(2);
  });

  test('and was refused after it was accepted, does not go again before they end', async () => {
    const { world, provider, post, later, rows } = await evening({ channel: 'sms' });
    await post('One');
    await later(0);
    world.clock.advance(hourMs);
    const { account } = world.accounts.find((one) => one.channel === 'sms')!;
    const receipt: Receipt = {
      ...{ channel: 'sms', account, providerId: 'P1', status: 'failed', failure: 'unreachable' },
      ...{ providerCode: '30003', isStopped: false },
    };
    await world.engine.receive([{ kind: 'receipt', receipt }], { correlationId: 'a receipt' });
    await later(minuteMs);
    expect([provider.taken.length, await rows()]).toEqual([1, ['post held digest quietHours 12:00']]);
    await later(untilMorning);
    expect(provider.taken).toHaveLength(2);
  });
});

const request = { parts: [text('progress.line', { number: 1, progress: 'Zoe' })], isRequest: true as const };

describe('what is no post', () => {
  test('a request waits as it is, with its buttons', async () => {
    const { world, ben, provider, later, rows } = await evening();
    await queue(world, ben, '', { content: request });
    await later(hourMs);
    expect([provider.taken, await rows()]).toEqual([[], ['notice queued quietHours 12:00']]);
    await later(untilMorning);
    expect(provider.taken).toHaveLength(1);
  });

  test('a digest waits, and leaves what was held since to the next one', async () => {
    const { world, school, provider, post, later, rows } = await evening();
    await choose(world, school, 'ben', { memberships: { frequency: 'daily', digest_minute: 21 * 60 + 55 } });
    for (const words of ['One', 'Two']) await post(words);
    world.clock.advance(6 * minuteMs);
    await makeDigests(world);
    await later(hourMs);
    expect([provider.taken, (await rows())[2]]).toEqual([[], 'digest queued quietHours 12:00']);
    await later(untilMorning);
    expect(provider.taken).toEqual([expect.stringMatching(/2 messages/)]);
    expect(await rows()).toEqual(['post sent daily', 'post sent daily', 'digest sent quietHours']);
  });

  test('a correction that is another message waits', async () => {
    const { world, school, provider, post, later, rows } = await evening({ channel: 'sms' });
    const messageId = await post('One');
    await later(0);
    const { communityId } = school;
    const change = { messageId, communityId, fanoutId: world.newId(), correlationId: null };
    await correctMessage(world.sql, { ...change, text: 'Two', now: world.clock.now() });
    while (await planChunk(world));
    await later(hourMs);
    expect([provider.taken.length, (await rows())[1]]).toEqual([1, 'edit queued quietHours 12:00']);
    await later(untilMorning);
    expect(provider.taken[1]).toMatch(/corrected[\s\S]*Two/);
  });

  test.each(['answer', 'notice'] as const)('%s: goes at any hour, past what waits', async (kind) => {
    const { world, ben, provider, post, later } = await evening();
    await post('One');
    await queue(world, ben, 'Your code', { kind });
    await later(hourMs);
    expect(provider.taken).toEqual(['#Your code: ']);
  });
});

describe('what may come at any hour does', () => {
  test('what is urgent to those who allow it', async () => {
    const { world, school, provider, post, later } = await evening();
    await post('Fire', { isUrgent: true });
    await later(hourMs);
    expect(provider.taken).toHaveLength(1);
    await choose(world, school, 'ben', { memberships: { allows_urgent: false } });
    await choose(world, school, 'ben', { people: { quiet_from: null, quiet_to: null } });
    await post('Fire again', { isUrgent: true });
    await choose(world, school, 'ben', nights);
    await later(0);
    expect(provider.taken).toHaveLength(1);
  });

  test('an answer to what its reader wrote, while they are still there', async () => {
    const { world, provider, post, later } = await evening();
    world.clock.advance(9 * minuteMs);
    const question = await post('Who?', { author: 'ben' });
    await later(0);
    world.clock.advance(30_000);
    await post('Me', { parentId: question });
    await later(minuteMs);
    expect(provider.taken.at(-1)).toMatch(/Me$/);
    await post('Me too', { parentId: question });
    await later(9 * minuteMs);
    expect(provider.taken.at(-1)).toMatch(/Me$/);
  });

  test('what is for a group, which has no hours', async () => {
    const { world, ben, provider, later } = await evening();
    const messageId = null;
    await queue(world, ben, 'hello', { kind: 'post', personId: null, messageId });
    await later(hourMs);
    expect(provider.taken).toHaveLength(1);
  });

  test('what waited for their word on WhatsApp, and is released by it', async () => {
    const { world, ben, provider, post, later, rows } = await evening({
      channel: 'whatsapp',
      channels: ['telegram', 'whatsapp'],
    });
    await world.sql`update addresses set heard_at = ${new Date(world.clock.now().getTime() - 24 * hourMs)} where id = ${ben.addressId}`;
    await post('One');
    await later(0);
    expect((await rows())[0]).toBe('post held windowClosed windowClosed');
    world.clock.advance(hourMs);
    await noteHeard(world.sql, [ben.addressId], world.clock.now());
    await later(0);
    expect(provider.taken.at(-1)).toMatch(/One$/);
  });
});

describe('a send whose answer was lost', () => {
  test('is asked about in quiet hours, and was one', async () => {
    const { provider, post, later, rows } = await evening({ channel: 'sms' });
    provider.fates = ['lost'];
    provider.memory = [{ providerIds: ['P1'] }];
    await post('One');
    await later(9 * minuteMs + 50_000);
    await later(minuteMs);
    expect([provider.taken.length, await rows()]).toEqual([1, ['post sent uncertain']]);
  });

  test('stays uncertain until they end where nobody knows of it, and is asked about once more', async () => {
    const { provider, post, later, rows } = await evening({ channel: 'sms' });
    provider.fates = ['uncertain'];
    await post('One');
    await later(9 * minuteMs + 50_000);
    await later(minuteMs);
    expect([provider.taken, await rows()]).toEqual([[], ['post uncertain uncertain quietHours 12:00']]);
    await later(untilMorning);
    expect([provider.askedSince.length, provider.taken.length]).toEqual([2, 1]);
  });

  test('is sent once more when they end where its provider cannot be asked, and nothing waits behind it', async () => {
    const { world, ben, provider, post, later, rows } = await evening();
    provider.fates = ['lost'];
    await post('One');
    await later(9 * minuteMs + 50_000);
    await post('Two');
    await queue(world, ben, 'A notice');
    await later(minuteMs);
    expect([provider.taken.length, await rows()]).toEqual([
      2,
      ['post uncertain uncertain quietHours 12:00', 'post held digest quietHours 12:00', 'notice sent'],
    ]);
    const [report] = await openFanouts(world);
    expect(report).toMatchObject({ total: 1, delivered: 0, later: 1 });
    await later(untilMorning);
    expect(provider.taken.slice(2)).toEqual([expect.stringMatching(/One$/), expect.stringMatching(/Two$/)]);
  });

  test('is settled at once where its reader ends them meanwhile', async () => {
    const { world, ben, provider, post, later, rows } = await evening();
    provider.fates = ['lost'];
    await post('One');
    await later(9 * minuteMs + 50_000);
    await later(hourMs);
    await setQuietHours(world.sql, ben.personId, null);
    await moveQuiet(world.sql, ben.personId, world.clock.now());
    await later(0);
    expect([provider.taken.length, await rows()]).toEqual([2, ['post sent sentAgain quietHours']]);
  });
});

/** What authors would be told now. */
const openFanouts = ({ sql, clock }: World) =>
  takeOpenFanouts(sql, {
    now: clock.now(),
    before: clock.now(),
    receiptsUntil: clock.now(),
    withReceipts: [],
  });
