import type { Tx } from '../../db/client.ts';
import type { Inbound } from '../../domain/channel.ts';
import { changeConsent, isOptIn } from './consent.ts';
import type { EngineDeps } from './context.ts';
import { doubt } from './doubt.ts';
import { filesOf, keepFiles } from './files.ts';
import { hearInGroup } from './group.ts';
import type { Ledger } from './ledger.ts';
import type { PointedAt } from './pointsAt.ts';
import { hearSaid } from './said.ts';
import type { Turn } from './turn.ts';
import { hearWish, unsubscribe } from './wishes.ts';

/** The transaction an event is handled in, and the turn it is part of. */
export interface Place {
  tx: Tx;
  now: Date;
  turn: Turn;
  ledger: Ledger;
}

/** Something said, with the id of its row in the inbox, and what it points at. */
export interface HeardInbound extends PointedAt {
  inbound: Inbound;
  rowId: string;
}

/**
 * Lets a turn act on what somebody said, now or after it waited. Returns what was made of it, in a word for the ledger.
 */
export async function hearInbound(
  deps: EngineDeps,
  place: Place,
  { inbound, rowId, ...pointed }: HeardInbound,
): Promise<string> {
  if (inbound.group) return hearInGroup(deps, place, { inbound, rowId, ...pointed });
  const situation = place.turn.situation!;
  // Twilio has answered HELP itself: it is only kept.
  if (inbound.said.kind === 'carrierHelp' && !deps.settings.answersCarrierWords) return 'carrierHelp';
  if (inbound.mail?.target.kind === 'unsubscribe') {
    await unsubscribe(deps, place, inbound.mail.target.personId);
    return 'stopped';
  }
  const doubted = inbound.mail ? await doubt(deps, place, { mail: inbound.mail, inbound, rowId }) : null;
  if (doubted) return doubted;
  const wish = await hearWish(deps, place, { inbound, rowId });
  if (wish) return wish;
  if (isOptIn(situation, inbound.said)) await changeConsent(deps, place, { change: 'started', rowId });
  const files = filesOf(deps, inbound);
  const held = files.map(({ id, kind }) => ({ id, kind }));
  const reason = hearSaid(place.turn, deps.flows, { inbound, situation, ...pointed, files: held });
  if (reason === 'start' && files.length > 0) await keepFiles(place, files);
  if (reason === 'stopped' || reason === 'started')
    await changeConsent(deps, place, { change: reason, rowId });
  return reason;
}
