import { describe, expect, it } from 'vitest';
import { refusal } from '../../../bots/sms/refusals.ts';

const of = (code: number | null, status: number, retryAfter?: string) =>
  refusal({ status, code: code === null ? undefined : String(code), retryAfter });

describe('Twilio’s codes', () => {
  it.each([
    [[14107, 20429, 21611, 30001, 63038], { code: 'throttled', retryable: true }],
    [[20503], { code: 'unreachable', retryable: true, ours: false }],
    [
      [20003, 20005, 20404, 21212, 21603, 21606, 21659, 21660, 30002],
      { code: 'unreachable', retryable: true, ours: true },
    ],
    [[20500], { code: 'uncertain', retryable: false }],
    [[21610], { code: 'stopped', retryable: false }],
    [
      [21211, 21217, 21265, 21266, 21612, 21614, 21635, 30003, 30004, 30005, 30006, 30007, 30008],
      { code: 'rejected', retryable: false, ours: false },
    ],
    [
      [20001, 21408, 21601, 21602, 21604, 21608, 21609, 21617, 30034],
      { code: 'rejected', retryable: false, ours: true },
    ],
  ] as const)('%j', (codes, expected) => {
    for (const code of codes)
      expect(of(code, 400)).toMatchObject({ ...expected, providerCode: String(code) });
  });
});

describe('an answer without a code we know', () => {
  it.each([
    [400, 'rejected'],
    [401, 'unreachable'],
    [403, 'unreachable'],
    [404, 'rejected'],
    [429, 'throttled'],
    [500, 'uncertain'],
    [502, 'uncertain'],
    [503, 'unreachable'],
    [504, 'uncertain'],
  ])('of status %i is %s', (status, code) => {
    expect(of(null, status)).toMatchObject({ code, providerCode: undefined });
    expect(of(99999, status)).toMatchObject({ code, providerCode: '99999' });
  });
});

it.each([
  ['7', 7_000],
  ['0', 0],
  [undefined, undefined],
  ['soon', undefined],
])('Retry-After %j is %j ms', (header, ms) => expect(of(20429, 429, header).retryAfterMs).toBe(ms));
