import { noteRefusal } from '../../db/addresses.ts';
import type { Inbound } from '../../domain/channel.ts';
import type { Mail } from '../../domain/mail.ts';
import type { Who } from '../../domain/member.ts';
import { excerpt } from '../../domain/messageText.ts';
import { text } from '../../domain/text.ts';
import type { EngineDeps } from './context.ts';
import type { Place } from './hearing.ts';
import { start } from './meaning.ts';

/** Why a mail is not taken for its sender's word. Each is a word for the ledger. */
type Doubt = 'mailExpired' | 'mailForged' | 'mailNotYours' | 'mailUnproven';

/**
 * Anybody can write any sender into a mail. It counts as its sender's word where it answers what we sent to that very
 * address, which only its owner has read, or where the sender's domain vouches for it (DMARC). Else the owner of the
 * mailbox is asked, once a day, and again as soon as they said that it was theirs; a stranger whose sender nothing proves hears nothing, as they may be somebody's victim.
 */
export async function doubt(
  deps: EngineDeps,
  { tx, now, turn }: Place,
  { mail, inbound, rowId }: { mail: Mail; inbound: Inbound; rowId: string },
): Promise<Doubt | null> {
  const situation = turn.situation!;
  const { who } = situation;
  const found = doubtIn(mail, who);
  if (!found) return null;
  const isCode = mail.target.kind === 'join' || mail.target.kind === 'link';
  const isMet = who.personId !== null || situation.foreground !== null || isCode;
  if (!isMet && !mail.isAligned) return found;
  // Who gets nothing would not read it either, and a question would wait for an answer to what nobody saw.
  if (situation.stoppedHow) return found;
  if (!(await noteRefusal(tx, who.addressId, now))) return found;
  if (found !== 'mailUnproven') {
    turn.say(text(refusals[found]));
    return found;
  }
  const words = 'text' in inbound.said ? inbound.said.text : (mail.subject ?? '');
  const asked = start(deps.flows.confirming, who, { act: rowId, argument: excerpt(words, 80) });
  if (asked.kind === 'start') turn.start(asked.flow, asked.input);
  return found;
}

function doubtIn({ target, isAligned }: Mail, who: Who): Doubt | null {
  if (target.kind === 'refused') return target.reason === 'expired' ? 'mailExpired' : 'mailForged';
  if (target.kind === 'reply' || target.kind === 'replyTo')
    return [who.personId, who.addressId].includes(target.personId) ? null : 'mailNotYours';
  return isAligned ? null : 'mailUnproven';
}

const refusals = {
  mailExpired: 'mail.expired',
  mailForged: 'mail.forged',
  mailNotYours: 'mail.notYours',
} as const;
