import { describe, expect, test } from 'vitest';
import { bounceAddress, messageIdOf, replyAddress, unsubscribeAddress } from '../../../bots/email/address.ts';
import { parse, type RawMail } from '../../../bots/email/parse.ts';
import type { Inbound, Parsed } from '../../../domain/channel.ts';
import { ANN, DELIVERY, days, fixture, MAILBOX, NOW, raw } from './support.ts';

const reply = replyAddress(MAILBOX, ANN, NOW);
const bounce = bounceAddress(MAILBOX, DELIVERY);

const person = { From: 'Ann Smith <Ann@Example.org>', 'Message-ID': '<m1@example.org>' };

function read(mail: Buffer, envelope: RawMail['envelope'] = null, now = NOW): Promise<Parsed[]> {
  return parse(
    { mail: mail.toString('base64'), envelope, alignedDomain: 'other.example' },
    { mailbox: MAILBOX, now },
  );
}

async function inbound(mail: Buffer, envelope: RawMail['envelope'] = null): Promise<Inbound> {
  const [parsed] = await read(mail, envelope);
  if (parsed?.kind !== 'inbound') throw new Error(JSON.stringify(parsed));
  return parsed.inbound;
}

describe('an answer to something we sent', () => {
  const mail = raw(
    {
      ...person,
      To: reply,
      Subject: 'Re: Friday',
      'In-Reply-To': `<${messageIdOf(DELIVERY, MAILBOX.domain)}>`,
    },
    'I come!\n\nOn Mon, 2 Mar 2026 at 10:00, Class <class@homeroom.example> wrote:\n> Who comes?\n',
  );

  test('says who, to which mail, and only what is their own', async () => {
    expect(await inbound(mail)).toMatchObject({
      channel: 'email',
      account: 'class@homeroom.example',
      from: 'ann@example.org',
      name: 'Ann Smith',
      said: { kind: 'text', text: 'I come!', replyTo: messageIdOf(DELIVERY, MAILBOX.domain) },
      mail: { target: { kind: 'reply', personId: ANN }, subject: 'Re: Friday', isAligned: false },
    });
  });

  test('is the same event when it comes again, and another when another sends it or its text differs', async () => {
    const text = mail.toString();
    const ids = await Promise.all(
      [text, text, text.replace('Ann@', 'Eve@'), text.replace('I come!', 'I do not!')].map(
        async (each) => (await inbound(Buffer.from(each))).externalId,
      ),
    );
    expect(new Set(ids).size).toBe(3);
    expect(ids[0]).toBe(ids[1]);
  });

  test('after ninety days is still heard, as one whose token is refused', async () => {
    const [parsed] = await read(mail, null, new Date(NOW.getTime() + days(91)));
    expect(parsed).toMatchObject({ inbound: { mail: { target: { kind: 'refused', reason: 'expired' } } } });
  });

  test('counts once, for its conversation, though the forum stands in Cc', async () => {
    const parsed = await read(mail, { from: 'ann@example.org', to: ['class-88@in.homeroom.example', reply] });
    expect(parsed).toHaveLength(1);
    expect(parsed[0]).toMatchObject({ inbound: { mail: { target: { kind: 'reply' } } } });
  });
});

describe('what addresses mean', () => {
  test('a forum’s name posts to the forum, and two forums get one each', async () => {
    const to = ['Class-88@in.homeroom.example', 'street@in.homeroom.example', 'else@elsewhere.example'];
    const parsed = await read(raw({ ...person, To: 'undisclosed' }), { from: 'ann@example.org', to });
    expect(parsed.map((one) => one.kind === 'inbound' && one.inbound.mail?.target)).toEqual([
      { kind: 'forum', name: 'class-88' },
      { kind: 'forum', name: 'street' },
    ]);
    expect(new Set(parsed.map((one) => one.kind === 'inbound' && one.inbound.externalId)).size).toBe(2);
  });

  test('link+CODE makes the mailbox somebody’s, whatever is written', async () => {
    const { said } = await inbound(raw({ ...person, To: 'link+AB12CD@in.homeroom.example' }, 'Hello'));
    expect(said).toEqual({ kind: 'text', text: 'LINK AB12CD', replyTo: null });
  });

  test('join+CODE registers, whatever is written', async () => {
    const { said, mail } = await inbound(raw({ ...person, To: 'join+AB12CD@in.homeroom.example' }, ''));
    expect(said).toEqual({ kind: 'text', text: 'JOIN AB12CD', replyTo: null });
    expect(mail?.target).toEqual({ kind: 'join', code: 'AB12CD' });
  });

  test('the address to leave by stops everything', async () => {
    const { said, mail } = await inbound(raw({ ...person, To: unsubscribeAddress(MAILBOX, ANN, NOW) }, ''));
    expect(said).toEqual({ kind: 'stopped' });
    expect(mail?.target).toEqual({ kind: 'unsubscribe', personId: ANN });
  });

  test('the envelope wins over what the headers claim', async () => {
    const { mail } = await inbound(raw({ ...person, To: reply }), {
      from: 'ann@example.org',
      to: ['class-88@in.homeroom.example'],
    });
    expect(mail?.target).toEqual({ kind: 'forum', name: 'class-88' });
  });
});

