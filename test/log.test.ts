import { describe, expect, test } from 'vitest';
import type { LogLevel } from '../config/variables.ts';
import type { Log } from '../domain/log.ts';
import { mask } from '../log/mask.ts';
import { makeLog } from '../log.ts';
import { cpuTime } from './support/cpuTime.ts';

const event = '019cabcd-1234-7123-8123-123456789012';
const token = '123456789:AAF-abcdefghijklmnopqrstuvwxyz_12345';

/** Whatever is logged within, as it reaches the output. */
function written(act: (log: Log) => void, secrets: string[] = [], level: LogLevel = 'debug'): string {
  const lines: string[] = [];
  act(makeLog({ level, secrets, output: { write: (line) => void lines.push(line) } }));
  return lines.join('');
}

/** The line of an error as a channel's client throws it: the cause carries the address, the address the token. */
function failedCall(): Error {
  const network = new TypeError(`fetch failed: https://api.telegram.org/bot${token}/sendMessage`);
  const timeout = new Error('no answer from +593 99 123-4567', { cause: network });
  return Object.assign(new Error(`Call to /bot${token}/sendMessage failed`, { cause: timeout }), {
    code: 'ECONNRESET',
    payload: { chat_id: 5_550_001_111, text: 'Dear all' },
    error: new AggregateError([new Error('connect to Ana <ana@example.org>')]),
  });
}

describe('a line of the log', () => {
  test('is one JSON object with a word for its level, the time, and the sentence', () => {
    const line = JSON.parse(
      written((log) => log.warn({ attempts: 3, atMs: 1_772_445_600_000 }, 'webhook refused')),
    );
    expect(line).toMatchObject({
      level: 'WARN',
      service: 'homeroom',
      message: 'webhook refused',
      context: { attempts: 3, atMs: 1_772_445_600_000 },
    });
    expect(line.timestamp).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  test('carries its event’s correlation id, down through children of children', () => {
    const text = written((log) =>
      log.child({ correlationId: event }).child({ flow: 'registration' }).info({}, 'step done'),
    );
    expect(JSON.parse(text)).toMatchObject({
      trace_id: event.replaceAll('-', ''),
      context: { correlationId: event, flow: 'registration' },
    });
  });

  test('below the level is not written', () => {
    expect(written((log) => log.debug({}, 'small talk'), [], 'info')).toBe('');
  });
});

describe('what must not be read in a log', () => {
  test('does not get in by an error, its causes, its fields or its stack', () => {
    const text = written((log) => log.error({ err: failedCall() }, 'sending failed'));
    expect(text).not.toMatch(/AAF-|123456789|4567|5550001111|Dear all|ana@/);
    expect(JSON.parse(text).context.err).toMatchObject({
      type: 'Error',
      message: 'Call to /bot[token]/sendMessage failed',
      code: 'ECONNRESET',
      cause: { message: 'no answer from [number]', cause: { type: 'TypeError' } },
      error: { errors: [{ message: 'connect to Ana <[email]>' }] },
    });
  });

  test('does not get in by the sentence or by a child', () => {
    const text = written((log) =>
      log.child({ phone: '+593991234567' }).info({}, `from +593991234567, ${token}`),
    );
    expect(text).not.toMatch(/99123|AAF-/);
  });

  test('does not get in under a telling name, at any depth', () => {
    const update = {
      message: { from: { id: 7_700_077, first_name: 'Ana' }, text: 'hello', chat: { id: 7_700_077 } },
    };
    const request = { headers: { Authorization: 'Basic QUM6c2VjcmV0', 'set-cookie': 'session=1' } };
    const text = written((log) => log.info({ update, request, bytes: Buffer.from('Dear all') }, 'came in'));
    expect(text).not.toMatch(/Ana|hello|7700077|QUM6|session/);
    expect(JSON.parse(text).context.bytes).toBe('[8 bytes]');
  });

  test('does not get in where it is one of our own secrets, whatever it looks like', () => {
    const text = written((log) => log.info({ note: 'with swordfish inside' }, 'swordfish'), ['swordfish']);
    expect(text).not.toContain('swordfish');
  });

  test('does not get in by what Postgres says of where it read it', () => {
    const error = Object.assign(new Error('invalid input syntax for type json'), {
      where: 'JSON data, line 1: ...Dear all',
    });
    expect(written((log) => log.error({ err: error }, 'a step failed'))).not.toContain('Dear');
  });

  test.each([
    ['a number with its plus', 'to +15551234567 now', 'to [number] now'],
    ['a number as people write it', 'call (099) 123-4567!', 'call [number]!'],
    ['a number in Arabic digits', 'to ٠٩٩١٢٣٤٥٦٧', 'to [number]'],
    ['a number in an encoded address', '/Messages.json?To=%2B15551234567', '/Messages.json?To=[number]'],
    ['a Telegram group’s id', 'chat -1001234567890', 'chat -[number]'],
    ['a token in an encoded path', '/bot123456789%3AAAF-abcdefghijklmnop/getMe', '/bot[token]/getMe'],
    ['a database address', 'postgres://owner:word@db:5432/x', 'postgres://[redacted]@db:5432/x'],
    [
      'the question part of an address',
      'GET https://a.example/m?sig=abc&x=1',
      'GET https://a.example/m?[redacted]',
    ],
    ['what JSON.parse quotes', jsonComplaint('Dear all'), expect.not.stringContaining('Dear')],
    [
      'what Postgres quotes',
      'invalid input syntax for type uuid: "Dear"',
      'invalid input syntax for type uuid: [redacted]',
    ],
    ['a bearer', 'Authorization: Bearer abc.def', 'Authorization: Bearer [redacted]'],
  ])('%s is masked', (_, text, masked) => {
    expect(mask(text)).toEqual(masked);
  });
});

test.each([
  '019cabcd-1234-7123-8123-123456789012',
  '01234567-1234-7123-8123-123456789012',
  'partition 2026_03 from 2026-03-01 until 2026-04-01T00:00:00.000Z',
  'at open (/srv/homeroom/db/crypto.ts:123:45)',
  'connect ECONNREFUSED 127.0.0.1:45711',
  'node_modules/postgres@3.4.9/src/index.js',
  'attempt 3 of 5 after 120000 ms',
])('what operators need is left alone: %s', (text) => {
  expect(mask(text)).toBe(text);
});

test('a field that refers to itself does not stop the log', () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  expect(JSON.parse(written((log) => log.info({ circle }, 'round')))).toMatchObject({ message: 'round' });
});

test('a long text without a gap does not hold up the server', async () => {
  const pieces = ['a', '1', '//', ', "', '@', ':'];
  const maskAll = () => pieces.map((piece) => mask(piece.repeat(1_000_000 / piece.length)));
  expect(await cpuTime(maskAll)).toBeLessThan(2_000);
});

function jsonComplaint(text: string): string {
  try {
    return JSON.parse(text);
  } catch (error) {
    return String(error);
  }
}
