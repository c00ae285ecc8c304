import { Transform } from 'node:stream';
import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import type { Channel, Outbound, Sent } from '../../domain/channel.ts';
import type { Clock } from '../../domain/clock.ts';
import { SendError } from '../../domain/errors.ts';
import { answerAddress, messageIdOf } from './address.ts';
import { compose, type Sender } from './compose.ts';
import { toSendError } from './failure.ts';
import { DELIVERY_ARGUMENT } from './sendgridEvents.ts';

export interface EmailChannelOptions extends Sender {
  /** `smtp://user:password@host:port` or `smtps://`: any relay, SES and SendGrid among them. */
  smtpUrl: string;
  clock: Clock;
  /** Whether the relay tells what arrived. A bounce address hears only of what did not. */
  hasReceipts: boolean;
  /** How long to wait for a connection, and for each answer; real time, as it is the socket that waits. */
  timeoutMs?: number;
}

export type EmailChannel = Channel & { close(): void };

/**
 * The way out by mail. What a relay accepted has the delivery's Message-ID as its first provider id; where the relay
 * is SES, which puts its own Message-ID over ours, that is the second.
 */
export function emailChannel(options: EmailChannelOptions): EmailChannel {
  const transport = transportTo(options);
  const { mailbox } = options;
  return {
    name: 'email',
    account: mailbox.own,
    can: { buttons: false, edit: false, delete: false, nativeReply: true, receipts: options.hasReceipts },
    async send(outbound) {
      refuseChange(outbound);
      const progress = { isBegun: false };
      try {
        const mail = { ...(await composed(outbound, options)), progress };
        const { response } = await transport.sendMail(mail);
        return sentAs(messageIdOf(outbound.id, mailbox.domain), response ?? '');
      } catch (error) {
        throw toSendError(error, progress.isBegun);
      }
    },
    replyLink(personId, number) {
      const address = options.isHeard
        ? answerAddress(mailbox, { personId, number }, options.clock.now())
        : null;
      return address && `mailto:${address}?subject=Re:%20%23${number}`;
    },
    /** No relay can be asked. The same Message-ID goes out once more, and mail programs show it once. */
    settle: async () => null,
    close: () => transport.close(),
  };
}

/** SendGrid returns what stands in X-SMTPAPI with each event, and may put its own Message-ID over ours. */
async function composed(outbound: Outbound, options: EmailChannelOptions): Promise<SendMailOptions> {
  const mail = await compose(outbound, options, options.clock.now());
  if (!/(?:^|\.)sendgrid\.net$/i.test(new URL(options.smtpUrl).hostname)) return mail;
  const hint = JSON.stringify({ unique_args: { [DELIVERY_ARGUMENT]: outbound.id } });
  return { ...mail, headers: { ...mail.headers, 'X-SMTPAPI': hint } };
}

function refuseChange({ change }: Outbound): void {
  if (change) throw new SendError('rejected', 'a mail cannot be changed once it is sent', { ours: true });
}

function sentAs(messageId: string, response: string): Sent {
  const relayed = /^250 (?:2\.\d\.\d )?Ok ([0-9a-f]{16}-[0-9a-f-]{36}-\d{6})$/i.exec(response.trim())?.[1];
  return { providerIds: relayed === undefined ? [messageId] : [messageId, relayed] };
}

type Tracked = SendMailOptions & { progress: { isBegun: boolean } };

function transportTo({ smtpUrl, timeoutMs = 30_000 }: EmailChannelOptions): Transporter {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 5,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    socketTimeout: 2 * timeoutMs,
  });
  transport.use('stream', (mail, done) => {
    const { progress } = mail.data as Tracked;
    mail.message.transform(() => noticing(progress));
    done();
  });
  return transport;
}

/** Nodemailer calls every time-out one of the connection; only the mail's own stream knows that it was being read. */
function noticing(progress: Tracked['progress']): Transform {
  return new Transform({
    transform(chunk, _, done) {
      progress.isBegun = true;
      done(null, chunk);
    },
  });
}
