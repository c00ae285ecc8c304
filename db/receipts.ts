import type { Receipt } from '../domain/channel.ts';
import type { DeliveryKind, Lane } from '../domain/content.ts';
import type { SendErrorCode } from '../domain/errors.ts';
import type { Tx } from './client.ts';
import { followDigests } from './digests.ts';
import { wakeLanes } from './lanes.ts';

/**
 * Moves deliveries up by what their providers report. A status never moves down; `failed` counts only below
 * `delivered`. Ids are one channel's: Telegram counts its messages as well. Receipts of sends that are not recorded yet
 * are kept until they are. Returns the deliveries that have failed by it.
 */
export async function recordReceipts(tx: Tx, receipts: Receipt[], now: Date): Promise<string[]> {
  const rows = tx.json(receipts as never);
  await tx`
    insert into early_receipts (channel, account, provider_id, status, provider_code, failure, is_stopped, bounce, created_at)
    select channel, account, "providerId", status, "providerCode", failure, "isStopped", bounce, ${now}
    from jsonb_to_recordset(${rows}) as r(channel text, account text, "providerId" text, status text,
      "providerCode" text, failure text, "isStopped" boolean, bounce text)
    where not exists (
      select from sent_messages s join addresses a on a.id = s.address_id
      where s.provider_id = r."providerId" and a.channel = r.channel)
    order by 1, 2, 3, 4 on conflict do nothing`;
  const reported = await tx<{ id: string }[]>`
    update sent_messages s set status = case when r.status = 'sent' then s.status else r.status end
    from (
      select distinct on (s.address_id, s.provider_id) s.address_id, s.provider_id, r.status
      from jsonb_to_recordset(${rows}) as r(channel text, "providerId" text, status text)
      join sent_messages s on s.provider_id = r."providerId" and s.delivery_id is not null
      join addresses a on a.id = s.address_id and a.channel = r.channel
      order by s.address_id, s.provider_id, array_position(array['read', 'delivered', 'failed', 'sent'], r.status)
    ) r
    where s.address_id = r.address_id and s.provider_id = r.provider_id
      and case r.status when 'read' then s.status is distinct from 'read'
        when 'delivered' then s.status is null or s.status = 'failed'
        else s.status is null end
    returning s.delivery_id as id`;
  if (reported.length === 0) return [];
  const codes = receipts.filter(({ status }) => status === 'failed');
  if (codes.length > 0) await recordCodes(tx, codes);
  return applyReceipts(
    tx,
    reported.map(({ id }) => id),
    now,
  );
}

/**
 * Brings deliveries to what is known of their parts: one that failed makes the whole a failure, and it has arrived only
 * when the last part has. One whose answer never came has left, as far as anybody knows, when this was told. Returns those
 * that have failed by it.
 */
export async function applyReceipts(tx: Tx, deliveryIds: string[], now: Date): Promise<string[]> {
  const moved = await tx<{ id: string; status: string; kind: DeliveryKind }[]>`
    update message_deliveries d set
      status = p.status,
      reason = case when p.status = 'failed' then 'undelivered' else d.reason end,
      sent_at = case when p.status = 'failed' then d.sent_at else coalesce(d.sent_at, ${now}) end,
      delivered_at = case when p.status in ('delivered', 'read') then coalesce(d.delivered_at, ${now}) else d.delivered_at end
    from (
      select s.delivery_id, case when bool_or(s.status = 'failed') then 'failed'
        when bool_and(s.status is not distinct from 'read') then 'read'
        when bool_and(s.status is not null) then 'delivered' else 'sent' end as status
      from unnest(${[...new Set(deliveryIds)]}::uuid[]) as given(id)
      join sent_messages s on s.delivery_id = given.id
      group by s.delivery_id
    ) p
    where d.id = p.delivery_id
      and array_position(array['sending', 'uncertain', 'sent', 'delivered', 'read'], d.status)
        < case when p.status = 'failed' then 4 else array_position(array['sending', 'uncertain', 'sent', 'delivered', 'read'], p.status) end
    returning d.id, d.status, d.kind`;
  await followDigests(
    tx,
    moved.flatMap(({ id, kind }) => (kind === 'digest' ? [id] : [])),
  );
  return moved.flatMap(({ id, status }) => (status === 'failed' ? [id] : []));
}

