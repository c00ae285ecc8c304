import type { MailTarget } from '../../domain/mail.ts';
import { bounceToken, personToken, readBounceToken, readPersonToken, type TokenKeys } from './token.ts';

/** The mailbox of an installation, and what its addresses are signed with. */
export interface Mailbox {
  /** Where mail for us goes to: `INBOUND_EMAIL_DOMAIN`. In lower case. */
  domain: string;
  /** The address in `From` of what we send, in lower case. */
  own: string;
  keys: TokenKeys;
}

/** What an address of ours is for; `null` where it is none of ours. */
export type Purpose = MailTarget | { kind: 'bounce'; deliveryId: string };

const forumName = /^[a-z0-9](?:[a-z0-9_.-]{0,62}[a-z0-9])?$/;
const inviteCode = /^[a-z0-9-]{4,40}$/i;

/** @param address as in a mail's header or envelope, without angle brackets */
export function purposeOf(address: string, { domain, own, keys }: Mailbox, now: Date): Purpose | null {
  const at = address.lastIndexOf('@');
  const host = address.slice(at + 1).toLowerCase();
  if (address.toLowerCase() === own) return { kind: 'main' };
  if (at < 1 || at > 64 || host !== domain) return null;
  const local = address.slice(0, at);
  const [, answered, token] = /^r(\d{1,7})\+(.+)$/is.exec(local) ?? [];
  if (answered) return answerOf(keys, Number(answered), { token: token!, now });
  const [, prefix, detail] = /^([a-z]+)\+(.+)$/is.exec(local) ?? [null, '', ''];
  switch (prefix?.toLowerCase()) {
    case 'reply':
      return bearerOf(keys, 'reply', { token: detail!, now });
    case 'leave':
      return bearerOf(keys, 'unsubscribe', { token: detail!, now });
    case 'bounce': {
      const deliveryId = readBounceToken(keys, detail!);
      return deliveryId === null ? { kind: 'refused', reason: 'forged' } : { kind: 'bounce', deliveryId };
    }
    case 'join':
    case 'link': {
      const kind = prefix!.toLowerCase() as 'join' | 'link';
      return inviteCode.test(detail!) ? { kind, code: detail! } : null;
    }
    default:
      return forumName.test(local.toLowerCase()) ? { kind: 'forum', name: local.toLowerCase() } : null;
  }
}

function bearerOf(
  keys: TokenKeys,
  kind: 'reply' | 'unsubscribe',
  given: { token: string; now: Date },
): Purpose {
  const read = readPersonToken(keys, kind, given);
  return 'refused' in read ? { kind: 'refused', reason: read.refused } : { kind, personId: read.personId };
}

function answerOf(keys: TokenKeys, number: number, given: { token: string; now: Date }): Purpose {
  const read = readPersonToken(keys, `reply ${number}`, given);
  if ('refused' in read) return { kind: 'refused', reason: read.refused };
  return { kind: 'replyTo', personId: read.personId, number };
}

/** Answers one message of a digest; null where its number leaves no room in a local part of 64 letters. */
export function answerAddress(
  { domain, keys }: Mailbox,
  { personId, number }: { personId: string; number: number },
  now: Date,
): string | null {
  if (number > 9_999_999) return null;
  return `r${number}+${personToken(keys, `reply ${number}`, { personId, now })}@${domain}`;
}

/** Reply-To of what goes to this person. */
export function replyAddress({ domain, keys }: Mailbox, personId: string, now: Date): string {
  return `reply+${personToken(keys, 'reply', { personId, now })}@${domain}`;
}

/** Where a mail ends all further mail to this person, for programs that do not POST. */
export function unsubscribeAddress(mailbox: Mailbox, personId: string, now: Date): string {
  return `leave+${unsubscribeToken(mailbox, personId, now)}@${mailbox.domain}`;
}

/** The same, for a link. */
export const unsubscribeToken = ({ keys }: Mailbox, personId: string, now: Date) =>
  personToken(keys, 'unsubscribe', { personId, now });

/** MAIL FROM of one delivery (RFC 5321 section 4.4): where it is reported when it cannot be delivered. */
export function bounceAddress({ domain, keys }: Mailbox, deliveryId: string): string {
  return `bounce+${bounceToken(keys, deliveryId)}@${domain}`;
}

/** The Message-ID of a delivery, the same in every attempt, without its angle brackets. */
export function messageIdOf(deliveryId: string, domain: string): string {
  return `${deliveryId}@${domain}`;
}

const ownMessageId = /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})@(.+)$/i;

/** Whether a Message-ID, without its brackets, is one that `messageIdOf` made. */
export function isOwnMessageId(messageId: string, domain: string): boolean {
  return ownMessageId.exec(messageId)?.[2]?.toLowerCase() === domain;
}
