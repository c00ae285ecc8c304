import { Hono } from 'hono';
import type { Channel, Receive } from '../../domain/channel.ts';
import type { NewId } from '../../domain/id.ts';
import type { Log } from '../../domain/log.ts';
import type { Mailbox } from './address.ts';
import { alignedDomain, type DNSResolver } from './dmarc.ts';
import type { Keep } from './files.ts';
import { type Delivered, listener } from './listener.ts';
import { parse, type RawMail } from './parse.ts';
import { type EmailChannelOptions, emailChannel } from './send.ts';
import { sendgridRoutes } from './sendgrid.ts';
import { snsRoutes } from './sns.ts';
import { MailThreads } from './threads.ts';
import { readPersonToken } from './token.ts';

export interface EmailBotOptions extends Omit<EmailChannelOptions, 'mailbox' | 'isHeard' | 'hasReceipts'> {
  /** Where mail for us goes to, however it then reaches us; `null` where we only send. */
  inboundDomain: string | null;
  /** What addresses are signed with, newest first. */
  keys: Mailbox['keys'];
  sendgrid: { secret: string; publicKey: string } | null;
  /** Topics of SES; with none every notification is refused. */
  snsTopicArns: readonly string[];
  /** The port of our own mail server; `null`: none. */
  smtp: { port: number; host?: string; tls?: { key: string; cert: string } } | null;
  /** Takes the files of a mail until its event is handled; without it they cannot be had. */
  keep?: Keep;
  /** Whether such a forum exists; without it mail to every name is taken, and refused later in words. */
  knowsForum?(name: string): Promise<boolean>;
  /** Told everything that came in, also what is ignored, with the reason for its log line. */
  receive: Receive;
  newId: NewId;
  log: Log;
  /** Instead of the system's DNS. */
  resolver?: DNSResolver;
  /** How Amazon is asked for its certificates. */
  fetch?: typeof fetch | undefined;
}

export interface EmailBot {
  channel: Channel;
  routes: Hono;
  /** @throws {Error} where the mail server's port cannot be had */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The port of our own mail server, once started. */
  smtpPort(): number | null;
  /** Whom the token of an unsubscribe link was made for, or null where it is not ours or too old. */
  unsubscribing(token: string): string | null;
  /** Takes a stored mail once more. Throws what `receive` throws. */
  replay(raw: RawMail): Promise<void>;
}

/**
 * The mail channel: the way out over a relay, and the three ways in, which all end in the same parser. Nothing is
 * spooled here: SMTP servers, SendGrid and SNS all send again what was not acknowledged.
 */
export function emailBot(options: EmailBotOptions): EmailBot {
  const { clock, inboundDomain, sendgrid } = options;
  const mailbox = mailboxOf(options);
  const now = () => clock.now();
  const threads = new MailThreads();
  const channel = emailChannel({
    ...options,
    mailbox,
    isHeard: inboundDomain !== null,
    // Only SendGrid's event webhook tells of each mail that arrived; SES and other servers of those that did not.
    hasReceipts: Boolean(sendgrid?.publicKey),
  });
  const receive: (parsed: Awaited<ReturnType<typeof parse>>) => Promise<void> = (parsed) =>
    options.receive(parsed, { correlationId: options.newId() });
  const accept = async (raw: RawMail) =>
    receive(await parse(raw, { mailbox, now: now(), keep: options.keep, threads }));
  const aligned = (delivered: Delivered) => alignedDomain(threads, delivered, options.resolver);
  const common = { ...options, mailbox, accept, receive, now, alignedDomain: aligned };
  const server = options.smtp && listener({ ...common, ...options.smtp, take: taking(accept, aligned) });
  let port: number | null = null;
  return {
    channel,
    routes: new Hono()
      .route('/', sendgridRoutes({ ...common, ...(sendgrid ?? { secret: '', publicKey: '' }) }))
      .route('/', snsRoutes({ ...common, topicArns: options.snsTopicArns })),
    async start() {
      if (server) port = (await server.start()).port;
    },
    async stop() {
      await server?.stop();
      await threads.stop();
      channel.close();
    },
    smtpPort: () => port,
    unsubscribing(token) {
      const read = readPersonToken(mailbox.keys, 'unsubscribe', { token, now: now() });
      return 'personId' in read ? read.personId : null;
    },
    replay: accept,
  };
}

/** Where nothing can come in, addresses are those of the sender's own domain, and none of them is ever given out. */
function mailboxOf({ from, inboundDomain, keys }: EmailBotOptions): Mailbox {
  const own = (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from).trim().toLowerCase();
  return { own, domain: (inboundDomain ?? own.split('@').at(-1)!).toLowerCase(), keys };
}

function taking(
  accept: (raw: RawMail) => Promise<void>,
  aligned: (delivered: Delivered) => Promise<string | null>,
) {
  return async (delivered: Delivered): Promise<void> => {
    const domain = await aligned(delivered);
    await accept({
      mail: delivered.mail.toString('base64'),
      envelope: delivered.envelope,
      alignedDomain: domain,
    });
  };
}
