import type { DeliveryDraft } from '../domain/content.ts';
import type { Tx } from './client.ts';
import { wokenLanes } from './deliveries.ts';
import { type DueDelivery, dueColumns } from './dueDeliveries.ts';
import { type ClaimedLane, keyOfLane } from './lanes.ts';

/** Who would send what is written, and until when the lanes would be theirs. */
export interface Lease {
  worker: string;
  until: Date;
}

/**
 * Writes planned deliveries into the outbox; of the lanes that are offered, those where nothing waits and nobody works are
 * leased at once, and their rows marked as being sent. Returns these, as a claim would have read them: claiming and reading
 * them again in transactions of their own took a third of what an answer cost Postgres.
 * @param offered lanes that get one row each, which the worker will send after the commit
 */
export async function insertHanded(
  tx: Tx,
  drafts: DeliveryDraft[],
  { offered, lease, now }: { offered: ClaimedLane[]; lease: Lease; now: Date },
): Promise<Omit<DueDelivery, 'files' | 'digest'>[]> {
  const isOffered = new Set(offered.map(keyOfLane));
  const lanes = wokenLanes(drafts).map((lane) => ({ ...lane, isOffered: isOffered.has(keyOfLane(lane)) }));
  const rows = drafts.map((draft, n) => ({ ...draft, n }));
  // Never the moment of a claim, which is in whole milliseconds: what this worker claimed in the same one is not taken for free.
  const until = tx`${lease.until}::timestamptz + interval '1 microsecond'`;
  return tx<Omit<DueDelivery, 'files' | 'digest'>[]>`
    with lanes as (
      insert into delivery_lanes as l (address_id, lane, channel, due_at, leased_until, leased_by)
      select "addressId", lane, channel, "dueAt", case when "isOffered" then ${until} end,
        case when "isOffered" then ${lease.worker}::uuid end
      from jsonb_to_recordset(${tx.json(lanes as never)}) as w("addressId" uuid, lane text, channel text,
        "dueAt" timestamptz, "isOffered" boolean)
      on conflict (address_id, lane) do update set due_at = least(l.due_at, excluded.due_at),
        leased_until = case when l.due_at is null and l.leased_until is null then excluded.leased_until
          else l.leased_until end,
        leased_by = case when l.due_at is null and l.leased_until is null then excluded.leased_by else l.leased_by end
      returning address_id, lane, leased_until, leased_by),
    mine as (
      select lanes.address_id, lanes.lane from lanes
      join jsonb_to_recordset(${tx.json(offered as never)}) as o("addressId" uuid, lane text)
        on lanes.address_id = o."addressId" and lanes.lane = o.lane
      where lanes.leased_by = ${lease.worker}::uuid and lanes.leased_until = ${until}),
    d as (
      insert into message_deliveries (id, kind, lane, address_id, person_id, community_id, message_id, changes_id,
        replaces_id, content, status, reason, not_before, way_reason, time_reason, digest_at, segments, correlation_id,
        attempts, attempted_at, created_at)
      select id, kind, r.lane, "addressId", "personId", "communityId", "messageId", "changesId", "replacesId", content,
        case when mine.lane is null then status else 'sending' end, reason, "notBefore", "wayReason", "timeReason",
        "digestAt", segments, "correlationId", case when mine.lane is null then 0 else 1 end,
        case when mine.lane is not null then ${now}::timestamptz end, ${now}
      from jsonb_to_recordset(${tx.json(rows as never)}) as r(n int, id uuid, kind text, lane text, "addressId" uuid,
        "personId" uuid, "communityId" uuid, "messageId" uuid, "changesId" uuid, "replacesId" uuid, content jsonb,
        status text, reason text, "notBefore" timestamptz, "wayReason" text, "timeReason" text, "digestAt" timestamptz,
        segments smallint, "correlationId" text)
      left join mine on mine.address_id = r."addressId" and mine.lane = r.lane
      order by n
      returning *)
    ${dueColumns(tx)} where d.status = 'sending' order by d.position, d.id`;
}
