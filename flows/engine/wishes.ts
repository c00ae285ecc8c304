import { noteReminder } from '../../db/suppressions.ts';
import { stopMail } from '../../db/unsubscribing.ts';
import type { Inbound, Said } from '../../domain/channel.ts';
import { isWished } from '../../domain/suppression.ts';
import { text } from '../../domain/text.ts';
import { slashWord } from './command.ts';
import { startAgain, stop } from './consent.ts';
import type { EngineDeps } from './context.ts';
import type { Place } from './hearing.ts';
import { folded } from './understand.ts';

/**
 * Ends all mail to whom the token was made for, whoever sends it, as the link in the same mail does: a mailbox that
 * theirs is forwarded to writes under its own address.
 */
export async function unsubscribe({ newId }: EngineDeps, { tx, now }: Place, bearer: string): Promise<void> {
  await stopMail(tx, bearer, { newId, now });
}

/**
 * STOP and START where no carrier looks after them, on every channel but SMS: as a whole message, also in answer to
 * another one, as it is by text message. What else somebody writes who said so is taken as always and answered no more,
 * but for how to come back, once after each stop.
 * @returns what it was, where it means nothing else
 */
export async function hearWish(
  deps: EngineDeps,
  place: Place,
  { inbound, rowId }: { inbound: Inbound; rowId: string },
): Promise<'stopped' | 'started' | null> {
  const { who, stoppedHow } = place.turn.situation!;
  const { said } = inbound;
  if (who.channel === 'sms') return null;
  const isMail = who.channel === 'email';
  const isStopped = stoppedHow !== null && isWished(stoppedHow);
  if (saysStop(inbound)) {
    if (!isStopped) await stop(deps, place, { how: isMail ? 'unsubscribed' : 'keyword', isAnswered: true });
    return 'stopped';
  }
  if (!isStopped) return null;
  const words = said.kind === 'text' ? said.text : '';
  // Telegram's link to the bot starts it again as well, and brings an invite.
  if (isStart(words) || slashWord(words) === 'start') {
    const isHeard = await startAgain(place, { rowId, isAnswered: true });
    if (isStart(words)) return isHeard ? 'started' : 'stopped';
    return null;
  }
  if (wantsAnswer.has(said.kind) && (await noteReminder(place.tx, who.addressId, place.now)))
    place.turn.sayFarewell(text(isMail ? 'unsubscribe.startAgain' : 'common.startAgain'));
  return null;
}

/** A thumb, or a message taken back, is not answered by how to come back. */
const wantsAnswer = new Set<Said['kind']>(['text', 'media', 'pressed', 'contact']);

/**
 * Whether it is a word that ends all messages, and nothing besides, where no carrier hears it: the carriers' own (but for
 * those that steer a talk), and the Spanish one.
 */
export function saysStop({ channel, group, said }: Pick<Inbound, 'channel' | 'group' | 'said'>): boolean {
  if (channel === 'sms' || group || said.kind !== 'text') return false;
  return /^\s*\/?(?:stop|stopall|unsubscribe|revoke|optout|baja)[\s.!]*$/i.test(said.text);
}

const startWords = new Set(['start', '/start', 'unstop']);

/** Alone, or above a signature. */
const isStart = (words: string) => startWords.has(folded(words.trim().split('\n', 1)[0]!));
