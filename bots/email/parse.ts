import { createHash } from 'node:crypto';
import type { Email } from 'postal-mime';
import type { Inbound, Parsed, Said } from '../../domain/channel.ts';
import type { Mail, MailTarget } from '../../domain/mail.ts';
import { isOwnMessageId, type Mailbox, messageIdOf, type Purpose } from './address.ts';
import { attachmentsOf } from './attachments.ts';
import { automaticBecause } from './automatic.ts';
import { bodyTextOf } from './bodyText.ts';
import { reportOf } from './bounce.ts';
import { filesIn, type Keep, saidFiles } from './files.ts';
import { headersOf, idsIn, readMail } from './read.ts';
import { purposesOf } from './recipients.ts';
import { replyOf } from './reply/reply.ts';
import { replyMarkdown } from './replyMarkdown.ts';
import type { MailThreads } from './threads.ts';

/** A mail as one of the three ways in received it. JSON-safe, so that it can be stored and parsed again. */
export interface RawMail {
  /** The whole mail, base64. */
  mail: string;
  /** What SMTP was told: MAIL FROM (empty for reports) and RCPT TO; `null` where it is not known. */
  envelope: { from: string; to: string[] } | null;
  /**
   * The domain in From that DMARC vouches for, as read where it was checked; `null`: none. Parsers can be made to read
   * From differently, so that it counts only for an address of this very domain.
   */
  alignedDomain: string | null;
}

export interface Reading {
  mailbox: Mailbox;
  now: Date;
  /** Takes the files; without it they are told of, and cannot be had. */
  keep?: Keep | undefined;
  /** Where it is read; without them here. */
  threads?: MailThreads;
}

/**
 * What a mail means: something said to each address of ours it was sent to, or news of a mail we sent, or nothing, with
 * the reason.
 * @throws what `keep` throws
 */
export async function parse(raw: RawMail, { mailbox, now, keep, threads }: Reading): Promise<Parsed[]> {
  const bytes = Buffer.from(raw.mail, 'base64');
  const read = await readMail(bytes, threads);
  if ('refused' in read) return [ignored(`refused: ${read.refused}`)];
  const { email } = read;
  const purposes = purposesOf(email, raw.envelope?.to, { mailbox, now });
  const bounces = purposes.filter((purpose) => purpose.kind === 'bounce');
  if (bounces.length > 0) return bounces.map(({ deliveryId }) => newsOf(email, deliveryId, mailbox));
  const automatic = automaticBecause(email, raw.envelope?.from ?? null, mailbox);
  if (automatic) return [ignored(automatic)];
  if (purposes.length === 0) return [ignored('sent to none of our addresses')];
  const from = email.from?.address?.toLowerCase();
  if (!from || !isAddress(from)) return [ignored('without a usable sender')];
  return Promise.all(
    purposes.map((purpose) => inboundOf(purpose, { email, raw, from, mailbox, bytes, keep })),
  );
}

const ignored = (reason: string): Parsed => ({ kind: 'ignored', reason });

