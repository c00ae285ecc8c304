import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { Unavailable } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import { type Mailbox, purposeOf } from './address.ts';
import { limits } from './limits.ts';

/** A mail as SMTP brought it, with what is needed to check its sender. */
export interface Delivered {
  mail: Buffer;
  envelope: { from: string; to: string[] };
  /** Who brought it: the address of their server and the name it gave itself. */
  client: { ip: string; name: string };
}

export interface ListenerOptions {
  mailbox: Mailbox;
  port: number;
  /** Every interface unless set. */
  host?: string;
  /** PEM; without them connections stay plain, as STARTTLS needs a certificate. */
  tls?: { key: string; cert: string };
  /** Resolves when the mail is stored. Throws `Unavailable` where it cannot be just now. */
  take(delivered: Delivered): Promise<void>;
  /** Whether such a forum exists; without it every name is let in. May throw `Unavailable`. */
  knowsForum?(name: string): Promise<boolean>;
  now(): Date;
  log: Log;
}

export interface Listener {
  /** @throws {Error} where the port cannot be had */
  start(): Promise<{ port: number }>;
  stop(): Promise<void>;
}

/** One mail goes to few of our addresses; more in one transaction is somebody guessing names. */
const MOST_RECIPIENTS = 50;
const MOST_CLIENTS = 100;
/** So that nobody alone keeps all others out. As many as a relay in front of us would open, and more. */
const MOST_FROM_ONE = 50;
/** Of all mails that are being taken, together. */
const MOST_BYTES_IN_HAND = 8 * limits.bytes;
const IDLE_MS = 60_000;

/**
 * The mail server for those who host their own mail: takes what is for us and nothing else, so that it can never relay.
 * A mail is answered 250 when it is stored; 451 makes its sender try again, for days where needed (RFC 5321 section
 * 4.5.4.1).
 */
export function listener(options: ListenerOptions): Listener {
  /** Whose each connection is, by its id. */
  const clients = new Map<string, string>();
  const isOneTooMany = ({ id, remoteAddress }: SMTPServerSession) => {
    clients.set(id, remoteAddress);
    return [...clients.values()].filter((ip) => ip === remoteAddress).length > MOST_FROM_ONE;
  };
  const inHand = { bytes: 0 };
  const server = new SMTPServer({
    banner: 'Homeroom',
    size: limits.bytes,
    maxClients: MOST_CLIENTS,
    socketTimeout: IDLE_MS,
    closeTimeout: 1_000,
    disabledCommands: ['AUTH', ...(options.tls ? [] : ['STARTTLS'])],
    disableReverseLookup: true,
    ...options.tls,
    onConnect: (session, done) =>
      isOneTooMany(session) ? done(new Refusal(421, '4.7.0 Too many connections')) : done(),
    onClose: ({ id }) => void clients.delete(id),
    onRcptTo: ({ address }, session, done) =>
      answer(checkRecipient(options, address, session), done, options.log),
    onData: (stream, session, done) =>
      answer(receive({ ...options, inHand }, stream, session), done, options.log),
  });
  server.on('error', (error) => options.log.warn({ reason: error.message }, 'an SMTP connection failed'));
  return {
    start: () =>
      new Promise((resolve, reject) => {
        server.server.once('error', reject);
        server.listen(options.port, options.host, () => {
          const address = server.server.address();
          resolve({ port: typeof address === 'object' && address ? address.port : options.port });
        });
      }),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

class Refusal extends Error {
  constructor(
    readonly responseCode: number,
    text: string,
  ) {
    super(text);
  }
}

type Done = (error?: Error | null) => void;

/** Whatever else kept us from an answer is our trouble: the sender's server still has the mail, and keeps it. */
function answer(work: Promise<void>, done: Done, log: Log): void {
  work.then(
    () => done(),
    (error) => done(error instanceof Refusal ? error : later(error, log)),
  );
}

/** Before the mail is sent at all, so that unknown names cost nothing, and their senders learn of it at once. */
async function checkRecipient(
  { mailbox, knowsForum, now }: ListenerOptions,
  address: string,
  { envelope }: SMTPServerSession,
): Promise<void> {
  if (envelope.rcptTo.length >= MOST_RECIPIENTS) throw new Refusal(452, '4.5.3 Too many recipients');
  const purpose = purposeOf(address, mailbox, now());
  if (purpose === null) throw new Refusal(550, '5.1.1 No such address here');
  if (purpose.kind !== 'forum' || !knowsForum) return;
  if (!(await knowsForum(purpose.name))) throw new Refusal(550, '5.1.1 No such address here');
}

interface Receiving extends Pick<ListenerOptions, 'take'> {
  inHand: { bytes: number };
}

async function receive(
  { take, inHand }: Receiving,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  let held = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      // The rest is read all the same: an answer comes only after the end of the mail.
      if (size > limits.bytes || held < size - chunk.length || inHand.bytes > MOST_BYTES_IN_HAND) continue;
      held += chunk.length;
      inHand.bytes += chunk.length;
      chunks.push(chunk);
    }
    if (size > limits.bytes || stream.sizeExceeded) throw new Refusal(552, '5.3.4 Mail is too large');
    if (held < size) throw new Refusal(452, '4.3.1 Too many mails at once, try again later');
    await take(deliveredBy(session, Buffer.concat(chunks)));
  } finally {
    inHand.bytes -= held;
  }
}

function deliveredBy(session: SMTPServerSession, mail: Buffer): Delivered {
  const { envelope, remoteAddress, hostNameAppearsAs } = session;
  return {
    mail,
    envelope: {
      from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
      to: envelope.rcptTo.map(({ address }) => address),
    },
    client: { ip: remoteAddress, name: String(hostNameAppearsAs || '') },
  };
}

function later(error: unknown, log: Log): Refusal {
  if (error instanceof Unavailable) log.warn({}, 'the database is away: a mail was put off');
  else log.error({ error }, 'a mail could not be taken, and was put off');
  return new Refusal(451, '4.3.0 Try again later');
}
