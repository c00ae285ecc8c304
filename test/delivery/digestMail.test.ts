import { expect, test } from 'vitest';
import { purposeOf } from '../../bots/email/address.ts';
import { compose } from '../../bots/email/compose.ts';
import { emailChannel } from '../../bots/email/send.ts';
import type { DueDigest } from '../../db/digestItems.ts';
import { render } from '../../delivery/render.ts';
import { digestAsText } from '../../delivery/smsCost.ts';
import { ANN, DELIVERY, MAILBOX, NOW } from '../bots/email/support.ts';
import { fakeClock } from '../support/clock.ts';
import { nowhere } from '../support/files.ts';

const from = 'Lincoln 98 <class@homeroom.example>';
const sender = { from, mailbox: MAILBOX, isHeard: true, publicUrl: 'https://class.example' };

const item = (number: number, text: string) => ({
  ...{ number, text, messageId: `m${number}`, rootId: `m${number}`, rootText: text, isUrgent: false },
  ...{ forumId: 'f', forumName: 'General', isMain: true, authorId: 'p', authorName: 'Ana' },
  files: [],
});

const digest: DueDigest = {
  ...{ slotAt: NOW, timeReason: 'daily', timeZone: 'UTC', shown: 2 },
  items: [item(12, 'Dinner?'), item(13, 'A **song**')],
};

async function mailed(language: string) {
  const due = { ...digestAsText(digest, { personId: ANN, language, needsConsent: false }) };
  const channel = emailChannel({
    ...sender,
    hasReceipts: false,
    smtpUrl: 'smtp://127.0.0.1:9',
    clock: fakeClock(NOW),
  });
  const outbound = render({ ...due, id: DELIVERY, channel: 'email', communityName: 'Lincoln 98' }, channel, {
    to: 'ann@example.org',
    files: nowhere,
  });
  return compose(outbound, sender, NOW);
}

test.each([
  ['en', 'Your daily digest of Lincoln 98: 2 messages', 'Answer #12'],
  ['es', 'Tu resumen diario de Lincoln 98: 2 mensajes', 'Contestar #12'],
])(
  'a digest by mail in %s has a link of its own for each message, and ends with one click',
  async (language, subject, label) => {
    const mail = await mailed(language);
    expect(mail.subject).toBe(subject);
    const links = [...String(mail.html).matchAll(/href="mailto:([^?"]+)\?subject=Re:%20%23(\d+)"/g)];
    expect(links.map(([, address, number]) => [purposeOf(address!, MAILBOX, NOW), number])).toEqual([
      [{ kind: 'replyTo', personId: ANN, number: 13 }, '13'],
      [{ kind: 'replyTo', personId: ANN, number: 12 }, '12'],
    ]);
    expect(mail.html).toContain(label);
    expect(mail.text).toContain(links[0]![1]!);
    expect(mail.headers).toMatchObject({
      'List-Unsubscribe': expect.stringMatching(
        /^<https:\/\/class\.example\/unsubscribe\/.+>, <mailto:leave\+/,
      ),
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
  },
);

test('the number in a link cannot be changed, and the link is no Reply-To', async () => {
  const [, address = ''] = /mailto:([^?"]+)/.exec(String((await mailed('en')).html))!;
  expect(address.indexOf('@')).toBeLessThanOrEqual(64);
  expect(purposeOf(address.toUpperCase(), MAILBOX, NOW)).toMatchObject({ kind: 'replyTo', number: 13 });
  for (const other of [address.replace('r13', 'r12'), address.replace('r13', 'reply')])
    expect(purposeOf(other, MAILBOX, NOW)).toEqual({ kind: 'refused', reason: 'forged' });
});