const isAddress = (text: string) =>
  text.length <= 254 && /^[^\s@<>,;:"()]{1,64}@[a-z0-9.-]+\.[a-z0-9-]+$/i.test(text);

function newsOf(email: Email, deliveryId: string, { domain, own }: Mailbox): Parsed {
  const report = reportOf(email);
  if (report.kind === 'nothing') return ignored(report.reason);
  const common = { channel: 'email' as const, account: own, providerId: messageIdOf(deliveryId, domain) };
  if (report.kind === 'delivered') {
    return {
      kind: 'receipt',
      receipt: { ...common, status: 'delivered', providerCode: null, isStopped: false },
    };
  }
  if (report.kind === 'complained') {
    return {
      kind: 'receipt',
      receipt: { ...common, status: 'failed', providerCode: 'complaint', isStopped: true },
    };
  }
  const { bounce, status } = report;
  return {
    kind: 'receipt',
    receipt: { ...common, status: 'failed', providerCode: status, isStopped: false, bounce },
  };
}

/** A larger mail is not kept besides what it says and its files: anybody can send thousands. In characters of base64. */
const MOST_KEPT = 64 * 1024;

interface Received {
  email: Email;
  raw: RawMail;
  from: string;
  mailbox: Mailbox;
  bytes: Buffer;
  keep: Keep | undefined;
}

async function inboundOf(purpose: Purpose, received: Received): Promise<Parsed> {
  const { email, raw, from, mailbox } = received;
  const mail = mailOf(purpose, email, isVouchedFor(from, raw));
  const said = await saidIn(purpose, mail, received);
  if (!said) return ignored('nothing of the sender’s own in it');
  const inbound: Inbound = {
    channel: 'email',
    account: mailbox.own,
    externalId: externalIdOf(purpose, received),
    from,
    sequence: null,
    said,
    language: headersOf(email, 'content-language')[0]?.split(',')[0]?.trim() || null,
    name: cleanName(email.from?.name),
    raw: raw.mail.length > MOST_KEPT ? { ...raw, mail: '' } : raw,
    mail,
  };
  return { kind: 'inbound', inbound };
}

const isVouchedFor = (from: string, { alignedDomain }: RawMail) =>
  alignedDomain !== null && from.endsWith(`@${alignedDomain}`);

function mailOf(purpose: Purpose, email: Email, isAligned: boolean): Mail {
  return {
    target: purpose as MailTarget,
    subject: email.subject?.slice(0, 500) ?? null,
    isAligned,
    attachments: attachmentsOf(email),
  };
}

/** `join+CODE@` and `link+CODE@` say what `JOIN CODE` and `LINK CODE` do, whatever else the mail holds. */
async function saidIn(
  purpose: Purpose,
  { attachments }: Mail,
  { email, mailbox: { domain }, keep }: Received,
): Promise<Said | null> {
  if (purpose.kind === 'unsubscribe') return { kind: 'stopped' };
  if (purpose.kind === 'join' || purpose.kind === 'link')
    return { kind: 'text', text: `${purpose.kind.toUpperCase()} ${purpose.code}`, replyTo: null };
  const text = replyOf(bodyTextOf(email));
  const formatting = replyMarkdown(text, email.html);
  const replyTo = answeredId(email, domain);
  const files = await saidFiles(filesIn(email, attachments, domain), email, keep);
  if (files) return { kind: 'media', caption: text || null, ...formatting, replyTo, ...files };
  if (text === '') return null;
  const [messageId] = idsIn(email.messageId);
  return { kind: 'text', text, ...formatting, replyTo, ...(messageId && { messageId }) };
}

/** The mail of ours that is answered; one that SES gave its own id is known by that (`sentAs` in send.ts). */
function answeredId(email: Email, domain: string): string | null {
  const inReplyTo = idsIn(email.inReplyTo);
  const ids = [...idsIn(email.references), ...inReplyTo];
  const relayed = inReplyTo[0]?.replace(/@(?:[a-z0-9-]+\.)?amazonses\.com$/i, '');
  return ids.findLast((id) => isOwnMessageId(id, domain)) ?? relayed ?? null;
}

/** Message-IDs are the sender's to choose: another sender's, or another text under the same one, is another mail. */
function externalIdOf(purpose: Purpose, { email, from, bytes }: Received): string {
  const id = idsIn(email.messageId)[0];
  const what = id === undefined ? bytes : Buffer.from(`${id}\0${email.text ?? ''}\0${email.html ?? ''}`);
  return createHash('sha256')
    .update(`${from}\0${JSON.stringify(purpose)}\0`)
    .update(what)
    .digest('base64url');
}

function cleanName(name: string | undefined): string | null {
  return name?.replace(/\p{C}/gu, '').trim().slice(0, 100) || null;
}
