import { describe, expect, it } from 'vitest';
import { meaningOf } from '../../../bots/whatsapp/codes.ts';
import { refused, unanswered, unasked } from '../../../bots/whatsapp/failure.ts';
import { SendError } from '../../../domain/errors.ts';
import { fixture } from './fixtures.ts';

/** Every code that pywa lists, by what becomes of a delivery; `!` where an operator must mend something. */
const expected = `
throttled      4 613 80007 130429 131048 131049 131056 131064 131208 131214 132069 133016 138002 138005 138009 138012 138013
unreachable!   0 3 10 190 368 131005 131031 131037 131042 131044 131045
unreachable    131000 131016 131057 139102 139103 2494100
windowClosed   131047
rejected       130472 131021 131026 131041 131050 131207 137000
rejected!      130497 131008 131009 131020 131030 131051 131052 131053 131059 131062 131063 131201 131202 131204 131209
rejected!      131210 131211 131212 131213 131215 132000 132001 132005 132007 132008 132012 132015 132016 132068 135000
rejected!      138000 138001 138003 138004 138006 138007 138018 139000 139001 139002 139003 139004 139100 139101
rejected!      147001 147002 147003 147004 147005 2388012 2388019 2388040 2388047 2388073 2388091 2388093 2388103 2388293
rejected!      2388299 2494164 2494165 2494166 2494167 2494168 2494176 2494177 2494179
`
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [, kind, ours, codes] = /^(\w+)(!?) +(.*)$/.exec(line)!;
    return codes!.split(' ').map((code) => [Number(code), kind!, ours === '!'] as const);
  });

const published = fixture<{ name: string; codes: number[] }[]>('error-codes').flatMap(({ codes }) => codes);

function answer(
  code: number,
  { status = 400, headers = {}, subcode = undefined as number | undefined } = {},
) {
  const error = {
    message: `(#${code}) to +34600000001`,
    type: 'OAuthException',
    code,
    error_subcode: subcode,
  };
  return refused({ status, body: JSON.stringify({ error }), headers: new Headers(headers) });
}

describe("Meta's codes", () => {
  it('are all in this table', () => {
    expect(published).toHaveLength(110);
    const listed = expected.map(([code]) => code);
    expect(listed.toSorted((a, b) => a - b)).toEqual([...new Set(published)].toSorted((a, b) => a - b));
  });

  it.each(expected)('%i is %s, ours: %s', (code, kind, ours) => {
    expect(answer(code)).toMatchObject({ code: kind, ours, providerCode: String(code) });
    expect(meaningOf(code)).toBeDefined();
  });

  it.each([200, 230, 299])('%i is a permission that lacks', (code) => {
    expect(answer(code)).toMatchObject({ code: 'unreachable', ours: true });
  });

  it('a wrong phone number id waits until it is mended, another bad request does not', () => {
    expect(answer(100, { subcode: 33 })).toMatchObject({ code: 'unreachable', ours: true });
    expect(answer(100)).toMatchObject({ code: 'rejected', ours: true });
  });

  it('never repeat what Meta says, which may hold the number', () => {
    const failure = answer(131026);
    expect(JSON.stringify([failure, failure.message, failure.stack])).not.toContain('34600000001');
  });
});

describe('how long to wait', () => {
  it.each([
    ['as Retry-After says, in seconds', 131048, { 'retry-after': '7' }, 7_000],
    [
      'as the report on our use says, in minutes',
      80007,
      { 'x-business-use-case-usage': usage(3, 19) },
      19 * 60_000,
    ],
    ['as the page of the code says', 131056, {}, 6_000],
    ['at least a day where WhatsApp spares somebody', 131049, {}, 24 * 3_600_000],
    ['as the retries have it, where nothing is known', 130429, { 'retry-after': 'soon' }, undefined],
    ['as the retries have it, where the report is empty', 4, { 'x-business-use-case-usage': '{' }, undefined],
  ])('%s', (_, code, headers, retryAfterMs) => {
    expect(answer(code, { headers })).toMatchObject({ code: 'throttled', retryAfterMs });
  });

  it('is not told for what does not become better by waiting', () => {
    expect(answer(131047, { headers: { 'retry-after': '7' } }).retryAfterMs).toBeUndefined();
  });

  function usage(...minutes: number[]) {
    const report = minutes.map((estimated_time_to_regain_access) => ({
      type: 'messaging',
      estimated_time_to_regain_access,
    }));
    return JSON.stringify({ '102290129340398': report });
  }
});

describe('an answer without a code we know', () => {
  it.each([
    [429, 'throttled', false],
    [401, 'unreachable', true],
    [403, 'unreachable', true],
    [302, 'unreachable', true],
    [503, 'unreachable', false],
    [500, 'uncertain', false],
    [502, 'uncertain', false],
    [504, 'uncertain', false],
    [400, 'rejected', true],
    [404, 'rejected', true],
  ])('HTTP %i is %s', (status, code, ours) => {
    for (const body of ['<html>', '', '{"error":{"code":987654}}', '[]'])
      expect(refused({ status, body, headers: new Headers() })).toMatchObject({ code, ours });
  });
});

describe('no answer at all', () => {
  const failing = (code: string) =>
    new TypeError('fetch failed', { cause: Object.assign(new Error('to +34600000001'), { code }) });

  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
  ])('%s comes before a byte was sent', (code) => {
    expect(unanswered(failing(code))).toMatchObject({ code: 'unreachable', providerCode: code });
  });

  it.each(['ECONNRESET', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'EPIPE'])(
    '%s may come after it',
    (code) => {
      expect(unanswered(failing(code))).toMatchObject({ code: 'uncertain', providerCode: code });
    },
  );

  it('in time may be an answer that is still on its way', () => {
    const error = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    expect(unanswered(error)).toMatchObject({ code: 'uncertain', providerCode: 'timeout' });
  });

  it('to a mere question leaves nothing uncertain', () => {
    expect(unasked(unanswered(failing('ECONNRESET')))).toMatchObject({
      code: 'unreachable',
      providerCode: 'ECONNRESET',
    });
    const stopped = new SendError('stopped', 'x');
    expect(unasked(stopped)).toBe(stopped);
  });

  it('never repeats what was asked', () => {
    const failure = unanswered(failing('ECONNRESET'));
    expect(JSON.stringify([failure, failure.message, failure.stack])).not.toContain('34600000001');
    expect(failure.cause).toBeUndefined();
  });
});
