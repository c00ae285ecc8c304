import type { DeliveryDraft } from '../domain/content.ts';
import { grouped } from '../domain/grouped.ts';
import type { Tx } from './client.ts';
import { keyOfLane, type WokenLane, wakeLanes } from './lanes.ts';

/** Writes planned deliveries into the outbox and wakes their lanes. Rows are ordered, so that lanes lock in order. */
export async function insertDeliveries(tx: Tx, drafts: DeliveryDraft[], now: Date): Promise<void> {
  if (drafts.length === 0) return;
  await Promise.all([
    tx`
      insert into message_deliveries (id, kind, lane, address_id, person_id, community_id, message_id, changes_id, replaces_id,
        content, status, reason, not_before, way_reason, time_reason, digest_at, segments, correlation_id, created_at)
      select id, kind, lane, "addressId", "personId", "communityId", "messageId", "changesId", "replacesId",
        content, status, reason, "notBefore", "wayReason", "timeReason", "digestAt", segments, "correlationId", ${now}
      from jsonb_to_recordset(${tx.json(drafts as never)}) as d(id uuid, kind text, lane text, "addressId" uuid, "personId" uuid,
        "communityId" uuid, "messageId" uuid, "changesId" uuid, "replacesId" uuid, content jsonb, status text, reason text,
        "notBefore" timestamptz, "wayReason" text, "timeReason" text, "digestAt" timestamptz, segments smallint,
        "correlationId" text)`,
    wakeLanes(tx, wokenLanes(drafts)),
  ]);
}

/** The lanes that get something to send, in the order in which they are locked, each due with its first row. */
export function wokenLanes(drafts: DeliveryDraft[]): WokenLane[] {
  const queued = drafts.filter(({ status }) => status === 'queued');
  const byLane = grouped(queued, ({ addressId, lane }) => keyOfLane({ addressId: addressId!, lane }));
  return [...byLane]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, [first, ...more]]) => ({
      addressId: first!.addressId!,
      lane: first!.lane,
      channel: first!.channel!,
      dueAt: more.reduce(
        (earliest, { notBefore }) => (notBefore < earliest ? notBefore : earliest),
        first!.notBefore,
      ),
    }));
}
