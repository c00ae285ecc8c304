import { describe, expect, test } from 'vitest';
import type { Carried, Recipient } from '../../delivery/plan.ts';
import { carried, decide, inHours, minutesAgo, recipient, ways } from './decisions.ts';

const quietHours = { from: 22 * 60, to: 7 * 60 };
const muted: Pick<Recipient, 'mutes'> = { mutes: [{ what: 'everything', until: inHours(30) }] };

describe('a message goes', () => {
  test.each([
    ['at once', {}, {}, 'telegram send now'],
    ['after their quiet hours', { quietHours }, {}, 'telegram digest 03-03T12:00 quietHours'],
    ['at once outside of them', { quietHours: { from: 0, to: 7 * 60 } }, {}, 'telegram send now'],
    ['with the next daily digest', { frequency: 'daily' }, {}, 'telegram digest 03-03T23:00 daily'],
    ['with the next weekly digest', { frequency: 'weekly' }, {}, 'telegram digest 03-08T23:00 weekly'],
    [
      'with the digest, later as that would be in quiet hours',
      { frequency: 'daily', quietHours: { from: 17 * 60, to: 20 * 60 } },
      {},
      'telegram digest 03-04T01:00 daily',
    ],
    ['when the silence ends that they asked for', { ...muted }, {}, 'telegram digest 03-04T09:00 muted'],
    [
      'when that silence and their quiet hours are over',
      { ...muted, quietHours },
      {},
      'telegram digest 03-04T12:00 muted',
    ],
    [
      'when the silence ends, however urgent it is',
      { ...muted },
      { isUrgent: true },
      'telegram digest 03-04T09:00 muted',
    ],
    [
      'at once in quiet hours, as it is urgent',
      { quietHours },
      { isUrgent: true },
      'telegram send now urgent',
    ],
    [
      'when they write there, however urgent it is',
      { quietHours, ways: ways('telegram:windowClosed') },
      { isUrgent: true },
      'telegram send now windowClosed',
    ],
    ['at once, as it would be anyway, though it is urgent', {}, { isUrgent: true }, 'telegram send now'],
    [
      'at once rather than with the digest, as it is urgent',
      { frequency: 'weekly' },
      { isUrgent: true },
      'telegram send now urgent',
    ],
    [
      'after quiet hours, though urgent, as they do not allow that',
      { quietHours, allowsUrgent: false },
      { isUrgent: true },
      'telegram digest 03-03T12:00 quietHours',
    ],
    [
      'with the digest, though urgent, as they do not allow that',
      { frequency: 'daily', allowsUrgent: false },
      { isUrgent: true },
      'telegram digest 03-03T23:00 daily',
    ],
    [
      'at once, as it answers what they wrote 9 minutes ago',
      { quietHours, frequency: 'daily' },
      { kind: 'reply', answersActAt: minutesAgo(9) },
      'telegram send now answersYou',
    ],
    [
      'later, as it answers what they wrote 10 minutes ago',
      { quietHours },
      { kind: 'reply', answersActAt: minutesAgo(10) },
      'telegram digest 03-03T12:00 quietHours',
    ],
    [
      'at once, being a code',
      { quietHours, frequency: 'weekly', ...muted },
      { kind: 'code' },
      'telegram send now',
    ],
    [
      'at once, being an answer',
      { quietHours, frequency: 'weekly', ...muted },
      { kind: 'answer' },
      'telegram send now',
    ],
    [
      'at once to somebody suspended, being an answer',
      { isSuspended: true },
      { kind: 'answer' },
      'telegram send now',
    ],
    [
      'after quiet hours, being a request',
      { quietHours },
      { kind: 'request' },
      'telegram send 03-03T12:00 quietHours',
    ],
    [
      'with a digest of the same day, being a request',
      { frequency: 'weekly' },
      { kind: 'request' },
      'telegram digest 03-03T23:00 weekly',
    ],
  ] as [string, Partial<Recipient>, Partial<Carried>, string][])('%s', (_when, chosen, message, decision) => {
    expect(decide(recipient(chosen), carried(message))).toBe(decision);
  });
});
