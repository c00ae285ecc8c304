import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bounceAddress, messageIdOf, replyAddress } from '../../../bots/email/address.ts';
import { parseSes } from '../../../bots/email/ses.ts';
import { isFromSns, type SnsMessage } from '../../../bots/email/snsMessage.ts';
import { Unavailable } from '../../../domain/errors.ts';
import { openBot } from './bot.ts';
import { ANN, DELIVERY, MAILBOX, NOW } from './support.ts';

const text = (name: string) => readFileSync(new URL(`../../fixtures/sns/${name}`, import.meta.url), 'utf8');

const pem = text('SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem');
const topic = 'arn:aws:sns:us-west-2:131990247566:dongie-standard-topic';

const genuine = [
  'notification-no-subject.json',
  'notification-with-subject.json',
  'notification-signature-v2.json',
  'subscription-confirmation.json',
  'unsubscribe-confirmation.json',
];

const messageOf = (name: string): SnsMessage => JSON.parse(text(name));

/** Asked for a certificate, gives Amazon's; remembers what it was asked. */
function amazon(asked: string[] = []) {
  return async (url: string) => {
    asked.push(url);
    return pem;
  };
}

describe('a message of Amazon’s', () => {
  test.each(genuine)('%s: its signature holds', async (name) => {
    expect(await isFromSns(messageOf(name), amazon(), NOW)).toBe(true);
  });

  test.each(genuine)('%s: no signed field can be changed', async (name) => {
    const message = messageOf(name) as unknown as Record<string, string>;
    const signed = ['Message', 'MessageId', 'Subject', 'Timestamp', 'SubscribeURL', 'Token', 'Signature'];
    for (const field of signed.filter((each) => each in message)) {
      const forged = { ...message, [field]: `A${message[field]!.slice(1)}x` } as unknown as SnsMessage;
      expect(await isFromSns(forged, amazon(), NOW), field).toBe(false);
    }
  });

  test('is not believed before its certificate begins, nor after it ends', async () => {
    const message = messageOf(genuine[0]!);
    expect(await isFromSns(message, amazon(), new Date('2025-11-09T00:00:00Z'))).toBe(false);
    expect(await isFromSns(message, amazon(), new Date('2026-10-15T00:00:00Z'))).toBe(false);
  });

  const foreign = [
    'http://sns.us-west-2.amazonaws.com/SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem',
    'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem',
    'https://sns.us-west-2.amazonaws.com.evil.example/SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem',
    'https://evil.example/SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem',
    'https://evil.s3.us-west-2.amazonaws.com/SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem',
    'https://sns.us-west-2.amazonaws.com@evil.example/SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem',
    'https://sns.us-west-2.amazonaws.com:8443/SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem',
    'https://sns.us-west-2.amazonaws.com/?Action=GetTopic&x=SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem',
    'https://sns.us-west-2.amazonaws.com/evil/SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem',
    'https://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'nonsense',
  ];

  test.each(foreign)('with a certificate at %s is refused without asking there', async (SigningCertURL) => {
    const asked: string[] = [];
    expect(await isFromSns({ ...messageOf(genuine[0]!), SigningCertURL }, amazon(asked), NOW)).toBe(false);
    expect(asked).toEqual([]);
  });

  test('signed by a key that is not of its certificate is refused', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const message = messageOf('notification-signature-v2.json');
    const Signature = sign('sha256', Buffer.from('x'), privateKey).toString('base64');
    expect(await isFromSns({ ...message, Signature }, amazon(), NOW)).toBe(false);
  });
});

describe('the webhook', () => {
  /** The bot with an Amazon that answers as given. */
  function open(answer: () => Response = () => new Response(pem), snsTopicArns = [topic]) {
    const asked: { url: string; redirect: unknown }[] = [];
    const ask = async (url: string, init: { redirect: unknown }) => {
      asked.push({ url, redirect: init.redirect });
      return answer();
    };
    return { ...openBot({ snsTopicArns, fetch: ask as unknown as typeof fetch }), asked };
  }

  const post = ({ bot }: ReturnType<typeof open>, body: string) =>
    bot.routes.request('/webhooks/sns', { method: 'POST', body });

  test('takes what Amazon signed, and asks for its certificate once', async () => {
    const opened = open();
    for (const name of genuine.slice(0, 3)) expect((await post(opened, text(name))).status).toBe(200);
    expect(opened.received).toEqual(Array(3).fill({ kind: 'ignored', reason: 'not of SES' }));
    expect(opened.asked).toHaveLength(1);
    expect(opened.asked[0]).toEqual({ url: messageOf(genuine[0]!).SigningCertURL, redirect: 'error' });
  });

  test('confirms the subscription of our topic, at Amazon and nowhere else', async () => {
    const opened = open();
    expect((await post(opened, text('subscription-confirmation.json'))).status).toBe(200);
    const confirmed = new URL(opened.asked[1]!.url);
    expect(confirmed.origin).toBe('https://sns.us-west-2.amazonaws.com');
    expect(Object.fromEntries(confirmed.searchParams)).toEqual({
      Action: 'ConfirmSubscription',
      TopicArn: topic,
      Token: (messageOf('subscription-confirmation.json') as { Token: string }).Token,
    });
  });

  test('refuses every other topic without asking anybody', async () => {
    const opened = open(undefined, ['arn:aws:sns:us-west-2:131990247566:another']);
    for (const name of genuine) expect((await post(opened, text(name))).status).toBe(403);
    expect([opened.asked, opened.received]).toEqual([[], []]);
  });

  test('puts off what it cannot check, and what cannot be stored', async () => {
    const silent = open(() => new Response('no', { status: 500 }));
    expect((await post(silent, text(genuine[0]!))).status).toBe(503);
    const strange = open(() => new Response('no certificate'));
    expect((await post(strange, text(genuine[0]!))).status).toBe(503);
    const away = open();
    away.trouble.receive = new Unavailable(new Error('away'));
    expect((await post(away, text(genuine[0]!))).status).toBe(503);
  });

  test.each([
    '',
    '{}',
    '[]',
    'null',
    '{"Type":"Notification"}',
    `{"Type":"Notification","TopicArn":"${topic}"}`,
  ])('%s is answered 400', async (body) => {
    const opened = open();
    expect((await post(opened, body)).status).toBe(400);
    expect(opened.asked).toEqual([]);
  });

  test('a megabyte is refused unread', async () => {
    expect((await post(open(), 'x'.repeat(1024 * 1024 + 1))).status).toBe(413);
  });
});

