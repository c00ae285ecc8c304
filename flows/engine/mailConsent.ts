import { noteReminder } from '../../db/suppressions.ts';
import { stopMail } from '../../db/unsubscribing.ts';
import type { Inbound } from '../../domain/channel.ts';
import { isWished } from '../../domain/suppression.ts';
import { text } from '../../domain/text.ts';
import { changeConsent } from './consent.ts';
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
 * What somebody writes who asked for no more mail, or called one spam: START brings it back. All else is taken as
 * always and answered no more, but for how to come back, once after each stop.
 * @returns whether it was START, and means nothing else
 */
export async function hearUnsubscribed(
  deps: EngineDeps,
  place: Place,
  { said }: Inbound,
): Promise<'started' | null> {
  const { who, stoppedHow } = place.turn.situation!;
  if (!stoppedHow || !isWished(stoppedHow) || who.channel !== 'email') return null;
  if (said.kind === 'text' && isStart(said.text)) {
    place.turn.say(text('common.startedAgain'));
    await changeConsent(deps, place, 'started');
    return 'started';
  }
  if (await noteReminder(place.tx, who.addressId, place.now))
    place.turn.sayFarewell(text('unsubscribe.startAgain'));
  return null;
}

const startWords = new Set(['start', '/start', 'unstop']);

/** Alone, or above a signature. */
const isStart = (words: string) => startWords.has(folded(words.trim().split('\n', 1)[0]!));
