import type { Mail } from './state.ts';

type Placed = Pick<Mail, 'threadId' | 'messageId' | 'inReplyTo' | 'references' | 'subject'>;

/**
 * The thread a mail belongs to, as Gmail groups them: it shares a Message-ID with one that is there, in References,
 * In-Reply-To or as the mail itself, and is about the same
 * (https://support.google.com/mail/answer/5900). Without one it begins its own.
 */
export function threadOf(mail: Omit<Placed, 'threadId'>, mailbox: Placed[]): string | null {
  const ids = new Set(idsOf(mail));
  const about = topicOf(mail.subject);
  const kin = mailbox.findLast(
    (one) => topicOf(one.subject) === about && idsOf(one).some((id) => ids.has(id)),
  );
  return kin?.threadId ?? null;
}

const idsOf = ({ messageId, inReplyTo, references }: Omit<Placed, 'threadId'>) => [
  messageId,
  ...(inReplyTo ? [inReplyTo] : []),
  ...references,
];

/** What a subject says without its Re: and Fwd:. */
export const topicOf = (subject: string) =>
  subject
    .replace(/^(?:\s*(?:re|fwd?|aw|wg|rv)\s*:)+/i, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
