import type { Tx } from './client.ts';

/** Notes that an address wants, or can get, nothing more; one that is stopped already stays as it was. */
export async function suppress(
  tx: Tx,
  suppression: { id: string; addressId: string; how: string; now: Date },
): Promise<void> {
  await tx`
    insert into suppressions (id, address_id, how, created_at)
    values (${suppression.id}, ${suppression.addressId}, ${suppression.how}, ${suppression.now})
    on conflict (address_id) where ended_at is null do nothing`;
}

export async function endSuppression(tx: Tx, addressId: string, now: Date): Promise<void> {
  await tx`update suppressions set ended_at = ${now} where address_id = ${addressId} and ended_at is null`;
}
