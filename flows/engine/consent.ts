import { findLetIn } from '../../db/approvals.ts';
import type { Tx } from '../../db/client.ts';
import { endSuppression, suppress } from '../../db/suppressions.ts';
import type { ChannelName, Said } from '../../domain/channel.ts';
import { helpWord } from '../../domain/manners.ts';
import { isWished, type SuppressionKind } from '../../domain/suppression.ts';
import { text } from '../../domain/text.ts';
import type { EngineDeps } from './context.ts';
import type { Situation } from './situation.ts';
import type { Turn } from './turn.ts';
import { folded } from './understand.ts';

/** A transaction, and the turn whose address it is about. */
interface Place {
  tx: Tx;
  now: Date;
  turn: Turn;
}

/** STOP and START by text message, blocking and unblocking the bot elsewhere. Text messages are answered where Twilio does not. */
export async function changeConsent(
  deps: EngineDeps,
  place: Place,
  { change, rowId }: { change: 'stopped' | 'started'; rowId: string },
): Promise<void> {
  const { channel } = place.turn.situation!.who;
  const isAnswered = channel === 'sms' && deps.settings.answersCarrierWords;
  if (change === 'started') await startAgain(place, { rowId, isAnswered });
  else await stop(deps, place, { how: howStopped[channel] ?? 'blocked', isAnswered });
}

const howStopped: Partial<Record<ChannelName, SuppressionKind>> = { sms: 'keyword', email: 'unsubscribed' };

/** Nothing more goes to this address: a row, with when and how. What they wish themselves counts for more than what befell. */
export async function stop(
  { newId }: EngineDeps,
  { tx, now, turn }: Place,
  { how, isAnswered }: { how: SuppressionKind; isAnswered: boolean },
): Promise<void> {
  const situation = turn.situation!;
  const { addressId } = situation.who;
  const id = newId();
  if (situation.stoppedHow && isWished(how) && !isWished(situation.stoppedHow))
    await endSuppression(tx, { addressId, before: id, now });
  situation.stoppedHow = how;
  await suppress(tx, { id, addressId, how, now });
  if (isAnswered) turn.sayFarewell(text('common.stopped'));
}

/**
 * Ends that, unless it was begun by a word that came later: what had to wait is heard after it.
 * @param rowId of what was said
 */
export async function startAgain(
  { tx, now, turn }: Place,
  { rowId, isAnswered }: { rowId: string; isAnswered: boolean },
): Promise<boolean> {
  const situation = turn.situation!;
  const { addressId } = situation.who;
  const since = await endSuppression(tx, { addressId, before: rowId, now });
  if (!since && situation.stoppedHow) return false;
  situation.stoppedHow = null;
  if (isAnswered) turn.say(text('common.startedAgain'));
  if (since) await tellLetIn(tx, turn, since);
  return true;
}

/** Who was let in while nothing could be said to them hears of it now. */
async function tellLetIn(tx: Tx, turn: Turn, since: Date): Promise<void> {
  const { personId, addressId, channel } = turn.situation!.who;
  if (!personId) return;
  for (const { name } of await findLetIn(tx, { personId, addressId, since }))
    turn.say(text('approval.welcome', { community: name, help: helpWord(channel) }));
}

/**
 * Who writes on Telegram has not blocked us, whatever a send was once refused with: an account that was deactivated and
 * comes back is not announced. By text message only the carrier's words count, and who said that they want no more mail
 * has not changed their mind by answering one.
 * Twilio takes a bare YES for START and lets messages through again, but reports it as any other text: it is both, an
 * opt-in and the answer to a question.
 * https://help.twilio.com/articles/223134027
 */
export function isOptIn({ who, stoppedHow }: Situation, said: Said): boolean {
  if (!stoppedHow) return false;
  if (who.channel === 'sms') return said.kind === 'text' && folded(said.text) === 'yes';
  return said.kind !== 'stopped' && said.kind !== 'started' && !isWished(stoppedHow);
}
