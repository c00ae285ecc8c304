import type { Tx } from './client.ts';
import type { MemberRow } from './members.ts';

/** Members by their numbers, locked in the order of their ids, with how many communities each is in. */
export interface MergeableMember extends MemberRow {
  places: number;
  /** Looks after the installation. */
  isOperator: boolean;
  wrappedKey: Buffer;
}

export async function lockMergeable(
  tx: Tx,
  communityId: string,
  numbers: number[],
): Promise<MergeableMember[]> {
  return tx<MergeableMember[]>`
    select m.id as "membershipId", m.person_id as "personId", m.number, p.name, m.graduating_year as "graduatingYear",
      m.section, m.role, m.status, p.wrapped_key as "wrappedKey",
      (select count(*)::int from memberships o where o.person_id = m.person_id) as places,
      exists (select from operators o where o.person_id = m.person_id) as "isOperator"
    from memberships m join people p on p.id = m.person_id
    where m.community_id = ${communityId} and m.number = any(${numbers})
      and p.forgotten_at is null order by m.id for update of m`;
}

export async function lockMergeableById(
  tx: Tx,
  communityId: string,
  membershipId: string,
): Promise<MergeableMember> {
  const [row] = await tx<{ number: number }[]>`select number from memberships where id = ${membershipId}`;
  const [member] = await lockMergeable(tx, communityId, [row!.number]);
  return member!;
}

export interface SealedAddress {
  id: string;
  sealedIdentifier: Buffer;
}

/** The addresses of a person, locked. */
export async function lockAddressesOf(tx: Tx, personId: string): Promise<SealedAddress[]> {
  return tx<SealedAddress[]>`
    select id, sealed_identifier as "sealedIdentifier" from addresses
    where person_id = ${personId} order by id for update`;
}

/** Makes addresses another person's, each sealed anew with that person's key. */
export async function moveAddresses(tx: Tx, personId: string, addresses: SealedAddress[]): Promise<void> {
  const rows = addresses.map(({ id, sealedIdentifier }) => ({
    id,
    sealed: sealedIdentifier.toString('hex'),
  }));
  await tx`
    update addresses a set person_id = ${personId}, sealed_identifier = decode(r.sealed, 'hex'), sealed_for_person = true
    from jsonb_to_recordset(${tx.json(rows)}) as r(id uuid, sealed text) where a.id = r.id`;
}

/** Makes messages another member's. Returns which: all of theirs, or, of the ones named, those they still have. */
export async function moveMessages(
  tx: Tx,
  { from, to, ids }: { from: string; to: string; ids: string[] | null },
): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    update messages set author_id = ${to}
    where author_id = ${from} and (${ids}::uuid[] is null or id = any(${ids}::uuid[])) returning id`;
  return rows.map(({ id }) => id);
}

export async function createMerge(
  tx: Tx,
  merge: {
    id: string;
    communityId: string;
    keptId: string;
    mergedId: string;
    addressIds: string[];
    messageIds: string[];
    now: Date;
  },
): Promise<void> {
  await tx`
    insert into merges (id, community_id, kept_id, merged_id, address_ids, message_ids, created_at)
    values (${merge.id}, ${merge.communityId}, ${merge.keptId}, ${merge.mergedId}, ${merge.addressIds},
      ${merge.messageIds}, ${merge.now})`;
}

export interface OpenMerge {
  id: string;
  keptId: string;
  mergedId: string;
  addressIds: string[];
  messageIds: string[];
}

/** Ends the merge by which a member became part of another; null where there is none. */
export async function endMerge(tx: Tx, mergedId: string, now: Date): Promise<OpenMerge | null> {
  const [row] = await tx<OpenMerge[]>`
    update merges set undone_at = ${now} where merged_id = ${mergedId} and undone_at is null
    returning id, kept_id as "keptId", merged_id as "mergedId", address_ids as "addressIds",
      message_ids as "messageIds"`;
  return row ?? null;
}
