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
  communityId: string;
  keptId: string;
  mergedId: string;
  addressIds: string[];
  messageIds: string[];
  createdAt: Date;
}

/** Ends the merge by which a member became part of another; null where there is none. */
export async function endMerge(tx: Tx, mergedId: string, now: Date): Promise<OpenMerge | null> {
  const [row] = await tx<OpenMerge[]>`
    update merges g set undone_at = ${now} where merged_id = ${mergedId} and undone_at is null
    returning ${openMerge(tx)}`;
  return row ?? null;
}

/** The merge that made somebody one with another before both of them said yes to it, locked; null where there is none. */
export async function findUnansweredMerge(tx: Tx, personId: string): Promise<OpenMerge | null> {
  const [row] = await tx<OpenMerge[]>`
    select ${openMerge(tx)} from merges g where ${unanswered(tx, personId)}
    order by g.created_at desc limit 1 for update of g`;
  return row ?? null;
}

/** Whether there is such a merge. */
export async function isMergeUnanswered(tx: Tx, personId: string): Promise<boolean> {
  const rows = await tx`select from merges g where ${unanswered(tx, personId)}`;
  return rows.length > 0;
}

const unanswered = (tx: Tx, personId: string) => tx`
  g.undone_at is null and (g.merged_confirmed_at is null or g.kept_confirmed_at is null)
  and g.kept_id in (select id from memberships where person_id = ${personId})`;

const openMerge = (tx: Tx) => tx`g.id, g.community_id as "communityId", g.kept_id as "keptId",
  g.merged_id as "mergedId", g.address_ids as "addressIds", g.message_ids as "messageIds",
  g.created_at as "createdAt"`;

/** Notes the yes of one side. Returns whether both have said it now. */
export async function confirmMerge(
  tx: Tx,
  { id, as, now }: { id: string; as: 'merged' | 'kept'; now: Date },
): Promise<boolean> {
  const column = tx(`${as}_confirmed_at`);
  const [row] = await tx<{ isAgreed: boolean }[]>`
    update merges set ${column} = coalesce(${column}, ${now}) where id = ${id}
    returning merged_confirmed_at is not null and kept_confirmed_at is not null as "isAgreed"`;
  return row!.isAgreed;
}

/**
 * Addresses that are one person's: where one of them came with a merge, all are of that side. Without it a channel that
 * somebody adds as the merged one would speak for the other.
 */
export async function keepTogether(tx: Tx, addressIds: string[]): Promise<void> {
  await tx`
    update merges set address_ids = array(select distinct unnest(address_ids || ${addressIds}::uuid[]))
    where undone_at is null and address_ids && ${addressIds}::uuid[]`;
}
