import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { messageIdOf, replyAddress } from '../../../bots/email/address.ts';
import { isFromSendGrid } from '../../../bots/email/sendgridEvents.ts';
import { claimedAlignment } from '../../../bots/email/verdict.ts';
import { Unavailable } from '../../../domain/errors.ts';
import { openBot } from './bot.ts';
import { ANN, DELIVERY, MAILBOX, NOW } from './support.ts';

const json = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../fixtures/sendgrid/${name}`, import.meta.url), 'utf8'));

const payloads: { test: string; data: Record<string, string> }[] = json('inbound.json');
const reply = replyAddress(MAILBOX, ANN, NOW);

function form(fields: Record<string, string | Blob>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

type Bot = ReturnType<typeof openBot>['bot'];

const post = (bot: Bot, body: string | FormData, secret = 'let-me-in', headers = {}) =>
  bot.routes.request(`/webhooks/sendgrid/inbound?secret=${secret}`, { method: 'POST', body, headers });

/** A payload as SendGrid would send it, had it been for us. */
const toUs = (data: Record<string, string>) => ({
  ...data,
  envelope: JSON.stringify({ to: [reply], from: 'envelope-from@example.org' }),
});

describe('Inbound Parse', () => {
  test.each(payloads)('$test: who, to which address, what', async ({ data }) => {
    const { bot, inbound } = openBot();
    expect((await post(bot, form(toUs(data)))).status).toBe(200);
    expect(inbound()).toMatchObject([
      {
        from: expect.stringMatching(/@example\.org$/),
        said: { kind: 'text', text: data.text ?? "It's a body…" },
        mail: { target: { kind: 'reply', personId: ANN }, subject: data.subject },
      },
    ]);
  });

  test('a mail in pieces is put together with its files, in its own charset', async () => {
    const { bot, inbound } = openBot();
    const { data } = payloads[0]!;
    const fields = form({
      ...toUs(data),
      charsets: '{"text":"iso-8859-1"}',
      text: new Blob([Buffer.from('Grüße', 'latin1')]),
      'attachment-info': '{"attachment1":{"content-id":"cake@x"}}',
    });
    fields.delete('html');
    fields.append('attachment1', new Blob(['cake'.repeat(2_500)], { type: 'image/png' }), 'Kuchen ü.png');
    expect((await post(bot, fields)).status).toBe(200);
    expect(inbound()[0]).toMatchObject({
      said: { kind: 'media', media: 'photo', caption: 'Grüße' },
      mail: {
        isAligned: true,
        attachments: [
          {
            name: 'Kuchen ü.png',
            claimedType: 'image/png',
            bytes: 10_000,
            isInline: true,
            contentId: 'cake@x',
          },
        ],
      },
    });
  });

  test.each(['', 'wrong', 'let-me-i', 'let-me-in-'])('the secret "%s" is refused', async (secret) => {
    const { bot, received } = openBot();
    expect((await post(bot, form(toUs(payloads[0]!.data)), secret)).status).toBe(403);
    expect(received).toEqual([]);
  });

  test('without a secret of ours everything is refused', async () => {
    const { bot } = openBot({ sendgrid: null });
    expect((await post(bot, form(toUs(payloads[0]!.data)), '')).status).toBe(403);
  });

  const nonsense: [what: string, body: string | FormData, headers: Record<string, string>][] = [
    ['nothing', '', {}],
    ['JSON', '{}', { 'Content-Type': 'application/json' }],
    ['a form without a mail', form({ a: 'b' }), {}],
    [
      'a form cut off',
      '--x\r\nContent-Disposition: form-data; name="email"\r\n\r\nFrom',
      { 'Content-Type': 'multipart/form-data; boundary=x' },
    ],
    ['a form without a boundary', 'x', { 'Content-Type': 'multipart/form-data' }],
  ];

  test.each(nonsense)('%s is answered 400', async (_, body, headers) => {
    const { bot, received } = openBot();
    expect((await post(bot, body, 'let-me-in', headers)).status).toBe(400);
    expect(received).toEqual([]);
  });

  test('what cannot be stored is answered 503, so that SendGrid tries again', async () => {
    const { bot, trouble } = openBot();
    trouble.receive = new Unavailable(new Error('away'));
    expect((await post(bot, form(toUs(payloads[0]!.data)))).status).toBe(503);
  });

  test('40 MB are refused unread', async () => {
    const { bot } = openBot();
    expect((await post(bot, form({ email: 'x'.repeat(40 * 1024 * 1024) }))).status).toBe(413);
  });
});

const verdicts: [from: string, dkim: string, spf: string, envelopeFrom: string, aligned: string | null][] = [
  ['A <a@example.org>', '{@example.org : pass}', 'none', '', 'example.org'],
  ['A <a@example.org>', '{@mail.example.org : pass}', 'none', '', 'example.org'],
  ['A <a@example.org>', '{@evil.example : pass}{@example.org : fail}', 'none', '', null],
  ['A <a@example.org>', '', 'pass', 'bounce@mx.example.org', 'example.org'],
  ['A <a@example.org>', '', 'softfail', 'bounce@example.org', null],
  ['A <a@example.org>', '', 'pass', 'a@evil.example', null],
  ['A <a@example.org>', '{@notexample.org : pass}', 'none', '', null],
  ['"a@example.org" <a@evil.example>', '{@example.org : pass}', 'none', '', null],
  ['a@example.org, a@evil.example', '{@evil.example : pass}', 'none', '', null],
  ['nobody', '{@example.org : pass}', 'pass', 'x@example.org', null],
];

test.each(verdicts)(
  '%s, signed %s, SPF %s by %s: vouched for is %s',
  (from, dkim, spf, envelopeFrom, aligned) => {
    expect(claimedAlignment({ from, dkim, spf, envelopeFrom })).toBe(aligned);
  },
);

interface Vector {
  publicKey: string;
  signature: string;
  timestamp: string;
  body: string;
}

describe('the Event Webhook', () => {
  const { vectors }: { vectors: Vector[] } = json('event-signature-vectors.json');

  test.each(vectors)('the published signature of $timestamp holds, and nothing near it', (vector) => {
    const { publicKey, signature, timestamp } = vector;
    const body = Buffer.from(vector.body);
    expect(isFromSendGrid(publicKey, { signature, timestamp, body })).toBe(true);
    const others = vectors.filter((other) => other !== vector);
    for (const other of others)
      expect(isFromSendGrid(other.publicKey, { signature, timestamp, body })).toBe(false);
    expect(isFromSendGrid(publicKey, { signature, timestamp: `${timestamp}0`, body })).toBe(false);
    expect(isFromSendGrid(publicKey, { signature, timestamp, body: Buffer.from(vector.body.trim()) })).toBe(
      false,
    );
    for (const broken of ['', 'AAAA', signature.slice(4)]) {
      expect(isFromSendGrid(publicKey, { signature: broken, timestamp, body })).toBe(false);
    }
    for (const broken of ['', 'AAAA'])
      expect(isFromSendGrid(broken, { signature, timestamp, body })).toBe(false);
  });

  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const sendgrid = {
    secret: 's',
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };

  const send = (bot: Bot, body: string, timestamp = '1600112502') =>
    bot.routes.request('/webhooks/sendgrid/events', {
      method: 'POST',
      body,
      headers: {
        'X-Twilio-Email-Event-Webhook-Signature': sign(
          'sha256',
          Buffer.from(timestamp + body),
          privateKey,
        ).toString('base64'),
        'X-Twilio-Email-Event-Webhook-Timestamp': timestamp,
      },
    });

  const ours = { homeroom_delivery: DELIVERY };
  const providerId = messageIdOf(DELIVERY, MAILBOX.domain);
  const news: Record<string, object> = {
    test_processed_event: { status: 'sent' },
    test_delivered_event: { status: 'delivered' },
    test_dropped_invalid_event: { status: 'failed', bounce: 'hard' },
    test_dropped_bounced: { status: 'failed', bounce: 'hard' },
    test_dropped_unsubscribed_event: { status: 'failed', isStopped: true, providerCode: 'unsubscribe' },
    test_bounce_event: { status: 'failed', bounce: 'hard', providerCode: '5.1.1' },
    test_open_event: { status: 'read' },
    test_click_event: { status: 'read' },
    test_compatibility_message_id_from_smtp_id: { status: 'delivered' },
  };

  test.each(json('events.json') as { test: string; data: object[] }[])(
    '$test',
    async ({ test: name, data }) => {
      const { bot, receipts, received } = openBot({ sendgrid });
      const batch = data.map((event) => ({ ...event, ...ours }));
      expect((await send(bot, JSON.stringify(batch))).status).toBe(200);
      expect(received).toHaveLength(data.length);
      expect(receipts()).toMatchObject(news[name] ? [{ ...news[name], providerId }] : []);
    },
  );

  test('a delivery is known by its Message-ID too, and one that is none of ours is ignored', async () => {
    const { bot, receipts, received } = openBot({ sendgrid });
    const events = [
      { event: 'delivered', 'smtp-id': `<${providerId}>` },
      { event: 'delivered', 'smtp-id': '<x@y>' },
      7,
    ];
    expect((await send(bot, JSON.stringify(events))).status).toBe(200);
    expect(receipts()).toMatchObject([{ providerId }]);
    expect(received).toHaveLength(3);
  });

  test('an unsigned batch is refused, a signed one that is no list too', async () => {
    const { bot, received } = openBot({ sendgrid });
    const unsigned = await bot.routes.request('/webhooks/sendgrid/events', { method: 'POST', body: '[]' });
    expect(unsigned.status).toBe(403);
    expect((await send(bot, '{}')).status).toBe(400);
    expect(received).toEqual([]);
  });
});
