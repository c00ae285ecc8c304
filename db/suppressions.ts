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

export async function endSuppression(tx: Tx, addressId: string, now: Date): Promise<void> {
  await tx`update suppressions set ended_at = ${now} where address_id = ${addressId} and ended_at is null`;
}
