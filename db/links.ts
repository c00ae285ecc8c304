import type { Tx } from './client.ts';
import { revokeSessionsOf } from './sessions.ts';

export async function createLinkCode(
  tx: Tx,
  code: { id: string; codeHash: Buffer; addressId: string; expiresAt: Date; now: Date },
): Promise<void> {
  await tx`
    insert into link_codes (id, code_hash, address_id, expires_at, created_at)
    values (${code.id}, ${code.codeHash}, ${code.addressId}, ${code.expiresAt}, ${code.now})`;
}

/** Where a link code was shown, and whose that is. */
export interface LinkOffer {
  addressId: string;
  channel: string;
  communityId: string | null;
  personId: string;
  name: string;
  wrappedKey: Buffer | null;
}

/** Uses a code up. Null where it is unknown, used, too old, or its address is nobody's any more. */
export async function takeLinkCode(tx: Tx, codeHash: Buffer, now: Date): Promise<LinkOffer | null> {
  const [row] = await tx<LinkOffer[]>`
    with taken as (
      update link_codes set used_at = ${now}
      where code_hash = ${codeHash} and used_at is null and expires_at > ${now} returning address_id)
    select a.id as "addressId", a.channel, a.current_community_id as "communityId", p.id as "personId", p.name,
      p.wrapped_key as "wrappedKey"
    from taken join addresses a on a.id = taken.address_id join people p on p.id = a.person_id`;
  return row ?? null;
}

/** One way to reach a person. */
export interface OwnAddress {
  id: string;
  channel: string;
  sealedIdentifier: Buffer;
  wrappedKey: Buffer | null;
}

/** The ways to reach a person, the one proven last at the end. */
export async function findOwnAddresses(tx: Tx, personId: string): Promise<OwnAddress[]> {
  return tx<OwnAddress[]>`
    select a.id, a.channel, a.sealed_identifier as "sealedIdentifier",
      case when a.sealed_for_person then p.wrapped_key end as "wrappedKey"
    from addresses a join people p on p.id = a.person_id
    where a.person_id = ${personId} and a.proven_at is not null order by a.proven_at, a.id`;
}

/**
 * Makes an address nobody's again, its identifier sealed with the installation's key; a browser is signed out with it.
 * False where it was not theirs.
 */
export async function releaseAddress(
  tx: Tx,
  released: { addressId: string; personId: string; sealedIdentifier: Buffer; now: Date },
): Promise<boolean> {
  const rows = await tx`
    update addresses set person_id = null, sealed_identifier = ${released.sealedIdentifier},
      sealed_for_person = false, current_community_id = null, proven_at = null, proof = null
    where id = ${released.addressId} and person_id = ${released.personId} returning id`;
  if (rows.length > 0) await revokeSessionsOf(tx, released.addressId, released.now);
  return rows.length > 0;
}

/** Where this person preferred a channel they have no more, another one of theirs takes its place. */
export async function preferWhatIsLeft(tx: Tx, personId: string): Promise<void> {
  await tx`
    update memberships m set preferred_channel = (
      select channel from addresses a where a.person_id = m.person_id and a.proven_at is not null
      order by a.proven_at desc limit 1)
    where m.person_id = ${personId} and not exists (
      select from addresses a
      where a.person_id = m.person_id and a.proven_at is not null and a.channel = m.preferred_channel)`;
}
