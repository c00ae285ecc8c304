import type { DeliveryStatus } from '../domain/content.ts';
import type { Tx } from './client.ts';
import { followDigests } from './digests.ts';

/** How an attempt ended. */
export interface Attempt {
  id: string;
  addressId: string;
  messageId: string | null;
  status: DeliveryStatus;
  reason: string | null;
  providerCode: string | null;
  notBefore: Date | null;
  isRepeated: boolean;
  providerIds: string[];
  gaveConsent: boolean;
  /** False for a row that was taken and handed back. */
  wasTried: boolean;
}

/** Keeps how attempts ended: the ledger, the providers' ids, and receipts that had come before. */
export async function recordAttempts(tx: Tx, attempts: Attempt[], now: Date): Promise<void> {
  await Promise.all([
    recordStatuses(tx, attempts, now),
    recordSent(tx, attempts, now),
    recordConsents(tx, attempts, now),
  ]);
}

/** "Not finished" is said this way round so that Postgres looks each row up by its id, not through all that is open. */
async function recordStatuses(tx: Tx, attempts: Attempt[], now: Date): Promise<void> {
  const digests = await tx<{ id: string }[]>`
    with recorded as (
    update message_deliveries d set status = r.status, reason = coalesce(r.reason, d.reason),
      provider_code = coalesce(r."providerCode", d.provider_code),
      not_before = coalesce(r."notBefore", d.not_before),
      attempts = d.attempts - case when r."wasTried" then 0 else 1 end,
      is_repeated = d.is_repeated or r."isRepeated",
      sent_at = case when r.status = 'sent' then ${now}::timestamptz else d.sent_at end
    from jsonb_to_recordset(${tx.json(attempts as never)}) as r(id uuid, status text, reason text, "providerCode" text,
      "notBefore" timestamptz, "isRepeated" boolean, "wasTried" boolean)
    where d.id = r.id
      and d.status not in ('held', 'sent', 'delivered', 'read', 'skipped', 'failed', 'dead')
    returning d.id, d.kind)
    select id from recorded where kind = 'digest'`;
  await followDigests(
    tx,
    digests.map(({ id }) => id),
  );
}

async function recordSent(tx: Tx, attempts: Attempt[], now: Date): Promise<void> {
  const parts = attempts.flatMap(({ id, addressId, messageId, providerIds }) =>
    providerIds.map((providerId, part) => ({ id, addressId, messageId, providerId, part })),
  );
  if (parts.length === 0) return;
  const rows = tx.json(parts as never);
  await Promise.all([
    tx`
      insert into sent_messages (address_id, provider_id, delivery_id, message_id, part, created_at)
      select "addressId", "providerId", id, "messageId", part, ${now}
      from jsonb_to_recordset(${rows}) as r(id uuid, "addressId" uuid, "messageId" uuid, "providerId" text,
        part smallint)
      on conflict do nothing`,
    tx`
      update message_deliveries d set status = e.status, provider_code = e.provider_code,
        reason = case when e.status = 'failed' then 'undelivered' else d.reason end,
        delivered_at = case when e.status <> 'failed' then ${now}::timestamptz end
      from (
        select distinct on (r.id) r.id, e.status, e.provider_code
        from early_receipts e
        join jsonb_to_recordset(${rows}) as r(id uuid, "addressId" uuid, "providerId" text)
          on r."providerId" = e.provider_id
        join addresses a on a.id = r."addressId" and a.channel = e.channel
        where e.provider_id = any(${parts.map(({ providerId }) => providerId)}) and e.status <> 'sent' and (e.failure is null or e.failure in ('stopped', 'rejected'))
        order by r.id, array_position(array['read', 'delivered', 'failed'], e.status)
      ) e where d.id = e.id and d.status = 'sent'`,
  ]);
}

async function recordConsents(tx: Tx, attempts: Attempt[], now: Date): Promise<void> {
  const addressIds = attempts.flatMap(({ gaveConsent, addressId }) => (gaveConsent ? [addressId] : []));
  if (addressIds.length === 0) return;
  await tx`
    update addresses set consent_sent_at = ${now}
    where id = any(${addressIds}) and consent_sent_at is null`;
}
