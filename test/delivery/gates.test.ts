import { describe, expect, test } from 'vitest';
import { Gates } from '../../delivery/gates.ts';
import { SendError, type SendErrorCode } from '../../domain/errors.ts';
import { silent } from '../../domain/log.ts';
import { newClass } from '../support/class.ts';
import { fakeClock } from '../support/clock.ts';
import { newWorld } from '../support/world.ts';
import { ledger, newWorker, Provider, queue } from './outbox.ts';

const secondMs = 1_000;

function setUp() {
  const clock = fakeClock();
  const said: string[] = [];
  const log = {
    ...silent,
    error: (_: object, words: string) => void said.push(words),
    info: (_: object, words: string) => void said.push(words),
  };
  const gates = new Gates({ clock, log });
  const note = (code: SendErrorCode | null, more: Partial<ConstructorParameters<typeof SendError>[2]> = {}) =>
    gates.note({ channel: 'sms', addressId: 'a', error: code && new SendError(code, 'told to', more) });
  const fail = (times: number) => {
    for (let n = 0; n < times; n++) note('unreachable');
  };
  return { clock, said, gates, note, fail };
}

describe('a channel', () => {
  test('is left alone after five failures in a row, longer after each probe that fails, five minutes at most', () => {
    const { clock, gates, fail } = setUp();
    fail(4);
    expect(gates.passage('sms')).toBe('open');
    fail(1);
    const pauses: number[] = [];
    for (let probes = 0; probes < 9; probes++) {
      let seconds = 0;
      for (; gates.passage('sms') === 'closed'; seconds++) clock.advance(secondMs);
      pauses.push(seconds);
      expect(gates.passage('sms')).toBe('probe');
      gates.startProbe('sms');
      expect(gates.passage('sms')).toBe('closed');
      fail(1);
      gates.endProbe('sms');
    }
    expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300]);
  });

  const answers: SendErrorCode[] = ['rejected', 'stopped', 'windowClosed', 'throttled'];
  test.each([null, ...answers])('that answers (%s) was not away', (answer) => {
    const { gates, note, fail } = setUp();
    fail(4);
    note(answer);
    fail(4);
    expect(gates.passage('sms')).toBe('open');
  });

  test('is open again as soon as one gets through, and the log says both', () => {
    const { clock, gates, note, fail, said } = setUp();
    fail(5);
    expect(gates.broken()).toEqual([{ channel: 'sms', since: clock.now() }]);
    clock.advance(5 * secondMs);
    note(null);
    expect(gates.passage('sms')).toBe('open');
    expect(gates.broken()).toEqual([]);
    expect(said).toEqual([
      'a channel cannot be reached; what is to go by it waits',
      'a channel can be reached again',
    ]);
  });

  test('is not paused longer by what was still under way when it was', () => {
    const { clock, gates, fail } = setUp();
    fail(32);
    clock.advance(5 * secondMs);
    expect(gates.passage('sms')).toBe('probe');
  });

  test('whose mailboxes are full is not away itself', () => {
    const { gates, note } = setUp();
    for (let n = 0; n < 20; n++) note('unreachable', { concerns: 'address' });
    expect(gates.passage('sms')).toBe('open');
  });

  test('that was never asked is neither away nor back', () => {
    const { clock, gates, note, fail } = setUp();
    for (let n = 0; n < 20; n++) note('unreachable', { isUnasked: true });
    expect(gates.passage('sms')).toBe('open');
    fail(5);
    clock.advance(5 * secondMs);
    note('unreachable', { isUnasked: true });
    expect(gates.passage('sms')).toBe('probe');
    expect(gates.broken()).toHaveLength(1);
  });

  test('does not stay closed by a probe that found nothing to send', () => {
    const { clock, gates, fail } = setUp();
    fail(5);
    clock.advance(5 * secondMs);
    gates.startProbe('sms');
    gates.endProbe('sms');
    expect(gates.passage('sms')).toBe('probe');
  });
});

