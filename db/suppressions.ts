import type { SuppressionKind } from '../domain/suppression.ts';
import type { Tx } from './client.ts';

export interface NewSuppression {
  id: string;
  addressId: string;
  how: SuppressionKind;
  /** What the provider said, where it was it who did. */
  providerCode?: string | null;
  now: Date;
}

/** Notes that an address wants, or can get, nothing more; one that is stopped already stays as it was. */
export async function suppress(tx: Tx, { now, ...one }: NewSuppression): Promise<void> {
  await suppressAll(tx, [one], now);
}

/** The same of many. In the order of their addresses, so that two who do so at once wait for each other, not both. */
export async function suppressAll(tx: Tx, stops: Omit<NewSuppression, 'now'>[], now: Date): Promise<void> {
  if (stops.length === 0) return;
  await tx`
    insert into suppressions (id, address_id, how, provider_code, created_at)
    select id, "addressId", how, "providerCode", ${now}
    from jsonb_to_recordset(${tx.json(stops as never)}) as s(id uuid, "addressId" uuid, how text, "providerCode" text)
    order by "addressId"
    on conflict (address_id) where ended_at is null do nothing`;
}

/**
 * Returns since when the address was stopped; null where it was not, or is by something newer.
 * @param before the id of what ends it: ids are in the order in which they were made
 */
export async function endSuppression(
  tx: Tx,
  { addressId, before, now }: { addressId: string; before: string; now: Date },
): Promise<Date | null> {
  const [ended] = await tx<{ since: Date }[]>`
    update suppressions set ended_at = ${now} where address_id = ${addressId} and ended_at is null and id < ${before}
    returning created_at as since`;
  return ended?.since ?? null;
}

/** Notes that somebody is told how to come back; false where they were since they stopped. */
export async function noteReminder(tx: Tx, addressId: string, now: Date): Promise<boolean> {
  const rows = await tx`
    update addresses a set refused_at = ${now} from suppressions s
    where a.id = ${addressId} and s.address_id = a.id and s.ended_at is null
      and (a.refused_at is null or a.refused_at < s.created_at) returning a.id`;
  return rows.length > 0;
}
