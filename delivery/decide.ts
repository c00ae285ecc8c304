import type { CarriedMessage } from '../db/carried.ts';
import type { Reader } from '../db/fanouts.ts';
import type { RecipientRow } from '../db/recipients.ts';
import type { DeliveryDraft } from '../domain/content.ts';
import { hoursAt } from './hours.ts';
import { type Carried, type Decision, plan } from './plan.ts';
import { recipientOf } from './recipient.ts';
import { type CountSegments, postCost } from './smsCost.ts';

/** What was decided for many members, one after the other: what one costs is not left for the next. */
export interface Decided<Row> {
  each: { row: Row; decision: Decision }[];
  /** Segments of text messages. */
  spent: number;
  /** True where the budget kept somebody from a text message. */
  wasShort: boolean;
}

/** Plans one message for many members. Pure. */
export function decideAll<Row extends RecipientRow>(
  rows: Row[],
  {
    carriedTo,
    segmentsLeft,
    now,
  }: { carriedTo: (row: Row) => Carried; segmentsLeft: number | null; now: Date },
): Decided<Row> {
  const decided: Decided<Row> = { each: [], spent: 0, wasShort: false };
  const hours = hoursAt(now);
  for (const row of rows) {
    const left = segmentsLeft === null ? null : segmentsLeft - decided.spent;
    const decision = plan(recipientOf(row, now), carriedTo(row), { segmentsLeft: left, now, hours });
    decided.each.push({ row, decision });
    if (decision.kind === 'send') decided.spent += decision.segments ?? 0;
    const reason = decision.kind === 'skip' ? decision.reason : decision.wayReason;
    decided.wasShort ||= reason === 'budget';
  }
  return decided;
}

/** A post or a reply as each of its readers gets it. */
export function carriedPost(
  message: CarriedMessage,
  count: CountSegments,
): (
  reader: Pick<Reader, 'personId' | 'language' | 'hasCommunities' | 'addresses' | 'parentNumber' | 'number'>,
) => Carried {
  const cost = postCost(count, message);
  const { parent, isUrgent, authorId, forumId } = message;
  return (reader) => ({
    kind: parent ? 'reply' : 'post',
    isUrgent,
    authorId,
    forumId,
    answersActAt: parent?.personId === reader.personId ? parent.saidAt : null,
    segments: () => cost({ ...reader, needsConsent: needsConsent(reader) }),
  });
}

export const needsConsent = ({ addresses }: Pick<RecipientRow, 'addresses'>) =>
  addresses.some((one) => one.needsConsent);

export type Planned = Pick<
  DeliveryDraft,
  | 'addressId'
  | 'channel'
  | 'status'
  | 'reason'
  | 'notBefore'
  | 'wayReason'
  | 'timeReason'
  | 'digestAt'
  | 'segments'
>;

/** A decision as its row keeps it. What waits for a digest is held, so that nothing sends it by itself. */
export function plannedAs(decision: Decision, now: Date): Planned {
  if (decision.kind === 'skip')
    return { addressId: null, channel: null, status: 'skipped', reason: decision.reason, notBefore: now };
  const { addressId, channel, wayReason, timeReason } = decision;
  return decision.kind === 'digest'
    ? {
        addressId,
        channel,
        status: 'held',
        reason: 'digest',
        notBefore: decision.digestAt,
        wayReason,
        timeReason,
        digestAt: decision.digestAt,
      }
    : {
        addressId,
        channel,
        status: 'queued',
        reason: null,
        notBefore: decision.notBefore,
        wayReason,
        timeReason,
        segments: decision.segments,
      };
}
