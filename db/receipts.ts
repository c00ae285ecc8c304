import type { Receipt } from '../domain/channel.ts';
import type { Tx } from './client.ts';

/**
 * Moves deliveries up by what their providers report. A status never moves down; `failed` counts only below
 * `delivered`. Ids are one channel's: Telegram counts its messages as well. Receipts of sends that are not recorded yet are kept until they are.
 */
export async function recordReceipts(tx: Tx, receipts: Receipt[], now: Date): Promise<void> {
  const rows = tx.json(receipts as never);
  await tx`
    insert into early_receipts (channel, account, provider_id, status, provider_code, created_at)
    select channel, account, "providerId", status, "providerCode", ${now}
    from jsonb_to_recordset(${rows}) as r(channel text, account text, "providerId" text, status text,
      "providerCode" text)
    where not exists (
      select from sent_messages s join addresses a on a.id = s.address_id
      where s.provider_id = r."providerId" and a.channel = r.channel)
    order by 1, 2, 3, 4 on conflict do nothing`;
  await tx`
    update message_deliveries d set
      status = r.status,
      provider_code = coalesce(r."providerCode", d.provider_code),
      reason = case when r.status = 'failed' then 'undelivered' else d.reason end,
      delivered_at = case when r.status in ('delivered', 'read') then coalesce(d.delivered_at, ${now}) else d.delivered_at end
    from (
      select distinct on (s.delivery_id) s.delivery_id, r.status, r."providerCode"
      from jsonb_to_recordset(${rows}) as r(channel text, "providerId" text, status text, "providerCode" text)
      join sent_messages s on s.provider_id = r."providerId"
      join addresses a on a.id = s.address_id and a.channel = r.channel
      order by s.delivery_id, array_position(array['read', 'delivered', 'failed', 'sent'], r.status)
    ) r
    where d.id = r.delivery_id
      and array_position(array['sending', 'uncertain', 'sent', 'delivered', 'read'], d.status)
        < case when r.status = 'failed' then 4 else array_position(array['sending', 'uncertain', 'sent', 'delivered', 'read'], r.status) end`;
}

/**
 * Takes up the receipts that came in the very moment in which their send was recorded: neither of the two transactions
 * saw the other's row.
 */
export async function catchUpReceipts(tx: Tx, since: Date, now: Date): Promise<void> {
  const missed = await tx<Receipt[]>`
    select e.channel, e.account, e.provider_id as "providerId", e.status, e.provider_code as "providerCode"
    from early_receipts e
    join sent_messages s on s.provider_id = e.provider_id
    join addresses a on a.id = s.address_id and a.channel = e.channel
    join message_deliveries d on d.id = s.delivery_id and d.status = 'sent'
    where e.created_at > ${since} and e.status <> 'sent'`;
  if (missed.length > 0) await recordReceipts(tx, missed, now);
}

/** The addresses that the reported messages went to; for those that want nothing more. */
export async function addressesOfSent(tx: Tx, receipts: Receipt[]): Promise<string[]> {
  const rows = await tx<{ addressId: string }[]>`
    select distinct a.id as "addressId"
    from jsonb_to_recordset(${tx.json(receipts as never)}) as r(channel text, "providerId" text)
    join sent_messages s on s.provider_id = r."providerId"
    join addresses a on a.id = s.address_id and a.channel = r.channel`;
  return rows.map(({ addressId }) => addressId);
}
