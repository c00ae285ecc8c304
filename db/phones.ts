import type { NewAddress } from './addresses.ts';
import { createAddresses, lockAddresses, sealAnew } from './addresses.ts';
import type { Tx } from './client.ts';

/** The address of a phone number, or of anything else that nobody has spoken from yet, made where it is new. */
export async function findOrCreatePhone(tx: Tx, address: NewAddress, now: Date): Promise<string> {
  const [id] = await findOrCreatePhones(tx, [address], now);
  return id!;
}

/** The addresses of phone numbers, made where they are new. In the order given. */
export async function findOrCreatePhones(tx: Tx, addresses: NewAddress[], now: Date): Promise<string[]> {
  if (addresses.length === 0) return [];
  const [, found] = await Promise.all([createAddresses(tx, addresses, now), lockAddresses(tx, addresses)]);
  const byHash = new Map(found.map(({ hash, id }) => [hash, id]));
  return addresses.map(({ hash }) => byHash.get(hash)!);
}

/** The same, of numbers that are proven: of one that a forgotten person stopped, nothing but its hash is kept until then. */
export async function keepProvenPhones(tx: Tx, addresses: NewAddress[], now: Date): Promise<string[]> {
  const [ids] = await Promise.all([findOrCreatePhones(tx, addresses, now), sealAnew(tx, addresses)]);
  return ids;
}

/** Whose phone it is, and how it is sealed. */
export interface PhoneRow {
  id: string;
  sealedIdentifier: Buffer;
  wrappedKey: Buffer | null;
  personId: string | null;
  personName: string | null;
  isStopped: boolean;
}

export async function findPhone(tx: Tx, addressId: string): Promise<PhoneRow> {
  const [row] = await findPhones(tx, [addressId]);
  return row!;
}

export async function findPhones(tx: Tx, addressIds: string[]): Promise<PhoneRow[]> {
  if (addressIds.length === 0) return [];
  return tx<PhoneRow[]>`
    select a.id, a.sealed_identifier as "sealedIdentifier",
      case when a.sealed_for_person then p.wrapped_key end as "wrappedKey",
      a.person_id as "personId", p.name as "personName",
      exists (select from suppressions where address_id = a.id and ended_at is null) as "isStopped"
    from addresses a left join people p on p.id = a.person_id where a.id = any(${addressIds})`;
}
