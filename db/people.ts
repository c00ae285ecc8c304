import type { Standing } from '../domain/effects/registration.ts';
import type { MembershipStatus, Role } from '../domain/member.ts';
import type { Tx } from './client.ts';

export interface PersonRow {
  id: string;
  name: string;
  timeZone: string;
  wrappedKey: Buffer | null;
}

export async function findPerson(tx: Tx, id: string): Promise<PersonRow> {
  const [row] = await tx<PersonRow[]>`
    select id, name, time_zone as "timeZone", wrapped_key as "wrappedKey" from people where id = ${id}`;
  return row!;
}

export async function createPerson(
  tx: Tx,
  person: PersonRow & { language: string; now: Date },
): Promise<void> {
  await tx`
    insert into people (id, name, language, time_zone, wrapped_key, created_at)
    values (${person.id}, ${person.name}, ${person.language}, ${person.timeZone}, ${person.wrappedKey}, ${person.now})`;
}

/** An address and the key its identifier is sealed with. */
export interface SealedAddress {
  id: string;
  sealedIdentifier: Buffer;
  wrappedKey: Buffer | null;
}

export async function findSealed(tx: Tx, addressIds: string[]): Promise<SealedAddress[]> {
  return tx<SealedAddress[]>`
    select a.id, a.sealed_identifier as "sealedIdentifier",
      case when a.sealed_for_person then p.wrapped_key end as "wrappedKey"
    from addresses a left join people p on p.id = a.person_id
    where a.id = any(${addressIds}) order by a.id for update of a`;
}

/** Makes an address a person's, its identifier sealed anew with the person's key. */
export async function giveAddress(
  tx: Tx,
  given: {
    addressId: string;
    personId: string;
    sealedIdentifier: Buffer;
    communityId: string | null;
    proof: string;
    now: Date;
  },
): Promise<void> {
  await tx`
    update addresses set person_id = ${given.personId}, sealed_identifier = ${given.sealedIdentifier},
      sealed_for_person = true, current_community_id = ${given.communityId}, proven_at = ${given.now},
      proof = ${given.proof}
    where id = ${given.addressId}`;
}

export interface MembershipRow {
  id: string;
  status: Standing;
}

export async function findMembership(
  tx: Tx,
  personId: string,
  communityId: string,
): Promise<MembershipRow | null> {
  const [row] = await tx<MembershipRow[]>`
    select id, status from memberships where person_id = ${personId} and community_id = ${communityId} for update`;
  return row ?? null;
}

export async function preferChannel(tx: Tx, membershipId: string, channel: string): Promise<void> {
  await tx`update memberships set preferred_channel = ${channel} where id = ${membershipId}`;
}

/** The channel somebody chose in this community, else in the one they came to last, if it is on and reaches them. */
export async function findChosenChannel(
  tx: Tx,
  { personId, communityId, on }: { personId: string; communityId: string | null; on: string[] },
): Promise<string | null> {
  const [row] = await tx<{ channel: string }[]>`
    select m.preferred_channel as channel from memberships m
    where m.person_id = ${personId} and m.preferred_channel = any(${on})
      and exists (select from addresses a
        where a.person_id = m.person_id and a.channel = m.preferred_channel and a.proven_at is not null
          and not exists (select from suppressions s where s.address_id = a.id and s.ended_at is null))
    order by (m.community_id is not distinct from ${communityId}::uuid) desc, m.status_since desc limit 1`;
  return row?.channel ?? null;
}

export async function findActiveMembers(tx: Tx, communityId: string): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select id from memberships where community_id = ${communityId} and status = 'active' order by id`;
  return rows.map(({ id }) => id);
}

/** Where a person stands in each of these communities. */
export async function findStandings(
  tx: Tx,
  asked: { personId: string; communityId: string }[],
): Promise<{ personId: string; communityId: string; status: Standing }[]> {
  return tx<{ personId: string; communityId: string; status: Standing }[]>`
    select m.person_id as "personId", m.community_id as "communityId", m.status
    from jsonb_to_recordset(${tx.json(asked as never)}) as a("personId" uuid, "communityId" uuid)
    join memberships m on m.person_id = a."personId" and m.community_id = a."communityId"`;
}

export interface NewMembership {
  id: string;
  personId: string;
  communityId: string;
  role: Role;
  status: MembershipStatus;
  graduatingYear: number;
  section: string | null;
  preferredChannel: string;
  now: Date;
}

/** Writes a membership; one that ended is begun anew under its old number. Returns its id. */
export async function createMembership(tx: Tx, membership: NewMembership): Promise<string> {
  const [community] = await tx<{ number: number }[]>`
    update communities set last_member_number = last_member_number + 1
    where id = ${membership.communityId} returning last_member_number as number`;
  const [row] = await tx<{ id: string }[]>`
    insert into memberships as m (id, person_id, community_id, number, role, status, graduating_year, section,
      preferred_channel, status_since, created_at)
    values (${membership.id}, ${membership.personId}, ${membership.communityId}, ${community!.number},
      ${membership.role}, ${membership.status}, ${membership.graduatingYear}, ${membership.section},
      ${membership.preferredChannel}, ${membership.now}, ${membership.now})
    on conflict (person_id, community_id) do update set role = excluded.role, status = excluded.status,
      graduating_year = excluded.graduating_year, section = excluded.section,
      preferred_channel = excluded.preferred_channel, status_since = excluded.status_since
    returning id`;
  return row!.id;
}

/** The open request of somebody who waits, and the conversation that decides it. */
export async function findOpenRequest(
  tx: Tx,
  membershipId: string,
): Promise<{ conversationId: string } | null> {
  const [row] = await tx<{ conversationId: string }[]>`
    select conversation_id as "conversationId" from approvals where membership_id = ${membershipId} and status = 'open'`;
  return row ?? null;
}