interface Sample {
  test: string;
  var: string;
  data: Record<string, unknown>;
}

const notificationsIn = (file: string): Sample[] =>
  (JSON.parse(text(file)) as Sample[]).filter((sample) => sample.var === 'raw_ses_event');

describe('mail that SES received', () => {
  const reply = replyAddress(MAILBOX, ANN, NOW);

  const PASSED = { status: 'PASS' };

  /** The sample, had it been for us, and no spam. */
  const toUs = ({ data }: Sample) => {
    const receipt = data.receipt as Record<string, unknown>;
    return {
      ...data,
      receipt: { ...receipt, spamVerdict: undefined, dmarcVerdict: PASSED, recipients: [reply] },
    };
  };

  const samples = notificationsIn('ses-inbound.json').filter(({ data }) => data.mail && 'content' in data);

  test.each(samples)('$test', async (sample) => {
    const news = parseSes(toUs(sample), MAILBOX, NOW);
    if (news.kind !== 'mail') throw new Error('not a mail');
    const isAligned = 'commonHeaders' in (sample.data.mail as object);
    expect(news.raw).toMatchObject({
      alignedDomain: isAligned ? 'example.org' : null,
      envelope: { to: [reply] },
    });
    const { bot, inbound } = openBot();
    await bot.replay(news.raw);
    expect(inbound()).toMatchObject([
      {
        from: 'from@example.org',
        said: { text: "It's a body…" },
        mail: { isAligned },
      },
    ]);
  });

  test('with a virus, taken for spam, or left in S3 is ignored with its reason', () => {
    const sample = toUs(samples[0]!);
    const failed = { status: 'FAIL' };
    const reasonOf = (data: object) => {
      const news = parseSes(data, MAILBOX, NOW);
      return news.kind === 'parsed' && news.parsed.kind === 'ignored' && news.parsed.reason;
    };
    expect(reasonOf({ ...sample, receipt: { ...sample.receipt, virusVerdict: failed } })).toMatch(/virus/);
    expect(reasonOf({ ...sample, receipt: { ...sample.receipt, spamVerdict: failed } })).toMatch(/spam/);
    expect(reasonOf({ ...sample, content: undefined })).toMatch(/did not send the mail along/);
    expect(reasonOf({})).toBe('not of SES');
  });

  test('whose DMARC did not pass is not aligned', () => {
    const sample = toUs(samples[0]!);
    for (const status of ['FAIL', 'GRAY', 'PROCESSING_FAILED']) {
      const news = parseSes(
        { ...sample, receipt: { ...sample.receipt, dmarcVerdict: { status } } },
        MAILBOX,
        NOW,
      );
      expect(news).toMatchObject({ kind: 'mail', raw: { alignedDomain: null } });
    }
  });
});

describe('what SES tells of our mails', () => {
  const source = bounceAddress(MAILBOX, DELIVERY);
  const providerId = messageIdOf(DELIVERY, MAILBOX.domain);
  const news: Record<string, object> = {
    test_bounce_event: { status: 'failed', bounce: 'hard', providerCode: '5.1.1' },
    test_multiple_bounce_event: { status: 'failed', bounce: 'hard', providerCode: 'General' },
    test_complaint_event: { status: 'failed', isStopped: true },
    test_delivery_event: { status: 'delivered' },
    test_send_event: { status: 'sent' },
    test_reject_event: { status: 'failed' },
    test_open_event: { status: 'read' },
    test_click_event: { status: 'read' },
    test_rendering_failure_event: { status: 'failed' },
  };

  test.each(notificationsIn('ses-events.json'))('$test', ({ test: name, data }) => {
    const ours = { ...data, mail: { ...(data.mail as object), source } };
    expect(parseSes(ours, MAILBOX, NOW)).toMatchObject({
      kind: 'parsed',
      parsed: { kind: 'receipt', receipt: { providerId, ...news[name] } },
    });
    const theirs = parseSes(data, MAILBOX, NOW);
    expect(theirs).toMatchObject({
      parsed: { receipt: { providerId: (data.mail as { messageId: string }).messageId } },
    });
  });

  test('a full mailbox is a soft bounce, whatever SES calls it', () => {
    const bounce = {
      bounceType: 'Transient',
      bounceSubType: 'MailboxFull',
      bouncedRecipients: [{ status: '5.2.2' }],
    };
    const event = { notificationType: 'Bounce', mail: { messageId: 'x', source }, bounce };
    expect(parseSes(event, MAILBOX, NOW)).toMatchObject({ parsed: { receipt: { bounce: 'soft' } } });
    const permanent = { ...event, bounce: { ...bounce, bounceType: 'Permanent' } };
    expect(parseSes(permanent, MAILBOX, NOW)).toMatchObject({ parsed: { receipt: { bounce: 'soft' } } });
  });
});
