import type { Receipt } from '../domain/channel.ts';
import type { DeliveryKind, DeliveryStatus } from '../domain/content.ts';
import type { WaitReason } from '../domain/digest.ts';
import type { Tx } from './client.ts';
import { followDigests } from './digests.ts';
import { earlyColumns } from './receipts.ts';

/** How an attempt ended. */
export interface Attempt {
  id: string;
  addressId: string;
  messageId: string | null;
  /**
   * Which attempt it was, and when its row was taken: one that somebody else tried meanwhile is theirs. A row that is
   * handed back has one attempt less, so that their number may be ours.
   */
  attempts: number;
  attemptedAt: Date | null;
  status: DeliveryStatus;
  reason: string | null;
  providerCode: string | null;
  notBefore: Date | null;
  /** Why it is put off, and for which digest it is held. */
  timeReason: WaitReason | null;
  digestAt: Date | null;
  isRepeated: boolean;
  providerIds: string[];
  gaveConsent: boolean;
  /** False for a row that was taken and handed back. */
  wasTried: boolean;
}

/** What was written, and what had been told of these sends before they were. */
export interface Recorded {
  /** A worker that lost its lease changes nothing that somebody else has tried since. */
  written: Set<string>;
  early: Receipt[];
}

/** Keeps how attempts ended: the ledger and the providers' ids. */
export async function recordAttempts(tx: Tx, attempts: Attempt[], now: Date): Promise<Recorded> {
  if (attempts.length === 0) return { written: new Set(), early: [] };
  const [written, early] = await Promise.all([
    recordStatuses(tx, attempts, now),
    recordSent(tx, attempts, now),
    recordConsents(tx, attempts, now),
  ]);
  return { written, early };
}

/**
 * "Not finished" is said this way round so that Postgres looks each row up by its id, not through all that is open. What
 * was sent stays sent, also where the lease was lost, unless somebody is sending it again at this moment.
 */
async function recordStatuses(tx: Tx, attempts: Attempt[], now: Date): Promise<Set<string>> {
  const written = await tx<{ id: string; kind: DeliveryKind }[]>`
    update message_deliveries d set status = r.status, reason = coalesce(r.reason, d.reason),
      provider_code = coalesce(r."providerCode", d.provider_code),
      not_before = coalesce(r."notBefore", d.not_before),
      time_reason = coalesce(r."timeReason", d.time_reason), digest_at = coalesce(r."digestAt", d.digest_at),
      attempts = d.attempts - case when r."wasTried" then 0 else 1 end,
      is_repeated = d.is_repeated or r."isRepeated",
      first_attempted_at = case when r.status = 'held' then null
        when r."wasTried" and r.status in ('queued', 'uncertain') then coalesce(d.first_attempted_at, d.attempted_at)
        else d.first_attempted_at end,
      sent_at = case when r.status = 'sent' then ${now}::timestamptz else d.sent_at end
    from jsonb_to_recordset(${tx.json(attempts as never)}) as r(id uuid, status text, reason text, "providerCode" text,
      "notBefore" timestamptz, "timeReason" text, "digestAt" timestamptz, "isRepeated" boolean, "wasTried" boolean, attempts int, "attemptedAt" timestamptz)
    where d.id = r.id
      and d.status not in ('held', 'sent', 'delivered', 'read', 'skipped', 'failed', 'dead')
      and (d.attempts = r.attempts and d.attempted_at is not distinct from r."attemptedAt"
        or r.status = 'sent' and d.status <> 'sending')
    returning d.id, d.kind`;
  await followDigests(
    tx,
    written.flatMap(({ id, kind }) => (kind === 'digest' ? [id] : [])),
  );
  return new Set(written.map(({ id }) => id));
}

/** Returns the receipts that had come before. What was delivered all the same failed for no reason. */
async function recordSent(tx: Tx, attempts: Attempt[], now: Date): Promise<Receipt[]> {
  const parts = attempts.flatMap(({ id, addressId, messageId, providerIds }) =>
    providerIds.map((providerId, part) => ({ id, addressId, messageId, providerId, part })),
  );
  if (parts.length === 0) return [];
  return tx<Receipt[]>`
    with kept as (
      insert into sent_messages (address_id, provider_id, delivery_id, message_id, part, created_at)
      select r."addressId", r."providerId", r.id, r."messageId", r.part, ${now}
      from jsonb_to_recordset(${tx.json(parts as never)}) as r(id uuid, "addressId" uuid, "messageId" uuid,
        "providerId" text, part smallint)
      on conflict do nothing returning address_id, provider_id)
    select ${earlyColumns(tx)}
    from kept k join addresses a on a.id = k.address_id
    join early_receipts e on e.channel = a.channel and e.provider_id = k.provider_id
    where e.status <> 'sent'`;
}

async function recordConsents(tx: Tx, attempts: Attempt[], now: Date): Promise<void> {
  const addressIds = attempts.flatMap(({ gaveConsent, addressId }) => (gaveConsent ? [addressId] : []));
  if (addressIds.length === 0) return;
  await tx`
    update addresses set consent_sent_at = ${now}
    where id = any(${addressIds}) and consent_sent_at is null`;
}
