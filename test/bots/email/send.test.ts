import type { Email } from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { messageIdOf, purposeOf } from '../../../bots/email/address.ts';
import { SendError } from '../../../domain/errors.ts';
import { wireTo } from '../../support/wire.ts';
import { channel, closing, outbound, plainHead, relay } from './relay.ts';
import { ANN, DELIVERY, MAILBOX, NOW } from './support.ts';

const headerOf = ({ headers }: Email, name: string) => headers.find(({ key }) => key === name)?.value;

describe('a mail of ours, read back', () => {
  test('says the same as text and as HTML, with nothing of what people wrote taken for markup', async () => {
    const { url, taken } = await relay();
    await channel(url).send(
      outbound({
        body: [{ bold: 'Ann <3' }, ': who & when?\n\n<script>x</script> 🐴'],
        choices: [
          { label: 'Yes', data: 'a' },
          { label: 'No', data: 'b' },
        ],
      }),
    );
    const { email } = taken[0]!;
    expect(email.text?.trim()).toBe('Ann <3: who & when?\n\n<script>x</script> 🐴\n1 Yes\n2 No');
    expect(email.html).toContain('<b>Ann &lt;3</b>: who &amp; when?</div>');
    expect(email.html).toMatch(
      /&lt;script&gt;x&lt;\/script&gt; 🐴<\/div>\n<div[^>]*>1 Yes<\/div>\n<div[^>]*>2 No/,
    );
    expect(email.subject).toBe('Friday');
    expect(email.from).toEqual({ name: 'Class of ’88', address: 'class@homeroom.example' });
  });

  test('can be answered by its person, comes back as its delivery, and keeps its Message-ID', async () => {
    const { url, taken } = await relay();
    const first = await channel(url).send(outbound());
    const again = await channel(url).send(outbound());
    expect(first.providerIds).toEqual([messageIdOf(DELIVERY, MAILBOX.domain)]);
    expect(again).toEqual(first);
    expect(taken.map(({ email }) => email.messageId)).toEqual(Array(2).fill(`<${first.providerIds[0]}>`));
    const { email, envelope } = taken[0]!;
    expect(purposeOf(email.replyTo![0]!.address!, MAILBOX, NOW)).toEqual({ kind: 'reply', personId: ANN });
    expect(purposeOf(envelope.from, MAILBOX, NOW)).toEqual({ kind: 'bounce', deliveryId: DELIVERY });
    expect(envelope.to).toEqual(['ann@example.org']);
  });

  test('stands under the mail it answers, however long the conversation is', async () => {
    const { url, taken } = await relay();
    const references = Array.from({ length: 40 }, (_, i) => `m${i}@example.org`);
    await channel(url).send(outbound({ replyTo: 'last@example.org', mail: { ...plainHead, references } }));
    const { email } = taken[0]!;
    expect(email.inReplyTo).toBe('<last@example.org>');
    const ids = email.references!.split(/\s+/);
    expect([ids.length, ids[0], ids.at(-2), ids.at(-1)]).toEqual([
      20,
      '<m0@example.org>',
      '<m39@example.org>',
      '<last@example.org>',
    ]);
  });

  test('of a forum says how to leave with one click, and is a list’s', async () => {
    const { url, taken } = await relay();
    const forum = { name: 'class-88', title: 'Jahrgang ’88' };
    await channel(url, { publicUrl: 'https://homeroom.example' }).send(
      outbound({ mail: { ...plainHead, forum } }),
    );
    const { email } = taken[0]!;
    expect(headerOf(email, 'list-id')).toMatch(/<class-88\.in\.homeroom\.example>$/);
    expect(headerOf(email, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(headerOf(email, 'auto-submitted')).toBeUndefined();
    const [byWeb, byMail] = headerOf(email, 'list-unsubscribe')!.split(/,\s*/);
    expect(byWeb).toMatch(/^<https:\/\/homeroom\.example\/unsubscribe\/[a-z2-7]{55}>$/);
    const address = byMail!.slice('<mailto:'.length, -1);
    expect(purposeOf(address, MAILBOX, NOW)).toEqual({ kind: 'unsubscribe', personId: ANN });
  });

  test('of the bot says that no person wrote it', async () => {
    const { url, taken } = await relay();
    await channel(url).send(outbound());
    expect(headerOf(taken[0]!.email, 'auto-submitted')).toBe('auto-generated');
    expect(headerOf(taken[0]!.email, 'list-id')).toBeUndefined();
  });

  test('holds no header that a subject, a name or an address smuggles in', async () => {
    const { url, taken } = await relay();
    const evil = 'x\r\nBcc: eve@example.org\r\n\r\nbody';
    const mail = {
      ...plainHead,
      subject: evil,
      forum: { name: 'f', title: evil },
      references: [`<${evil}>`],
    };
    await channel(url).send(outbound({ replyTo: evil, mail }));
    const { email, envelope } = taken[0]!;
    expect(email.bcc).toBeUndefined();
    expect(envelope.to).toEqual(['ann@example.org']);
    expect(email.text?.trim()).toBe('Hello');
  });

  test('where nothing can come in, is answered to its sender', async () => {
    const { url, taken } = await relay();
    await channel(url, { isHeard: false }).send(outbound());
    expect(taken[0]!.email.replyTo).toBeUndefined();
    expect(taken[0]!.envelope.from).toBe('class@homeroom.example');
  });
});

const refused = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

const refusals: [code: number, text: string, error: Partial<SendError>][] = [
  [550, '5.1.1 No such user ann@example.org', { code: 'rejected', providerCode: '5.1.1', ours: false }],
  [550, 'Unknown', { code: 'rejected', providerCode: '550', ours: false }],
  [552, '5.2.2 Over quota', { code: 'rejected', providerCode: '5.2.2', ours: false }],
  [552, '5.3.4 Too large', { code: 'rejected', providerCode: '5.3.4', ours: true }],
  [554, '5.7.1 Blocked', { code: 'rejected', providerCode: '5.7.1', ours: true }],
  [553, '5.1.8 Bad sender', { code: 'rejected', providerCode: '5.1.8', ours: true }],
  [500, 'What?', { code: 'rejected', providerCode: '500', ours: true }],
  [530, '5.7.0 Authenticate', { code: 'unreachable', providerCode: '5.7.0', ours: true }],
  [450, '4.2.0 Greylisted', { code: 'unreachable', providerCode: '4.2.0', ours: false }],
  [452, '4.2.2 Mailbox full', { code: 'unreachable', providerCode: '4.2.2', ours: false }],
  [454, 'Throttling failure: Maximum sending rate exceeded.', { code: 'throttled', providerCode: '454' }],
  [421, '4.7.0 Too many messages', { code: 'throttled', providerCode: '4.7.0' }],
];

describe('what a mail server answers', () => {
  test.each(refusals)('%i %s', async (code, text, expected) => {
    const { url } = await relay({ onRcptTo: (_, __, done) => done(refused(code, text)) });
    const error = await channel(url)
      .send(outbound())
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(SendError);
    expect(error).toMatchObject(expected);
    expect(error.message).not.toContain('ann@');
  });

  test('a refusal of the text itself is a refusal, not a doubt', async () => {
    const { url } = await relay({
      onData(stream, _, done) {
        stream.resume().on('end', () => done(refused(554, '5.6.0 Spam')));
      },
    });
    await expect(channel(url).send(outbound())).rejects.toMatchObject({
      code: 'rejected',
      providerCode: '5.6.0',
    });
  });
});

describe('where no answer comes', () => {
  test('before the text was sent, nothing was accepted', async () => {
    await expect(channel('smtp://127.0.0.1:1').send(outbound())).rejects.toMatchObject({
      code: 'unreachable',
    });
    const { url } = await relay({ onConnect: (_, done) => done(refused(421, 'Busy')) });
    await expect(channel(url).send(outbound())).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('after the text was sent it is uncertain, and goes out again as the same mail', async () => {
    const { url, taken } = await relay();
    const lost = await relay({ onData: (stream) => void stream.resume().on('end', () => wire.cut()) });
    const wire = await wireTo(Number(new URL(lost.url).port));
    closing.push(() => wire.close());
    const cut = channel(`smtp://127.0.0.1:${wire.port}`);
    await expect(cut.send(outbound())).rejects.toMatchObject({ code: 'uncertain' });
    const retried = channel(url);
    expect(await retried.settle!(outbound(), NOW)).toBeNull();
    await retried.send(outbound());
    expect(taken[0]!.email.messageId).toBe(`<${messageIdOf(DELIVERY, MAILBOX.domain)}>`);
  });

  test('a wrong password is the operator’s to mend', async () => {
    const { url } = await relay({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_, __, done) => done(refused(535, '5.7.8 Bad password')),
    });
    const withUser = url.replace('//', '//user:wrong@');
    await expect(channel(withUser).send(outbound())).rejects.toMatchObject({
      code: 'unreachable',
      ours: true,
    });
  });
});

test('what SES calls the mail is kept beside our own name for it', async () => {
  const ses = '0102018f2a3b4c5d-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9-000000';
  const { url } = await relay({
    onData: (stream, _, done) => void stream.resume().on('end', () => done(null, `Ok ${ses}`)),
  });
  expect((await channel(url).send(outbound())).providerIds).toEqual([
    messageIdOf(DELIVERY, MAILBOX.domain),
    ses,
  ]);
});

test('a mail that went out is not changed', async () => {
  const change = { kind: 'edit' as const, ids: ['x'] };
  await expect(channel('smtp://127.0.0.1:1').send(outbound({ change }))).rejects.toMatchObject({
    code: 'rejected',
  });
});
