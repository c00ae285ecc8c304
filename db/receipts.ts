import type { Receipt } from '../domain/channel.ts';
import type { Lane } from '../domain/content.ts';
import type { SendErrorCode } from '../domain/errors.ts';
import type { Tx } from './client.ts';
import { followDigests } from './digests.ts';
import { wakeLanes } from './lanes.ts';

/**
 * Moves deliveries up by what their providers report. A status never moves down; `failed` counts only below
 * `delivered`. Ids are one channel's: Telegram counts its messages as well. Receipts of sends that are not recorded yet are kept until they are.
 */
export async function recordReceipts(tx: Tx, receipts: Receipt[], now: Date): Promise<void> {
  const rows = tx.json(receipts as never);
  await tx`
    insert into early_receipts (channel, account, provider_id, status, provider_code, failure, created_at)
    select channel, account, "providerId", status, "providerCode", failure, ${now}
    from jsonb_to_recordset(${rows}) as r(channel text, account text, "providerId" text, status text,
      "providerCode" text, failure text)
    where not exists (
      select from sent_messages s join addresses a on a.id = s.address_id
      where s.provider_id = r."providerId" and a.channel = r.channel)
    order by 1, 2, 3, 4 on conflict do nothing`;
  const digests = await tx<{ id: string }[]>`
    with moved as (
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
        < case when r.status = 'failed' then 4 else array_position(array['sending', 'uncertain', 'sent', 'delivered', 'read'], r.status) end
    returning d.id, d.kind)
    select id from moved where kind = 'digest'`;
  await followDigests(
    tx,
    digests.map(({ id }) => id),
  );
}

/**
 * Ties providers' ids to sends whose answer never came, where a receipt says whose it is: so they are known to have
 * been accepted, and are not sent once more.
 */
export async function recognizeSends(tx: Tx, receipts: Receipt[], now: Date): Promise<void> {
  const telling = receipts.filter(({ deliveryId }) => deliveryId);
  if (telling.length === 0) return;
  await tx`
    insert into sent_messages (address_id, provider_id, delivery_id, message_id, part, created_at)
    select d.address_id, r."providerId", d.id, d.message_id, 0, ${now}
    from jsonb_to_recordset(${tx.json(telling as never)}) as r(channel text, account text, "providerId" text,
      "deliveryId" uuid)
    join message_deliveries d on d.id = r."deliveryId" and d.status in ('sending', 'uncertain')
    join addresses a on a.id = d.address_id and a.channel = r.channel and a.account = r.account
    order by 1, 2 on conflict do nothing`;
}

/** A send that its provider accepted first and refused later. */
export interface RefusedSend {
  id: string;
  addressId: string;
  channel: string;
  lane: Lane;
  attempts: number;
  isRepeated: boolean;
  failure: SendErrorCode;
  providerCode: string | null;
}

export async function findRefusedSends(tx: Tx, receipts: Receipt[]): Promise<RefusedSend[]> {
  return tx<RefusedSend[]>`
    select distinct on (d.id) d.id, d.address_id as "addressId", a.channel, d.lane, d.attempts,
      d.is_repeated as "isRepeated", r.failure, r."providerCode"
    from jsonb_to_recordset(${tx.json(receipts as never)}) as r(channel text, "providerId" text, failure text,
      "providerCode" text)
    join sent_messages s on s.provider_id = r."providerId"
    join addresses a on a.id = s.address_id and a.channel = r.channel
    join message_deliveries d on d.id = s.delivery_id and d.status = 'sent'
    order by d.id`;
}

/** What becomes of a send that was refused later. */
export interface Reopened {
  id: string;
  addressId: string;
  channel: string;
  lane: Lane;
  status: 'queued' | 'held' | 'dead';
  reason: string;
  providerCode: string | null;
  notBefore: Date | null;
}

/**
 * Opens deliveries again. The provider's ids of the send that was refused are forgotten, so that the same receipt,
 * redelivered, says nothing about the next one.
 */
export async function reopen(tx: Tx, sends: Reopened[], now: Date): Promise<void> {
  const rows = tx.json(sends as never);
  await tx`
    with reopened as (
      update message_deliveries d set status = r.status, reason = r.reason, not_before = coalesce(r."notBefore", ${now}),
        provider_code = coalesce(r."providerCode", d.provider_code)
      from jsonb_to_recordset(${rows}) as r(id uuid, status text, reason text, "providerCode" text,
        "notBefore" timestamptz)
      where d.id = r.id and d.status = 'sent' returning d.id)
    delete from sent_messages where delivery_id in (select id from reopened)`;
  const waiting = sends.filter(({ status }) => status === 'queued');
  await wakeLanes(
    tx,
    waiting.map(({ addressId, lane, channel, notBefore }) => ({
      addressId,
      lane,
      channel,
      dueAt: notBefore ?? now,
    })),
  );
}

/** Receipts that came in the very moment in which their send was recorded: neither transaction saw the other's row. */
export async function findMissedReceipts(tx: Tx, since: Date): Promise<Receipt[]> {
  return tx<Receipt[]>`
    select e.channel, e.account, e.provider_id as "providerId", e.status, e.provider_code as "providerCode",
      e.failure, false as "isStopped"
    from early_receipts e
    join sent_messages s on s.provider_id = e.provider_id
    join addresses a on a.id = s.address_id and a.channel = e.channel
    join message_deliveries d on d.id = s.delivery_id and d.status = 'sent'
    where e.created_at > ${since} and e.status <> 'sent'`;
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