const text = (charset: string, body: Buffer, encoding = '8bit') =>
  Buffer.concat([
    raw({
      ...person,
      To: reply,
      'Content-Type': `text/plain; charset=${charset}`,
      'Content-Transfer-Encoding': encoding,
    }).subarray(0, -9),
    Buffer.from('\r\n\r\n'),
    body,
  ]);

const charsets: [charset: string, body: Buffer, said: string][] = [
  ['utf-8', Buffer.from('Grüße, žluťoučký 🐴'), 'Grüße, žluťoučký 🐴'],
  ['iso-8859-1', Buffer.from('Grüße', 'latin1'), 'Grüße'],
  ['windows-1251', Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), 'Привет'],
  ['koi8-r', Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4]), 'Привет'],
  ['shift_jis', Buffer.from([0x82, 0xb1, 0x82, 0xf1]), 'こん'],
  ['iso-2022-jp', Buffer.from('\x1b$B$3$s\x1b(B', 'latin1'), 'こん'],
  ['gb18030', Buffer.from([0xc4, 0xe3, 0xba, 0xc3]), '你好'],
  ['euc-kr', Buffer.from([0xb0, 0xa1]), '가'],
  ['nonsense-8', Buffer.from('plain'), 'plain'],
];

test.each(charsets)('text in %s is read', async (charset, body, said) => {
  expect((await inbound(text(charset, body))).said).toMatchObject({ text: said });
});

test('a mail with nothing but HTML is read as its text, without scripts, styles and what it quotes', async () => {
  const html =
    '<head><style>p{}</style><title>x</title></head><p>I <b>come</b> &amp; bring cake<br>at 8</p>' +
    '<script>alert(1)</script><blockquote>Who comes?<p>On Friday?</p></blockquote>';
  const mail = raw({ ...person, To: reply, 'Content-Type': 'text/html; charset=utf-8' }, html);
  expect((await inbound(mail)).said).toMatchObject({ text: 'I come & bring cake\nat 8' });
});

test('an attachment is told by name, claimed type and size, and its bytes are found again', async () => {
  const body = [
    '--b',
    'Content-Type: text/plain',
    '',
    'Look!',
    '--b',
    'Content-Type: image/jpeg; name="../../a\u0007b.jpg"',
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename="../../ab.jpg"',
    '',
    Buffer.from('not a picture').toString('base64'),
    '--b--',
  ].join('\n');
  const got = await inbound(
    raw({ ...person, To: reply, 'Content-Type': 'multipart/mixed; boundary=b' }, body),
  );
  expect(got.said).toEqual({ kind: 'media', media: 'photo', caption: 'Look!', replyTo: null, file: null });
  const [file] = got.mail!.attachments;
  expect(file).toMatchObject({
    index: 0,
    name: '.._.._ab.jpg',
    claimedType: 'image/jpeg',
    bytes: 13,
    isInline: false,
  });
});

const automatic: [headers: Record<string, string | string[]>, reason: RegExp][] = [
  [{ 'Auto-Submitted': 'auto-replied' }, /automatic mail \(RFC 3834\)/],
  [{ 'Auto-Submitted': 'auto-generated; type=x' }, /automatic mail/],
  [{ Precedence: 'bulk' }, /in bulk/],
  [{ Precedence: 'auto_reply' }, /in bulk/],
  [{ 'X-Auto-Response-Suppress': 'All' }, /automatic/],
  [{ 'X-Autoreply': 'yes' }, /automatic reply/],
  [{ 'List-Id': '<some.list.example>' }, /mailing list/],
  [{ 'List-Unsubscribe': '<mailto:x@example.org>' }, /mailing list/],
  [{ 'Return-Path': '<>' }, /report without sender/],
  [{ Subject: 'Out of Office: back on Monday' }, /by its subject/],
  [{ Subject: '=?utf-8?B?QWJ3ZXNlbmhlaXRzbm90aXo6IFVybGF1Yg==?=' }, /by its subject/],
  [{ Subject: 'Réponse automatique : absent' }, /by its subject/],
  [{ From: 'MAILER-DAEMON@example.org' }, /nobody reads/],
  [{ From: 'No-Reply <no-reply@example.org>' }, /nobody reads/],
  [{ From: 'class@homeroom.example' }, /our own/],
  [{ From: reply }, /our own/],
  [{ 'Message-ID': `<${messageIdOf(DELIVERY, MAILBOX.domain)}>` }, /come back/],
  [{ 'X-Homeroom-Loop': 'in.homeroom.example' }, /come back/],
  [{ Received: Array.from({ length: 31 }, (_, i) => `from a${i} by b${i}`) }, /in circles/],
];

