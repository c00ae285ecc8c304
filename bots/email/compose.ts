import type { SendMailOptions } from 'nodemailer';
import type { Outbound } from '../../domain/channel.ts';
import type { MailHead } from '../../domain/mail.ts';
import {
  bounceAddress,
  type Mailbox,
  messageIdOf,
  replyAddress,
  unsubscribeAddress,
  unsubscribeToken,
} from './address.ts';
import { attachmentOf, contentIdOf, isShown, nameOf } from './attached.ts';
import { LOOP_HEADER } from './automatic.ts';
import { bodyOf } from './body.ts';

export interface Sender {
  /** `From` as people see it: `Class of 88 <class@homeroom.example>`. */
  from: string;
  mailbox: Mailbox;
  /** Whether mail to `mailbox.domain` reaches us; else there are no tokens, and answers go to `from`. */
  isHeard: boolean;
  /** Below which `/unsubscribe/TOKEN` ends all mail to somebody; null where nobody can reach it. */
  publicUrl: string | null;
}

/** Longer conversations keep the first and the last of these (RFC 5322 leaves it to us). */
const MOST_REFERENCES = 20;

/**
 * The mail of a delivery; but for the day in its tokens the same in every attempt.
 * @throws {SendError} where a file of it cannot be read just now
 */
export async function compose(outbound: Outbound, sender: Sender, now: Date): Promise<SendMailOptions> {
  const { mailbox, isHeard } = sender;
  const { mail, to, id } = outbound;
  return {
    from: mail?.author
      ? { name: `${mail.author} · ${shownName(sender.from)}`, address: mailbox.own }
      : sender.from,
    to: { name: '', address: to },
    subject: mail?.subject.replace(/\s+/g, ' ').trim() || shownName(sender.from),
    messageId: `<${messageIdOf(id, mailbox.domain)}>`,
    date: now,
    ...threading(outbound),
    ...(isHeard && mail?.personId ? { replyTo: replyAddress(mailbox, mail.personId, now) } : {}),
    envelope: { from: isHeard ? bounceAddress(mailbox, id) : mailbox.own, to: [to] },
    headers: { [LOOP_HEADER]: mailbox.domain, ...listHeaders(sender, mail, now) },
    ...(mail?.forum && {
      list: { id: { url: `${mail.forum.name}.${mailbox.domain}`, comment: mail.forum.title } },
    }),
    ...(await content(outbound, mailbox.domain)),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

async function content(outbound: Outbound, domain: string): Promise<SendMailOptions> {
  const { id, file, more = [] } = outbound;
  if (!file) return bodyOf(outbound, []);
  const files = [file, ...more];
  const idOf = (index: number) => contentIdOf(id, domain, index);
  const shown = files.map((one, index) => ({ name: nameOf(one), cid: isShown(one) ? idOf(index) : null }));
  const attachments = await Promise.all(files.map((one, index) => attachmentOf(one, idOf(index))));
  return { ...bodyOf(outbound, shown), attachments };
}

/** What stands before the address: `Class of 88 <class@homeroom.example>`. */
const shownName = (from: string) => from.replace(/\s*<.*$/, '').replace(/^"|"$/g, '');

/** Mail programs put a mail under the one it answers by these two (RFC 5322 section 3.6.4). */
function threading({ replyTo, mail }: Outbound): Pick<SendMailOptions, 'inReplyTo' | 'references'> {
  const before = [...(mail?.references ?? []), ...(replyTo === null ? [] : [replyTo])].filter(isId);
  if (before.length === 0) return {};
  const distinct = [...new Set(before)];
  const kept =
    distinct.length > MOST_REFERENCES ? [distinct[0]!, ...distinct.slice(1 - MOST_REFERENCES)] : distinct;
  return { inReplyTo: `<${before.at(-1)}>`, references: kept.map((each) => `<${each}>`).join(' ') };
}

const isId = (text: string) => /^[^<>\s@]{1,200}@[^<>\s@]{1,200}$/.test(text);

/**
 * Posts name how to leave, in a word for programs and with one click (RFC 2369, RFC 8058); the bot's own answers say
 * that no person wrote them, so that nobody's absence is told to it (RFC 3834).
 */
function listHeaders(
  { mailbox, isHeard, publicUrl }: Sender,
  mail: MailHead | undefined,
  now: Date,
): Record<string, string> {
  const unsubscribeUrl =
    publicUrl && mail?.personId
      ? `${publicUrl}/unsubscribe/${unsubscribeToken(mailbox, mail.personId, now)}`
      : null;
  const ways = [
    unsubscribeUrl ? `<${unsubscribeUrl}>` : null,
    isHeard && mail?.personId ? `<mailto:${unsubscribeAddress(mailbox, mail.personId, now)}>` : null,
  ].filter((way) => way !== null);
  return {
    ...(ways.length > 0 && { 'List-Unsubscribe': ways.join(', ') }),
    ...(unsubscribeUrl?.startsWith('https://') && {
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
    ...(isHeard && mail?.forum && { 'List-Post': `<mailto:${mail.forum.name}@${mailbox.domain}>` }),
    ...(!mail?.forum && { 'Auto-Submitted': 'auto-generated' }),
    'X-Auto-Response-Suppress': 'OOF, AutoReply',
  };
}
