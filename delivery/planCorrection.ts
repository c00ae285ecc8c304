import { type CarriedMessage, findCarried } from '../db/carried.ts';
import type { Tx } from '../db/client.ts';
import { type FanoutRow, findWaitingCorrections, type SentCopy } from '../db/fanouts.ts';
import { findHolders, type RecipientRow } from '../db/recipients.ts';
import { mannersOf } from '../domain/manners.ts';
import { needsConsent, type Planned, plannedAs } from './decide.ts';
import { hoursAt } from './hours.ts';
import { type Decision, plan } from './plan.ts';
import type { PlannerDeps } from './planner.ts';
import { recipientOf } from './recipient.ts';
import { segmentsLeft, settleBudget, takeBudget } from './smsBudget.ts';
import { correctionCost } from './smsCost.ts';

/** Where nothing can be changed on somebody's screen a correction is one message more. A group has no hours of its own. */
export const isTold = ({ personId, channel }: SentCopy): boolean =>
  personId !== null && !mannersOf(channel).canEdit;

type Holder = RecipientRow & { number: number | null };

/**
 * Decides about corrections that are told, as the plan does about posts: by membership, silence, rhythm, quiet hours and the
 * budget for text messages; but they go where the message went. Who does not read in the forum any more gets none, and
 * whom one is waiting for already no other.
 */
export async function decideTold(
  deps: PlannerDeps,
  tx: Tx,
  { fanout, copies }: { fanout: FanoutRow; copies: SentCopy[] },
): Promise<Map<SentCopy, Planned>> {
  const decided = new Map<SentCopy, Planned>();
  if (copies.length === 0) return decided;
  const now = deps.clock.now();
  const { communityId, messageId, authorId, forumId } = fanout;
  const message = await findCarried(tx, messageId);
  const concerning = { authorId, forumId, parentId: message.parent?.id ?? null };
  const personIds = copies.map(({ personId }) => personId!);
  const asked = { concerning, accounts: deps.accounts, messageId, communityId, personIds };
  const waiting = await findWaitingCorrections(tx, { messageId, now });
  const holders = new Map((await findHolders(tx, asked)).map((row) => [row.personId, row]));
  const budget = await takeBudget(tx, { communityId, rows: [...holders.values()] }, now);
  const left = segmentsLeft(budget);
  const cost = correctionCost(deps.countSegments, message);
  const hours = hoursAt(now);
  let spent = 0;
  let wasShort = false;
  for (const copy of copies) {
    const holder = holders.get(copy.personId!);
    if (!holder || waiting.has(copy.deliveryId)) continue;
    const decision = plan(recipientAt(holder, copy, now), carried(message), {
      segmentsLeft: null,
      now,
      hours,
    });
    const segments = isText(decision)
      ? cost({ ...holder, number: holder.number ?? 0, needsConsent: needsConsent(holder) })
      : 0;
    const isTooDear = left !== null && segments > left - spent;
    wasShort ||= isTooDear;
    spent += isTooDear ? 0 : segments;
    decided.set(copy, isTooDear ? tooDear(now) : told(decision, segments, now));
  }
  await settleBudget(tx, deps, { budget, spent, wasShort, now });
  return decided;
}

/** They are reached where the message stands, and nowhere else. */
function recipientAt(holder: Holder, { addressId, channel }: SentCopy, now: Date) {
  const addresses = holder.addresses.filter(({ id }) => id === addressId);
  return recipientOf({ ...holder, addresses, preferredChannel: channel, fallbackChannels: [] }, now);
}

const carried = ({ authorId, forumId }: CarriedMessage) => ({
  ...{ kind: 'post' as const, isUrgent: false, authorId, forumId, answersActAt: null },
  segments: () => 0,
});

const isText = (decision: Decision): boolean => decision.kind !== 'skip' && decision.channel === 'sms';

const tooDear = (now: Date): Planned => plannedAs({ kind: 'skip', reason: 'budget' }, now);

/** What waits for a digest's hour goes by itself then: its message was in an earlier one. */
function told(decision: Decision, segments: number, now: Date): Planned {
  if (decision.kind === 'skip') return plannedAs(decision, now);
  const { addressId, channel, timeReason } = decision;
  const notBefore = decision.kind === 'digest' ? decision.digestAt : decision.notBefore;
  return {
    ...{ addressId, channel, status: 'queued', reason: null, notBefore, timeReason },
    ...(segments > 0 && { segments }),
  };
}