/** The provider's own words for what failed, for the ledger. */
async function recordCodes(tx: Tx, receipts: Receipt[]): Promise<void> {
  await tx`
    update message_deliveries d set provider_code = r."providerCode"
    from jsonb_to_recordset(${tx.json(receipts as never)}) as r(channel text, "providerId" text, "providerCode" text)
    join sent_messages s on s.provider_id = r."providerId"
    join addresses a on a.id = s.address_id and a.channel = r.channel
    where d.id = s.delivery_id and r."providerCode" is not null and d.status in ('sending', 'uncertain', 'sent')`;
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
  attemptedAt: Date | null;
  isRepeated: boolean;
  failure: SendErrorCode;
  providerCode: string | null;
}

export async function findRefusedSends(tx: Tx, receipts: Receipt[]): Promise<RefusedSend[]> {
  return tx<RefusedSend[]>`
    select distinct on (d.id) d.id, d.address_id as "addressId", a.channel, d.lane, d.attempts,
      d.attempted_at as "attemptedAt", d.is_repeated as "isRepeated", r.failure, r."providerCode"
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
 * Opens deliveries again, and with digests what these carry. The provider's ids of the send that was refused are forgotten,
 * so that the same receipt, redelivered, says nothing about the next one.
 */
export async function reopen(tx: Tx, sends: Reopened[], now: Date): Promise<void> {
  const rows = tx.json(sends as never);
  await tx`
    with reopened as (
      update message_deliveries d set status = r.status, reason = r.reason, not_before = coalesce(r."notBefore", ${now}),
        digest_at = null, provider_code = coalesce(r."providerCode", d.provider_code)
      from jsonb_to_recordset(${rows}) as r(id uuid, status text, reason text, "providerCode" text,
        "notBefore" timestamptz)
      where d.id = r.id and d.status = 'sent' returning d.id),
    carried as (
      update message_deliveries i set status = 'held', reason = 'digest', sent_at = null
      from reopened r where i.digest_id = r.id and i.status = 'sent')
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

/**
 * Receipts that came in the very moment in which their send was recorded: neither transaction saw the other's row. One
 * of somebody who wants nothing more, or of a mail that came back, is missed until that is noted, whatever else was told.
 */
export async function findMissedReceipts(tx: Tx, since: Date): Promise<Receipt[]> {
  return tx<Receipt[]>`
    select ${earlyColumns(tx)}
    from early_receipts e
    join sent_messages s on s.provider_id = e.provider_id
    join addresses a on a.id = s.address_id and a.channel = e.channel
    join message_deliveries d on d.id = s.delivery_id
    where e.created_at > ${since} and e.status <> 'sent' and (d.status = 'sent'
      or e.is_stopped and not exists (
        select from suppressions p where p.address_id = a.id and (p.ended_at is null or p.ended_at >= e.created_at))
      or e.bounce is not null and not exists (select from bounces b where b.delivery_id = d.id))`;
}

/** Early receipts `e` as they came. What was delivered all the same did not fail for a reason that passes. */
export const earlyColumns = (tx: Tx) => tx`
  e.channel, e.account, e.provider_id as "providerId", e.status, e.provider_code as "providerCode",
  case when not exists (
    select from early_receipts o where o.channel = e.channel and o.account = e.account
      and o.provider_id = e.provider_id and o.status in ('delivered', 'read')) then e.failure end as failure,
  e.is_stopped as "isStopped", e.bounce`;

/** The addresses that the reported messages went to, and what was said of them; for those that want nothing more. */
export async function addressesOfSent(
  tx: Tx,
  receipts: Receipt[],
): Promise<{ addressId: string; providerCode: string | null }[]> {
  return tx<{ addressId: string; providerCode: string | null }[]>`
    select distinct on (a.id) a.id as "addressId", r."providerCode"
    from jsonb_to_recordset(${tx.json(receipts as never)}) as r(channel text, "providerId" text, "providerCode" text)
    join sent_messages s on s.provider_id = r."providerId"
    join addresses a on a.id = s.address_id and a.channel = r.channel
    order by a.id, r."providerCode" nulls last`;
}
