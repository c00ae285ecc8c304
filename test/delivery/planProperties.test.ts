import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AddressState,
  type Carried,
  type Decision,
  type Mute,
  plan,
  type Recipient,
} from '../../delivery/plan.ts';
import { isQuiet } from '../../domain/quietHours.ts';

const zones = ['America/Lima', 'Africa/Lagos', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia'];
const minute = fc.integer({ min: 0, max: 1_439 });
const anyWay = fc
  .record({
    id: fc.uuid(),
    channel: fc.constantFrom('telegram', 'sms', 'whatsapp', 'email', 'web'),
    state: fc.constantFrom<AddressState>(
      'open',
      'open',
      'windowClosed',
      'unproven',
      'stopped',
      'bounced',
      'off',
    ),
  })
  .filter(({ channel, state }) => channel === 'whatsapp' || state !== 'windowClosed');
const someMoment = fc.date({
  min: new Date('2011-12-01T00:00Z'),
  max: new Date('2030-01-01T00:00Z'),
  noInvalidDate: true,
});
const someone = fc.record({
  ways: fc.array(anyWay, { maxLength: 4 }),
  isSuspended: fc.constant(false),
  preferredChannel: fc.constantFrom('telegram', 'sms', 'whatsapp'),
  fallbackChannels: fc.uniqueArray(fc.constantFrom('email', 'sms', 'web'), { maxLength: 2 }),
  frequency: fc.constantFrom('at once' as const, 'daily' as const, 'weekly' as const),
  digestAt: minute,
  digestWeekday: fc.integer({ min: 0, max: 6 }),
  timeZone: fc.constantFrom(...zones),
  quietHours: fc.option(
    fc
      .tuple(minute, minute)
      .filter(([from, to]) => from !== to)
      .map(([from, to]) => ({ from, to })),
  ),
  allowsUrgent: fc.boolean(),
  mutes: fc.constant<Mute[]>([]),
});
const somethingSaid = fc.record({
  kind: fc.constantFrom('post' as const, 'reply' as const, 'request' as const),
  isUrgent: fc.boolean(),
  authorId: fc.constant('ben'),
  forumId: fc.constant('music'),
  answersActAt: fc.constant(null),
  segments: fc.integer({ min: 1, max: 5 }).map((segments) => () => segments),
});
const someBudget = fc.option(fc.integer({ min: 0, max: 6 }));
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const runs = { numRuns: 3_000 };

describe('whoever they are and whatever it is', () => {
  const property = (
    check: (
      decision: Decision,
      given: { to: Recipient; message: Carried; left: number | null; at: Date },
    ) => void,
  ) =>
    fc.assert(
      fc.property(someone, somethingSaid, someBudget, someMoment, (to, message, left, at) => {
        check(plan(to, message, { segmentsLeft: left, now: at }), { to, message, left, at });
      }),
      runs,
    );
  const momentOf = (decision: Decision) =>
    decision.kind === 'skip' ? null : decision.kind === 'digest' ? decision.digestAt : decision.notBefore;

  test('nothing comes in quiet hours, unless it is urgent and they allow that', () => {
    property((decision, { to, message }) => {
      const moment = momentOf(decision);
      if (!moment || !to.quietHours || (message.isUrgent && to.allowsUrgent)) return;
      expect(isQuiet(to.quietHours, moment, to.timeZone)).toBe(false);
    });
  });

  test('nothing comes before it is said, nor later than a day and the quiet hours, or a week and a day', () => {
    property((decision, { to, at }) => {
      const moment = momentOf(decision);
      if (!moment) return;
      const quietMs = to.quietHours ? ((to.quietHours.to - to.quietHours.from + 1_440) % 1_440) * 60_000 : 0;
      const mostMs =
        decision.kind === 'send' ? quietMs : (to.frequency === 'weekly' ? 8 : 1) * dayMs + quietMs;
      expect(moment.getTime()).toBeGreaterThanOrEqual(at.getTime());
      // The hour that a clock shows twice, once for the digest and once for the night.
      expect(moment.getTime() - at.getTime()).toBeLessThanOrEqual(mostMs + 2 * hourMs);
    });
  });

  test('it goes to an address of theirs that can be written to, and is skipped only where there is none', () => {
    property((decision, { to, left }) => {
      const usable = to.ways.filter(({ state }) => state === 'open' || state === 'windowClosed');
      if (decision.kind === 'skip') {
        const isDear = usable.every(({ channel }) => channel === 'sms') && left !== null;
        expect(usable.length === 0 || isDear, decision.reason).toBe(true);
      } else expect(usable.map(({ id }) => id)).toContain(decision.addressId);
    });
  });

  test('the preferred channel is taken wherever it can be, and any other with a reason', () => {
    property((decision, { to }) => {
      if (decision.kind === 'skip') return;
      const preferred = to.ways.find(
        ({ channel, state }) => channel === to.preferredChannel && state === 'open',
      );
      const isFirst =
        preferred && to.ways.find(({ channel }) => channel === to.preferredChannel) === preferred;
      if (isFirst && preferred.channel !== 'sms') expect(decision.addressId).toBe(preferred.id);
      if (decision.channel !== to.preferredChannel) expect(decision.wayReason).not.toBeNull();
    });
  });

  test('no text message goes that the budget does not cover', () => {
    property((decision, { message, left }) => {
      if (decision.kind !== 'send' || decision.channel !== 'sms' || left === null) return;
      expect(message.segments()).toBeLessThanOrEqual(left);
      expect(decision.segments).toBe(message.segments());
    });
  });
});