/** Who was refused with 429, whom the provider named, and who has to wait then. */
const throttled = [
  { of: ['a'], concerns: null, waits: { a: true, b: false } },
  { of: ['a', 'a'], concerns: null, waits: { a: true, b: false } },
  { of: ['a', 'b'], concerns: null, waits: { a: true, b: true, c: true } },
  { of: ['a'], concerns: 'channel', waits: { a: true, b: true } },
  { of: ['a', 'b'], concerns: 'address', waits: { a: true, b: true, c: false } },
] as const;

test.each(throttled)('a 429 to $of concerning $concerns keeps waiting: $waits', ({ of, concerns, waits }) => {
  const { clock, gates } = setUp();
  const error = new SendError('throttled', '429', { retryAfterMs: 30 * secondMs, concerns });
  for (const addressId of of) gates.note({ channel: 'telegram', addressId, error });
  const waiting = (addressId: string) => gates.waitUntil({ channel: 'telegram', addressId }) !== null;
  for (const [addressId, waitsNow] of Object.entries(waits)) expect(waiting(addressId)).toBe(waitsNow);
  expect(gates.waitUntil({ channel: 'sms', addressId: 'd' })).toBeNull();
  clock.advance(30 * secondMs);
  for (const addressId of Object.keys(waits)) expect(waiting(addressId)).toBe(false);
});

test('while a channel is away others go on, and nothing uses up its attempts', async () => {
  const world = await newWorld();
  const names = Array.from({ length: 30 }, (_, n) => [`m${n}`, n < 20 ? 'telegram' : 'sms']);
  const made = await newClass(world, { members: Object.fromEntries(names) });
  const provider = new Provider();
  const worker = newWorker(world, provider);
  let isAway = true;
  provider.onSend = async ({ to }) => {
    if (isAway && !to.startsWith('+')) throw new SendError('unreachable', 'no route');
  };
  const ids: string[] = [];
  for (const [name, channel] of names)
    ids.push(await queue(world, { ...made.members[name!]!, channel: channel as 'sms' }, name!));
  for (let minutes = 0; minutes < 120; minutes++) {
    await worker.drain();
    world.clock.advance(60 * secondMs);
  }
  expect(provider.taken).toHaveLength(10);
  const [most] =
    await world.sql`select max(attempts) as attempts, count(*)::int as count from message_deliveries
    where status = 'queued'`;
  expect(most!.count).toBe(20);
  expect(most!.attempts).toBeLessThan(7);
  isAway = false;
  for (let minutes = 0; minutes < 300; minutes++) {
    world.clock.advance(60 * secondMs);
    await worker.drain();
  }
  expect(provider.taken).toHaveLength(30);
  expect((await ledger(world, ids[0]!)).status).toBe('sent');
});

test('a class larger than Telegram takes at once is reached in the end, though it refuses everybody for a while', async () => {
  const world = await newWorld();
  const names = Array.from({ length: 60 }, (_, n) => [`m${n}`, 'telegram']);
  const { members } = await newClass(world, { members: Object.fromEntries(names) });
  const provider = new Provider();
  const worker = newWorker(world, provider);
  let refused = 0;
  let windowEnds = 0;
  let left = 0;
  provider.onSend = async () => {
    const now = world.clock.now().getTime();
    if (now >= windowEnds) [windowEnds, left] = [now + secondMs, 5];
    if (left-- > 0) return;
    refused += 1;
    throw new SendError('throttled', '429', { retryAfterMs: 5 * secondMs });
  };
  for (const member of Object.values(members)) await queue(world, member, 'hello');
  for (let n = 0; n < 120; n++) {
    await worker.drain();
    world.clock.advance(secondMs);
  }
  expect(provider.taken).toHaveLength(60);
  // Of the eight under way at a time a few hit the wall, not everybody again and again.
  expect(refused).toBeLessThan(60);
});
