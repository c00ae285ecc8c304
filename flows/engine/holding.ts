import type { InboxRow } from '../../db/inbox.ts';
import type { Inbound } from '../../domain/channel.ts';
import type { Held } from './admit.ts';
import type { EngineDeps } from './context.ts';
import type { SaidItem } from './handleSaid.ts';
import { type HeardInbound, hearInbound, type Place } from './hearing.ts';
import { tellApart } from './heldInGroup.ts';
import { heldWords } from './heldWords.ts';
import { isAnswer } from './said.ts';
import { saysStop } from './wishes.ts';

/** Lets the turn act on an event, unless it came too fast or something of this address waits already. */
export async function hearUnlessHeld(
  deps: EngineDeps,
  place: Place,
  item: SaidItem,
  heard: HeardInbound,
): Promise<string> {
  const { held, passes, inbound } = item;
  const { hasWaiting, isHeldBack } = place.turn.situation!;
  if (held && !mayAnswer(deps, place, { held, heard })) {
    if (held.isFirst) await answerHeld(deps, place, { inbound, held });
    return held.isDeferred ? 'deferred' : 'throttled';
  }
  const mayPass = endsOrBegins(inbound) || (passes && isHeldBack);
  if (hasWaiting && !mayPass) return 'waits';
  return hearInbound(deps, place, heard);
}

/**
 * What the bot asked for is no request, and is taken though the hour's messages or the minute's requests are used up: who
 * has written a post may press its button. What waits is not overtaken, and programs are stopped all the same.
 */
function mayAnswer(
  { flows }: EngineDeps,
  { turn }: Place,
  { held, heard: { inbound, ...pointed } }: { held: Held; heard: HeardInbound },
): boolean {
  const situation = turn.situation!;
  if (held.limit !== 'messages' && held.limit !== 'requests') return false;
  if (situation.hasWaiting || inbound.group || (inbound.mail && !inbound.mail.isAligned)) return false;
  return isAnswer(flows, { inbound, situation, ...pointed });
}

async function answerHeld(
  deps: EngineDeps,
  place: Place,
  { inbound, held }: { inbound: Inbound; held: Held },
): Promise<void> {
  if (inbound.group) await tellApart(deps, place, { inbound, held });
  else place.turn.say(heldWords(held));
}

/** Who wants to hear nothing more does not wait behind anything. */
const endsOrBegins = (inbound: Inbound) =>
  inbound.said.kind === 'stopped' || inbound.said.kind === 'started' || saysStop(inbound);

/** How the event is kept: done, waiting for its turn or its time, or only kept. */
export function standing(
  { held }: SaidItem,
  reason: string,
): Pick<InboxRow, 'status' | 'reason' | 'notBefore'> {
  if (reason === 'deferred') return { status: 'waiting', reason: 'throttled', notBefore: held!.until };
  if (reason === 'throttled') return { status: 'throttled', reason };
  return { status: reason === 'waits' ? 'waiting' : 'done', reason };
}