test.each(automatic)('%j is ignored, with a reason', async (headers, reason) => {
  const [parsed, ...more] = await read(raw({ ...person, To: reply, ...headers }));
  expect(more).toEqual([]);
  expect(parsed).toMatchObject({ kind: 'ignored', reason: expect.stringMatching(reason) });
});

test('a mail that says it is not automatic is heard', async () => {
  expect((await inbound(raw({ ...person, To: reply, 'Auto-Submitted': 'no' }))).said.kind).toBe('text');
});

test('a mail with an empty envelope sender is ignored', async () => {
  expect(await read(raw({ ...person, To: reply }), { from: '', to: [reply] })).toMatchObject([
    { kind: 'ignored' },
  ]);
});

describe('a mail that came back', () => {
  const report = (fields: string) =>
    raw(
      {
        From: 'MAILER-DAEMON@mx.example',
        To: bounce,
        'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
      },
      `--b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n${fields}\n--b--`,
    );

  const outcomes: [fields: string, news: unknown][] = [
    [
      'Final-Recipient: rfc822; a@b.c\nAction: failed\nStatus: 5.1.1',
      { bounce: 'hard', providerCode: '5.1.1' },
    ],
    ['Action: failed\nStatus: 5.2.2', { bounce: 'soft', providerCode: '5.2.2' }],
    ['Action: failed\nStatus: 4.4.7', { bounce: 'soft', providerCode: '4.4.7' }],
    ['Action: failed\nStatus: 5.7.1', { bounce: 'soft', providerCode: '5.7.1' }],
    [
      'Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 unknown',
      { bounce: 'hard', providerCode: '5.1.1' },
    ],
    ['Action: failed\nDiagnostic-Code: smtp;\n 550 no such user', { bounce: 'hard', providerCode: '550' }],
    ['Status: 5.1.10', { bounce: 'hard', providerCode: '5.1.10' }],
    ['Action: delivered\nStatus: 2.0.0', { status: 'delivered' }],
  ];

  test.each(outcomes)('%s', async (fields, news) => {
    expect(await read(report(fields))).toMatchObject([
      {
        kind: 'receipt',
        receipt: { providerId: messageIdOf(DELIVERY, MAILBOX.domain), ...(news as object) },
      },
    ]);
  });

  test('late is not lost: a delay is ignored', async () => {
    expect(await read(report('Action: delayed\nStatus: 4.4.1'))).toMatchObject([{ kind: 'ignored' }]);
  });

  test.each(['mime/bounce.eml', 'mime/mailparser-delivery-status.eml'])('%s is a receipt', async (file) => {
    expect(await read(fixture(file), { from: '', to: [bounce] })).toMatchObject([
      { kind: 'receipt', receipt: { status: 'failed', providerCode: expect.stringMatching(/^5(\.|50)/) } },
    ]);
  });

  test('a complaint stops the address', async () => {
    expect(await read(fixture('mime/arf.eml'), { from: '', to: [bounce] })).toMatchObject([
      { kind: 'receipt', receipt: { status: 'failed', isStopped: true } },
    ]);
  });

  test('an absence note to the bounce address is no failure', async () => {
    const mail = raw({ ...person, To: bounce, 'Auto-Submitted': 'auto-replied' }, 'I am away');
    expect(await read(mail)).toMatchObject([{ kind: 'ignored', reason: expect.stringMatching(/absence/) }]);
  });

  test('a report to an address that we did not sign is none', async () => {
    const forged = bounce.replace(/bounce\+./, (start) => (start.endsWith('a') ? 'bounce+b' : 'bounce+a'));
    expect((await read(fixture('mime/bounce.eml'), { from: '', to: [forged] }))[0]?.kind).toBe('ignored');
  });
});

const vouched: [from: string, alignedDomain: string | null, isAligned: boolean][] = [
  ['ann@example.org', 'example.org', true],
  ['ann@Example.ORG', 'example.org', true],
  ['ann@example.org', null, false],
  ['ann@example.org', 'evil.example', false],
  ['ann@notexample.org', 'example.org', false],
  ['"ann@example.org" <eve@evil.example>', 'example.org', false],
];

test.each(vouched)('From %s, vouched for by %s: aligned is %s', async (From, alignedDomain, isAligned) => {
  const mail = raw({ ...person, From, To: reply }).toString('base64');
  const parsed = await parse({ mail, envelope: null, alignedDomain }, { mailbox: MAILBOX, now: NOW });
  expect(parsed).toMatchObject([{ inbound: { mail: { isAligned } } }]);
});
