import { once } from 'node:events';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach } from 'vitest';
import { type EmailChannelOptions, emailChannel } from '../../../bots/email/send.ts';
import type { Outbound } from '../../../domain/channel.ts';
import { ANN, DELIVERY, MAILBOX, NOW } from './support.ts';

/** What is closed after each test. */
export const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

export interface Taken {
  email: Email;
  envelope: { from: string; to: string[] };
}

/** A relay that takes everything, but for what `options` say. */
export async function relay(options: SMTPServerOptions = {}): Promise<{ url: string; taken: Taken[] }> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 10,
    async onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const from = envelope.mailFrom ? envelope.mailFrom.address : '';
      const email = await PostalMime.parse(Buffer.concat(chunks));
      taken.push({ email, envelope: { from, to: envelope.rcptTo.map(({ address }) => address) } });
      done();
    },
    ...options,
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.server.address();
  return { url: `smtp://127.0.0.1:${typeof address === 'object' && address?.port}`, taken };
}

export function channel(smtpUrl: string, options: Partial<EmailChannelOptions> = {}) {
  const opened = emailChannel({
    smtpUrl,
    from: 'Class of ’88 <class@homeroom.example>',
    mailbox: MAILBOX,
    isHeard: true,
    hasReceipts: false,
    publicUrl: null,
    clock: { now: () => NOW, after: () => () => undefined },
    ...options,
  });
  closing.push(() => opened.close());
  return opened;
}

export const plainHead = { subject: 'Friday', personId: ANN, references: [], forum: null, author: null };

export function outbound(changes: Partial<Outbound> = {}): Outbound {
  const nothing = { choices: [], contactButton: null, replyTo: null, change: null };
  return { id: DELIVERY, to: 'ann@example.org', body: ['Hello'], ...nothing, mail: plainHead, ...changes };
}
