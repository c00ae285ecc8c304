import { noteReminder } from '../../db/suppressions.ts';
import { stopMail } from '../../db/unsubscribing.ts';
import type { Inbound } from '../../domain/channel.ts';
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
  { said }: Inbound,
): Promise<'stopped' | 'started' | null> {
  const { who, stoppedHow } = place.turn.situation!;
  if (who.channel === 'sms' || said.kind === 'stopped' || said.kind === 'started') return null;
  const isMail = who.channel === 'email';
  const words = said.kind === 'text' ? said.text : '';
  const isStopped = stoppedHow !== null && isWished(stoppedHow);
  if (isStop(words)) {
    if (!isStopped) await stop(deps, place, { how: isMail ? 'unsubscribed' : 'keyword', isAnswered: true });
    return 'stopped';
  }
  if (!isStopped) return null;
  if (isStart(words)) {
    await startAgain(place, { isAnswered: true });
    return 'started';
  }
  // Telegram's link to the bot: it starts again, and brings an invite.
  if (slashWord(words) === 'start') await startAgain(place, { isAnswered: true });
  else if (await noteReminder(place.tx, who.addressId, place.now))
    place.turn.sayFarewell(text(isMail ? 'unsubscribe.startAgain' : 'common.startAgain'));
  return null;
}

/** Whether it is a word that ends all messages, and nothing besides: the carriers' own, but for those that steer a talk. */
export const isStop = (words: string): boolean =>
  /^\s*\/?(?:stop|stopall|unsubscribe|optout|baja)\s*[.!]*\s*$/i.test(words);

const startWords = new Set(['start', '/start', 'unstop']);

/** Alone, or above a signature. */
const isStart = (words: string) => startWords.has(folded(words.trim().split('\n', 1)[0]!));
