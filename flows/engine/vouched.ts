import { lockAddresses, recordPhones, renameAddress } from '../../db/addresses.ts';
import type { Tx } from '../../db/client.ts';
import { findSealed } from '../../db/people.ts';
import { keepProvenPhones } from '../../db/phones.ts';
import type { SituationRow } from '../../db/situations.ts';
import { nearestLanguage } from '../../domain/text.ts';
import type { EngineDeps } from './context.ts';
import type { SaidItem } from './handleSaid.ts';
import { phoneAddress } from './phoneAddress.ts';

/**
 * Keeps the numbers that a provider vouches for: proofs, by which registration need not ask. A row that learns of one
 * here shows it at once.
 */
export async function keepVouchedPhones(
  deps: EngineDeps,
  tx: Tx,
  { items, rows, now }: { items: SaidItem[]; rows: (SituationRow & { hash: string })[]; now: Date },
): Promise<void> {
  const rowOf = new Map(rows.map((row) => [row.hash, row]));
  const told = items.flatMap(({ inbound: { phone, language, group }, hash }) => {
    if (!phone || group) return [];
    const row = rowOf.get(hash)!;
    const address = phoneAddress(deps, phone, nearestLanguage(language));
    return address.hash === row.phoneHash ? [] : [{ row, address }];
  });
  if (told.length === 0) return;
  const ids = await keepProvenPhones(
    tx,
    told.map(({ address }) => address),
    now,
  );
  for (const [index, { row }] of told.entries()) row.phoneId = ids[index]!;
  await recordPhones(
    tx,
    told.map(({ row }) => ({ addressId: row.addressId, phoneId: row.phoneId! })),
  );
}

/**
 * WhatsApp once knew people by their number, and knows them by an id of their own now: whoever was met under the number
 * keeps their place.
 */
export async function renameAddresses({ vault }: EngineDeps, tx: Tx, strangers: SaidItem[]): Promise<void> {
  const renamed = strangers.filter(
    ({ inbound: { phone, from, group } }) => phone && phone !== from && !group,
  );
  if (renamed.length === 0) return;
  const itemOf = new Map(
    renamed.map((item) => {
      const { channel, account, phone } = item.inbound;
      return [vault.hashIdentifier(channel, account, phone!), item] as const;
    }),
  );
  const keys = [...itemOf].map(
    ([
      hash,
      {
        inbound: { channel, account },
      },
    ]) => ({ channel, account, hash }),
  );
  const met = await lockAddresses(tx, keys);
  if (met.length === 0) return;
  const sealed = await findSealed(
    tx,
    met.map(({ id }) => id),
  );
  for (const { id, wrappedKey } of sealed) {
    const { inbound, hash } = itemOf.get(met.find((one) => one.id === id)!.hash)!;
    await renameAddress(tx, { id, hash, sealedIdentifier: vault.sealIdentifier(inbound.from, wrappedKey) });
  }
}
