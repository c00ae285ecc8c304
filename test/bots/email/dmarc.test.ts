import { generateKeyPairSync } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { afterAll, describe, expect, test } from 'vitest';
import { alignedDomain, type DNSResolver } from '../../../bots/email/dmarc.ts';
import { MailThreads } from '../../../bots/email/threads.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keyRecord = `v=DKIM1; k=rsa; p=${publicKey.export({ format: 'der', type: 'spki' }).toString('base64')}`;

const zone: Record<string, string> = {
  'TXT example.org': 'v=spf1 ip4:192.0.2.1 -all',
  'TXT s1._domainkey.example.org': keyRecord,
  'TXT _dmarc.example.org': 'v=DMARC1; p=reject',
  'TXT evil.example': 'v=spf1 ip4:198.51.100.7 -all',
  'TXT s1._domainkey.evil.example': keyRecord,
  'TXT nopolicy.example': 'v=spf1 ip4:192.0.2.1 -all',
  'TXT mx.example.org': 'v=spf1 ip4:192.0.2.1 -all',
  'TXT mx.strict.example': 'v=spf1 ip4:192.0.2.1 -all',
  'TXT strict.example': 'v=spf1 ip4:192.0.2.1 -all',
  'TXT _dmarc.strict.example': 'v=DMARC1; p=reject; aspf=s; adkim=s',
};

const resolver: DNSResolver = async (domain, type) => {
  const text = zone[`${type} ${domain}`];
  if (text === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
  return [[text]];
};

async function mailOf(options: SendMailOptions, signedBy: string | null = null): Promise<Buffer> {
  const dkim = signedBy && {
    domainName: signedBy,
    keySelector: 's1',
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await transport.sendMail({
    to: 'x@in.example',
    text: 'Hi',
    ...options,
    ...(dkim && { dkim }),
  });
  return message as Buffer;
}

const ours = '192.0.2.1';
const theirs = '198.51.100.7';

const threads = new MailThreads();
afterAll(() => threads.stop());

const delivered = (mail: Buffer, ip: string, envelopeFrom: string) => ({
  ...{ mail, envelope: { from: envelopeFrom, to: [] } },
  client: { ip, name: 'mx.example.org' },
});

const check = (mail: Buffer, ip: string, envelopeFrom: string, dns = resolver) =>
  alignedDomain(threads, delivered(mail, ip, envelopeFrom), dns);

const cases: [
  what: string,
  from: string,
  signedBy: string | null,
  ip: string,
  envelopeFrom: string,
  aligned: boolean,
][] = [
  ['SPF of the same domain', 'a@example.org', null, ours, 'a@example.org', true],
  [
    'DKIM of the same domain, forwarded by another',
    'a@example.org',
    'example.org',
    theirs,
    'x@evil.example',
    true,
  ],
  ['neither', 'a@example.org', null, theirs, 'a@example.org', false],
  ['a forged From under an envelope that passes', 'a@example.org', null, theirs, 'x@evil.example', false],
  [
    'a forged From under a foreign signature',
    'a@example.org',
    'evil.example',
    theirs,
    'x@evil.example',
    false,
  ],
  ['a domain without policy', 'a@nopolicy.example', null, ours, 'a@nopolicy.example', false],
  ['a strict domain, by its own', 'a@strict.example', null, ours, 'a@strict.example', true],
  ['a strict domain, by one below it', 'a@strict.example', null, ours, 'a@mx.strict.example', false],
  ['a domain, by one below it', 'a@example.org', null, ours, 'a@mx.example.org', true],
  ['a domain without any record', 'a@nothing.example', null, ours, 'a@nothing.example', false],
  ['a report without envelope sender', 'a@example.org', null, theirs, '', false],
];

test.each(cases)('%s', async (_, from, signedBy, ip, envelopeFrom, aligned) => {
  expect(await check(await mailOf({ from }, signedBy), ip, envelopeFrom)).toBe(
    aligned ? from.split('@')[1] : null,
  );
});

describe('tricks', () => {
  test('a signed mail that was changed on the way is not aligned', async () => {
    const mail = await mailOf({ from: 'a@example.org' }, 'example.org');
    const changed = Buffer.from(mail.toString().replace(/\r\n\r\nHi/, '\r\n\r\nHo'));
    expect(changed.equals(mail)).toBe(false);
    expect(await check(changed, theirs, 'x@evil.example')).toBeNull();
  });

  test('two senders in From are not aligned, nor are two Froms', async () => {
    const two = await mailOf({ from: ['a@example.org', 'b@evil.example'] as unknown as string });
    expect(await check(two, ours, 'a@example.org')).toBeNull();
    const mail = await mailOf({ from: 'a@example.org' });
    const doubled = Buffer.concat([Buffer.from('From: boss@other.example\r\n'), mail]);
    expect(await check(doubled, ours, 'a@example.org')).toBeNull();
  });

  test('where DNS does not answer nothing is aligned, and nothing breaks', async () => {
    const broken: DNSResolver = async () => {
      throw Object.assign(new Error('no DNS'), { code: 'ESERVFAIL' });
    };
    const mail = await mailOf({ from: 'a@example.org' }, 'example.org');
    expect(await check(mail, ours, 'a@example.org', broken)).toBeNull();
  });

  test.each(['', 'nonsense', '\0\0\0', 'From: \r\n\r\n'])('a mail of %j is not aligned', async (text) => {
    expect(await check(Buffer.from(text), ours, 'a@example.org')).toBeNull();
  });
});

describe('a mail that is made to keep us busy', () => {
  const signature = (n: number) =>
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=evil.example; s=s1; h=from; bh=AA==; b=AA==; l=${n}\r\n`;
  const signed = (times: number, body = 'Hi') =>
    Buffer.from(
      `From: a@example.org\r\n${Array.from({ length: times }, (_, n) => signature(n)).join('')}\r\n${body}`,
    );

  test.each([
    ['a header without end', Buffer.from(`From: a@example.org\r\nX: y${'\r\n y'.repeat(300_000)}\r\n\r\nHi`)],
    ['hundreds of signatures', signed(900)],
  ])('by %s is not looked at', async (_, mail) => {
    // SPF alone would vouch for it.
    expect(await check(signed(1), ours, 'a@example.org')).toBe('example.org');
    expect(await check(mail, ours, 'a@example.org')).toBeNull();
  });

  test('by what has to be hashed keeps nobody else waiting', async () => {
    const busy = new MailThreads();
    let isChecked = false;
    const mail = signed(5, 'a'.repeat(20 * 1024 * 1024));
    const checked = alignedDomain(busy, delivered(mail, ours, 'a@example.org'), resolver).then((domain) => {
      isChecked = true;
      return domain;
    });
    await setTimeout(1_000);
    expect(isChecked).toBe(false);
    expect(await check(signed(1), ours, 'a@example.org')).toBe('example.org');
    await busy.stop();
    expect(await checked).toBeNull();
  }, 60_000);
});
