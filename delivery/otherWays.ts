import type { Fallback, FallbackWay } from '../db/fallbacks.ts';
import type { DeliveryDraft } from '../domain/content.ts';
import { whenAwake } from './whenAwake.ts';

/** What a text message takes: how many segments, and of a digest how many messages it shows. */
export interface TextCost {
  segments: number;
  shown: number | null;
}

/** Where something that failed goes instead. */
export interface OtherWay {
  from: Fallback;
  way: FallbackWay;
  /** Null where it is no text message, or nobody's budget pays for it. */
  cost: TextCost | null;
  /** The budget kept it from a text message: it takes a later way, or `isTooDear`, as none is left. */
  wasShort: boolean;
  isTooDear: boolean;
}

/** What a community may still spend, by its id; null for any number. */
export type Left = Map<string, number | null>;

/** Chooses for each the first way that the budget allows; what one costs is not left for the next. Pure. */
export function chooseWays(
  fallbacks: Fallback[],
  { left, costOf }: { left: Left; costOf: (from: Fallback, way: FallbackWay) => TextCost },
): OtherWay[] {
  const rest = new Map(left);
  return fallbacks.map((from) => {
    const { communityId } = from;
    let tooDear: FallbackWay | null = null;
    for (const way of from.ways) {
      const cost = isPaid(from, way) ? costOf(from, way) : null;
      const here = { from, way, cost, wasShort: tooDear !== null, isTooDear: false };
      if (!cost || !communityId) return here;
      const free = rest.get(communityId) ?? null;
      if (free === null) return here;
      if (cost.segments <= free) {
        rest.set(communityId, free - cost.segments);
        return here;
      }
      tooDear ??= way;
    }
    return { from, way: tooDear!, cost: null, wasShort: true, isTooDear: true };
  });
}

/** Whether a community's budget pays for what goes there. */
export const isPaid = ({ communityId }: Fallback, { channel }: FallbackWay): boolean =>
  channel === 'sms' && communityId !== null;

/**
 * The same words to another address; not in the hours in which their reader wants none, unless they are urgent. What is too dear is kept as a
 * dead letter of its own, so that `/why` and `/failures` say so, and `/replay` sends it when there is a budget again.
 */
export function replacement(
  { from, way: { addressId, channel }, cost, wasShort, isTooDear }: OtherWay,
  now: Date,
): Omit<DeliveryDraft, 'id'> {
  const { id, quietFrom, quietTo, timeZone, isUrgent } = from;
  const awake = whenAwake({ quietFrom, quietTo, timeZone }, now);
  const passes = isUrgent && awake.notBefore > now && { timeReason: 'urgent' };
  const when = isTooDear || isUrgent ? { notBefore: now, ...passes } : awake;
  return {
    kind: from.kind,
    lane: from.lane,
    addressId,
    channel,
    personId: from.personId,
    communityId: from.communityId,
    messageId: from.messageId,
    changesId: null,
    replacesId: id,
    content: from.content,
    status: isTooDear ? 'dead' : 'queued',
    reason: isTooDear ? 'budget' : null,
    ...when,
    wayReason: wasShort && !isTooDear ? 'budget' : null,
    segments: cost?.segments ?? null,
    correlationId: from.correlationId,
  };
}
