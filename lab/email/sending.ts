import { strike } from './faults.ts';
import { letterOf } from './letter.ts';
import { post } from './posts.ts';
import { htmlOf } from './quote.ts';
import type { Account, Mail, MailFile, Person } from './state.ts';
import { threadOf } from './threads.ts';
import type { World } from './world.ts';

/** A mail that a mailbox is to send. */
export interface NewMail {
  to: Person[];
  subject: string;
  /** As it is sent, with what is quoted below. */
  text: string;
  html?: string;
  /** What was written, without what is quoted. */
  typed: string;
  /** The mail that is answered. */
  parent?: Mail;
  files?: MailFile[];
  headers?: Record<string, string>;
  isAutomatic?: boolean;
}

/** Sends a mail from a mailbox to us, and keeps it in its thread. @throws {Error} where it goes to nobody here */
export async function sendOwn(world: World, account: Account, mail: NewMail): Promise<Mail> {
  const strangers = mail.to.filter(({ address }) => !world.isOurs(address));
  if (mail.to.length === 0 || strangers.length > 0)
    throw new Error(`Mail from here reaches only addresses at ${world.inboundDomain}.`);
  const { address, name } = account;
  const at = world.clock.now();
  const { to, subject, text, html = htmlOf(text), typed, parent, files = [], headers = {} } = mail;
  const head = {
    messageId: `CA${world.random.bytes(20).toString('base64url')}@${address.split('@')[1]}`,
    inReplyTo: parent?.messageId ?? null,
    references: parent ? referencesTo(parent) : [],
    subject,
  };
  const from = { name, address };
  const isForged = strike(world.state, address, 'forge') !== undefined;
  const letter = await letterOf({
    ...head,
    at,
    envelopeFrom: address,
    from,
    to,
    text,
    html,
    files,
    headers,
    isForged,
  });
  const id = world.newId();
  const kept = world.add({
    ...head,
    id,
    address,
    isOwn: true,
    isAutomatic: mail.isAutomatic ?? false,
    threadId: parent?.threadId ?? threadOf(head, world.mailsOf(address)) ?? id,
    at: at.toISOString(),
    from,
    to,
    replyTo: null,
    text: typed,
    html: null,
    files,
    headers: [],
    envelopeFrom: address,
    isRead: true,
    isTaken: false,
    copies: 1,
    left: null,
  });
  post(world, { letter, lane: address, mailId: id });
  return kept;
}

/** RFC 5322 section 3.6.4: the parent’s own, and the parent. */
const referencesTo = ({ references, inReplyTo, messageId }: Mail) => [
  ...(references.length > 0 ? references : inReplyTo ? [inReplyTo] : []),
  messageId,
];
