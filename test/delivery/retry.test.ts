import { describe, expect, test } from 'vitest';
import { afterFailure } from '../../delivery/retry.ts';
import { SendError, type SendErrorCode } from '../../domain/errors.ts';

const now = new Date('2026-03-02T09:00:00Z');
/** Chance that always draws the longest wait. */
const longest = { bytes: Buffer.alloc, fraction: () => 1 };

interface Case {
  name: string;
  code: SendErrorCode;
  attempts: number;
  retryAfterMs?: number;
  isAsking?: boolean;
  wasRepeated?: boolean;
  status: string;
  waitsMs?: number;
}

const minute = 60_000;
const cases: Case[] = [
  { name: 'the first', code: 'unreachable', attempts: 1, status: 'queued', waitsMs: 5_000 },
  { name: 'the second', code: 'unreachable', attempts: 2, status: 'queued', waitsMs: 30_000 },
  { name: 'the third', code: 'unreachable', attempts: 3, status: 'queued', waitsMs: 2 * minute },
  { name: 'the fourth', code: 'unreachable', attempts: 4, status: 'queued', waitsMs: 10 * minute },
  { name: 'the fifth', code: 'unreachable', attempts: 5, status: 'queued', waitsMs: 30 * minute },
  { name: 'the sixth', code: 'unreachable', attempts: 6, status: 'queued', waitsMs: 120 * minute },
  { name: 'the seventh', code: 'unreachable', attempts: 7, status: 'queued', waitsMs: 240 * minute },
  { name: 'the last', code: 'unreachable', attempts: 8, status: 'dead' },
  {
    name: 'one that was told when to come back',
    code: 'throttled',
    attempts: 1,
    retryAfterMs: 77_000,
    status: 'queued',
    waitsMs: 84_700,
  },
  {
    name: 'one that was not told',
    code: 'throttled',
    attempts: 2,
    status: 'queued',
    waitsMs: 30_000,
  },
  { name: 'one to somebody who stopped', code: 'stopped', attempts: 1, status: 'failed' },
  { name: 'one that will never be accepted', code: 'rejected', attempts: 1, status: 'dead' },
  { name: 'one without an answer', code: 'uncertain', attempts: 1, status: 'uncertain', waitsMs: 30_000 },
  {
    name: 'one without an answer, sent again already',
    code: 'uncertain',
    attempts: 2,
    wasRepeated: true,
    status: 'dead',
  },
  ...[30_000, 30_000, 2 * minute, 10 * minute, 30 * minute, 120 * minute, 240 * minute].map(
    (waitsMs, index): Case => ({
      name: `question ${index + 1} about it that nobody answered`,
      ...{ code: 'uncertain', attempts: index + 1, isAsking: true, status: 'uncertain', waitsMs },
    }),
  ),
  { name: 'the last question', code: 'uncertain', attempts: 8, isAsking: true, status: 'dead' },
  { name: 'the last one without an answer', code: 'uncertain', attempts: 8, status: 'dead' },
];

describe('after an attempt that failed', () => {
  test.each(cases)('$name ($code) becomes $status', (one) => {
    const error = new SendError(one.code, 'no', { retryAfterMs: one.retryAfterMs });
    const { attempts, isAsking = false, wasRepeated = false } = one;
    const after = afterFailure(error, { attempts, isAsking, wasRepeated, now, random: longest });
    expect(after.status).toBe(one.status);
    const waitsMs = 'notBefore' in after ? after.notBefore.getTime() - now.getTime() : undefined;
    expect(waitsMs).toBe(one.waitsMs);
  });

  test('the wait is drawn from nothing to the longest, so that a crowd does not come back at once', () => {
    const error = new SendError('unreachable', 'no');
    const waitFor = (fraction: number) => {
      const random = { bytes: Buffer.alloc, fraction: () => fraction };
      const after = afterFailure(error, { attempts: 3, wasRepeated: false, now, random });
      return 'notBefore' in after && after.notBefore.getTime() - now.getTime();
    };
    expect([0, 0.25, 0.5].map(waitFor)).toEqual([0, 30_000, minute]);
  });
});

test('a crowd that was told when to come back does not come back at once, and nobody too early', () => {
  const error = new SendError('throttled', '429', { retryAfterMs: 60_000 });
  const waitFor = (fraction: number) => {
    const random = { bytes: Buffer.alloc, fraction: () => fraction };
    const after = afterFailure(error, { attempts: 1, wasRepeated: false, now, random });
    return 'notBefore' in after && after.notBefore.getTime() - now.getTime();
  };
  expect([0, 0.5, 1].map(waitFor)).toEqual([60_000, 63_000, 66_000]);
});

test('being too fast is not the message’s fault: it is tried on, however often', () => {
  const error = new SendError('throttled', '429', { retryAfterMs: 1_000 });
  const now = new Date('2026-03-02T09:00:00Z');
  const random = { fraction: () => 0.5, bytes: (count: number) => Buffer.alloc(count) };
  expect(afterFailure(error, { attempts: 40, wasRepeated: false, now, random })).toMatchObject({
    status: 'queued',
  });
});
