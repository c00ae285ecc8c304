import { readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { replyAddress } from '../../../bots/email/address.ts';
import { parse } from '../../../bots/email/parse.ts';
import { MailThreads } from '../../../bots/email/threads.ts';
import { Unavailable } from '../../../domain/errors.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import { ANN, fixture, MAILBOX, NOW, raw } from './support.ts';

const to = replyAddress(MAILBOX, ANN, NOW);
const envelope = { from: 'ann@example.org', to: [to] };
const person = { From: 'ann@example.org', To: to, 'Message-ID': '<m1@example.org>' };

const read = (mail: Buffer) =>
  parse({ mail: mail.toString('base64'), envelope, alignedDomain: null }, { mailbox: MAILBOX, now: NOW });

const multipart = (boundary: string) => ({
  ...person,
  'Content-Type': `multipart/mixed; boundary=${boundary}`,
});

const nested = (depth: number) =>
  Array.from(
    { length: depth },
    (_, i) => `--b${i}\nContent-Type: multipart/mixed; boundary=b${i + 1}\n`,
  ).join('\n');

const bombs: [what: string, mail: () => Buffer, reason: RegExp][] = [
  ['500 nested parts', () => raw(multipart('b0'), nested(500)), /parts/],
  ['30 nested parts', () => raw(multipart('b0'), nested(30)), /nested/],
  ['500 parts beside each other', () => raw(multipart('b'), '--b\n\nx\n'.repeat(500)), /more than 100 parts/],
  [
    '500 boundaries nobody uses',
    () => raw(person, Array.from({ length: 500 }, (_, i) => `boundary=x${i}`).join('\n')),
    /parts/,
  ],
  [
    'an attachment of 30 MB',
    () => raw(multipart('b'), `--b\n\n${'A'.repeat(30 * 1024 * 1024)}`),
    /larger than 25 MB/,
  ],
  ['2,000 headers', () => raw({ ...person, 'X-A': Array.from({ length: 2000 }, () => 'a') }), /header lines/],
  ['a header of 1 MB', () => raw({ ...person, 'X-A': 'a'.repeat(1024 * 1024) }), /headers without end/],
  ['a million empty lines', () => raw(person, '\n'.repeat(1_000_000)), /more than 500000 lines/],
  ['headers that never end', () => Buffer.from('X-A: b\r\n'.repeat(100_000)), /headers without end/],
];

test.each(bombs)('%s: refused, with its reason', async (_, mail, reason) => {
  const spent = await cpuTime(async () => {
    expect(await read(mail())).toEqual([{ kind: 'ignored', reason: expect.stringMatching(reason) }]);
  });
  expect(spent).toBeLessThan(3_000);
});

const spellings: [spelling: string, boundary: string][] = [
  ['boundary="a\\bc"', 'abc'],
  ['boundary*0=a; boundary*1=bc', 'abc'],
  ["boundary*=utf-8''a%62c", 'abc'],
  [`boundary=${' '.repeat(30)}abc`, 'abc'],
  [`boundary${' '.repeat(30)}="abc"`, 'abc'],
  ['boundary="ab\r\n c"', 'ab c'],
  [`boundary="${'x'.repeat(300)}"`, 'x'.repeat(300)],
  ['boundary(the end)="abc"', 'abc'],
  ['bound(the end)ary="abc"', 'abc'],
  ['boundary=a b', 'a b'],
  ['boundary=é', 'é'],
  ['boundary="a(b)c"', 'a(b)c'],
  ['x="boundary="; boundary="abc"', 'abc'],
  ['\rboundary*0=a; boundary*1=bc', 'abc'],
];

test('of a large mail what it says is kept, not all of it', async () => {
  const small = await read(raw(person, 'I come'));
  expect(small).toMatchObject([{ inbound: { raw: { mail: expect.stringMatching(/./) } } }]);
  const large = await read(raw(person, `I come\n\n${'> and more\n'.repeat(10_000)}`));
  expect(large).toMatchObject([{ inbound: { said: { text: 'I come' }, raw: { mail: '' } } }]);
});

describe('a mail that is slow to be read', () => {
  const mail = raw(person, `I come\n${'\n'.repeat(400_000)}`).toString('base64');
  const readIn = (threads: MailThreads) =>
    parse({ mail, envelope, alignedDomain: null }, { mailbox: MAILBOX, now: NOW, threads });

  test('keeps nobody else waiting, and comes again where it was not read yet', async () => {
    const threads = new MailThreads();
    let isRead = false;
    const reading = readIn(threads).finally(() => {
      isRead = true;
    });
    await setTimeout(500);
    expect(isRead).toBe(false);
    await Promise.all([threads.stop(), expect(reading).rejects.toBeInstanceOf(Unavailable)]);
  });

  test('is given up after a while, and the next ones are read', async () => {
    const threads = new MailThreads(500);
    const refused = [{ kind: 'ignored', reason: 'refused: too slow to be read' }];
    const slow = Array.from({ length: 6 }, () => readIn(threads));
    expect(await Promise.all(slow)).toEqual(slow.map(() => refused));
    await threads.stop();
  });
});

test('a mail to many of our addresses counts for ten', async () => {
  const to = Array.from({ length: 50 }, (_, n) => `forum-${n}@${MAILBOX.domain}`);
  const mail = raw({ ...person, To: to.join(', ') }, 'I come').toString('base64');
  const parsed = await parse(
    { mail, envelope: { from: 'ann@example.org', to }, alignedDomain: null },
    { mailbox: MAILBOX, now: NOW },
  );
  expect(parsed).toHaveLength(10);
});

test.each(spellings)('500 parts whose boundary is written %j are refused', async (spelling, boundary) => {
  const mail = raw(
    { ...person, 'Content-Type': `multipart/mixed; ${spelling}` },
    `--${boundary}\n\nx\n`.repeat(500),
  );
  expect(await read(mail)).toEqual([{ kind: 'ignored', reason: 'refused: more than 100 parts' }]);
});

test('a mail with many lines of dashes and a usual boundary is read', async () => {
  const type = 'multipart/mixed; protocol="x/y"; charset=utf-8; boundary="----=_Part_boundary_1"';
  const mail = raw({ ...person, 'Content-Type': type }, `------=_Part_boundary_1\n\n${'--x\n'.repeat(500)}`);
  expect(await read(mail)).toMatchObject([{ kind: 'inbound' }]);
});

const odd: [what: string, mail: Buffer][] = [
  ['nothing', Buffer.alloc(0)],
  ['zeros', Buffer.alloc(1000)],
  ['no headers', Buffer.from('\r\n\r\nhello')],
  ['no sender', raw({ To: to })],
  ['a sender that is no address', raw({ ...person, From: '"><script>' })],
  ['a sender with a line break', raw({ ...person, From: '=?utf-8?B?YUBiLmMNCkJjYzogZUBlLmU=?=' })],
  ['many senders', raw({ ...person, From: 'a@b.example, c@d.example' })],
  ['an unknown charset', raw({ ...person, 'Content-Type': 'text/plain; charset="\u0000"' })],
  ['broken base64', raw({ ...person, 'Content-Transfer-Encoding': 'base64' }, '====A*')],
  ['an encoding nobody knows', raw({ ...person, 'Content-Transfer-Encoding': 'x-uuencode' })],
  ['HTML of angle brackets', raw({ ...person, 'Content-Type': 'text/html' }, '<'.repeat(200_000))],
  ['HTML of blockquotes', raw({ ...person, 'Content-Type': 'text/html' }, '<blockquote>'.repeat(20_000))],
  [
    'HTML of entities',
    raw({ ...person, 'Content-Type': 'text/html' }, '&#x110000;&#0;&#xD800;'.repeat(5_000)),
  ],
];

test.each(odd)('%s: read or ignored, and never an error', async (_, mail) => {
  for (const parsed of await read(mail)) expect(['inbound', 'ignored']).toContain(parsed.kind);
});

describe('every sample, cut and changed anywhere', () => {
  const samples = readdirSync(new URL('../../fixtures/email/mime', import.meta.url));

  test.each(samples)('%s', async (file) => {
    const mail = fixture(`mime/${file}`);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(mail.length - 1),
        fc.nat(mail.length - 1),
        fc.uint8Array({ maxLength: 40 }),
        async (from, until, between) => {
          const mutant = Buffer.concat([mail.subarray(0, from), Buffer.from(between), mail.subarray(until)]);
          for (const parsed of await read(mutant)) {
            if (parsed.kind === 'ignored') expect(parsed.reason).not.toContain('@');
            else expect(parsed.kind).toBe('inbound');
          }
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });
});
