import type { DeliveryDraft } from '../domain/content.ts';
import type { Tx } from './client.ts';

/** Writes planned deliveries into the outbox and wakes their lanes. Rows are ordered, so that lanes lock in order. */
export async function insertDeliveries(tx: Tx, drafts: DeliveryDraft[], now: Date): Promise<void> {
  if (drafts.length === 0) return;
  const rows = tx.json(drafts.map((draft) => ({ ...draft, createdAt: now })) as never);
  await Promise.all([
    tx`
      insert into message_deliveries (id, kind, lane, address_id, person_id, community_id, message_id, changes_id,
        content, status, reason, not_before, created_at)
      select id, kind, lane, "addressId", "personId", "communityId", "messageId", "changesId",
        content, status, reason, "notBefore", "createdAt"
      from jsonb_to_recordset(${rows}) as d(id uuid, kind text, lane text, "addressId" uuid, "personId" uuid,
        "communityId" uuid, "messageId" uuid, "changesId" uuid, content jsonb, status text, reason text,
        "notBefore" timestamptz, "createdAt" timestamptz)`,
    tx`
      insert into delivery_lanes as lanes (address_id, lane, channel, due_at)
      select "addressId", lane, min(channel), min("notBefore")
      from jsonb_to_recordset(${rows}) as d("addressId" uuid, lane text, channel text, status text,
        "notBefore" timestamptz)
      where status = 'queued'
      group by "addressId", lane order by "addressId", lane
      on conflict (address_id, lane) do update set due_at = least(lanes.due_at, excluded.due_at)`,
  ]);
}
