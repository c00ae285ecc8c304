import { createTransport } from 'nodemailer';
import PostalMime, { type Email } from 'postal-mime';
import { compose, type Sender } from '../../../bots/email/compose.ts';
import { parse } from '../../../bots/email/parse.ts';
import { emailChannel } from '../../../bots/email/send.ts';
import type { Parsed } from '../../../domain/channel.ts';
import { ANN, DELIVERY, MAILBOX, NOW, raw } from '../../bots/email/support.ts';
import { fakeClock } from '../clock.ts';
import { numberedIn, type Side } from './side.ts';

const ann = 'ann@example.org';
const from = 'Lincoln 98 <class@homeroom.example>';
const sender: Sender = { from, mailbox: MAILBOX, isHeard: true, publicUrl: 'https://class.example' };
const mail = { subject: 'Lincoln 98', author: null, personId: ANN, references: [], forum: null };

/** By mail: read back out of what is sent, answered below the quoted mail as programs do. */
export function emailSide(): Side {
  const relay = createTransport({ streamTransport: true, buffer: true });
  let read: Email | null = null;
  const type: Side['type'] = (words) => answered(words, read);
  return {
    channel: emailChannel({
      ...{ from, mailbox: MAILBOX, isHeard: true, hasReceipts: false, publicUrl: null },
      ...{ smtpUrl: 'smtp://127.0.0.1:9', clock: fakeClock() },
    }),
    address: ann,
    type,
    async show(outbound) {
      const composed = await compose({ ...outbound, id: DELIVERY, to: ann, mail }, sender, NOW);
      const { message } = await relay.sendMail(composed);
      read = await PostalMime.parse(message as Buffer);
      return {
        text: read.text!.trimEnd(),
        hasContactButton: false,
        ...numberedIn(read.text!, outbound, type),
      };
    },
  };
}

async function answered(words: string, original: Email | null): Promise<Parsed> {
  const quoted = (original?.text ?? '').trimEnd().replace(/^/gm, '> ');
  const body = original ? `${words}\n\nOn Sun, 1 Mar 2026 at 12:05 Lincoln 98 wrote:\n\n${quoted}\n` : words;
  const to = original?.replyTo?.[0]?.address ?? MAILBOX.own;
  const bytes = raw(
    {
      From: `Ann <${ann}>`,
      To: to,
      Subject: `Re: ${original?.subject ?? 'Lincoln 98'}`,
      'Message-ID': `<${encodeURIComponent(words)}@example.org>`,
      ...(original && { 'In-Reply-To': original.messageId!, References: original.messageId! }),
      'Content-Type': 'text/plain; charset=utf-8',
    },
    body,
  );
  const envelope = { from: ann, to: [to] };
  const [parsed] = await parse(
    { mail: bytes.toString('base64'), envelope, alignedDomain: 'example.org' },
    { mailbox: MAILBOX, now: NOW },
  );
  return parsed!;
}
