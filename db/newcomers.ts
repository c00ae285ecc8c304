import { grouped } from '../domain/grouped.ts';
import type { Tx } from './client.ts';

/** Somebody nobody knew yet, who asks to come into a community. */
export interface Newcomer extends Numbers {
  personId: string;
  name: string;
  language: string;
  timeZone: string;
  wrappedKey: Buffer;
  /** Theirs from now on, sealed with their key. */
  addresses: { id: string; sealedIdentifier: Buffer; proof: string }[];
  communityId: string;
  membershipId: string;
  graduatingYear: number;
  section: string | null;
  preferredChannel: string;
  approvalId: string;
  conversationId: string;
}

/** A member's number in the community, and that of the question whether they are known. */
export interface Numbers {
  number: number;
  approvalNumber: number;
}

/** Writes the newcomers of a batch, each with a pending membership and the open question, by a statement a table. */
export async function admitNewcomers(tx: Tx, newcomers: Newcomer[], now: Date): Promise<void> {
  await Promise.all([
    insertPeople(tx, newcomers, now),
    insertMemberships(tx, newcomers, now),
    insertApprovals(tx, newcomers, now),
    giveAddresses(tx, newcomers, now),
  ]);
}

/** Takes numbers for as many newcomers of each community as it is named times, in their order. */
export async function takeNumbers(tx: Tx, communityIds: string[]): Promise<Numbers[]> {
  const counts = [...grouped(communityIds, (id) => id)].map(([id, { length: count }]) => ({ id, count }));
  const rows = await tx<({ id: string } & Numbers)[]>`
    update communities c set last_member_number = c.last_member_number + n.count,
      last_approval_number = c.last_approval_number + n.count
    from jsonb_to_recordset(${tx.json(counts)}) as n(id uuid, count int) where c.id = n.id
    returning c.id, c.last_member_number - n.count as number, c.last_approval_number - n.count as "approvalNumber"`;
  const last = new Map(rows.map((row) => [row.id, row]));
  return communityIds.map((id) => {
    const taken = last.get(id)!;
    return { number: ++taken.number, approvalNumber: ++taken.approvalNumber };
  });
}

async function insertPeople(tx: Tx, newcomers: Newcomer[], now: Date): Promise<void> {
  const rows = newcomers.map(({ personId, name, language, timeZone, wrappedKey }) => ({
    personId,
    name,
    language,
    timeZone,
    wrappedKey: wrappedKey.toString('base64'),
  }));
  await tx`
    insert into people (id, name, language, time_zone, wrapped_key, created_at)
    select "personId", name, language, "timeZone", decode("wrappedKey", 'base64'), ${now}
    from jsonb_to_recordset(${tx.json(rows)}) as p("personId" uuid, name text, language text, "timeZone" text,
      "wrappedKey" text)`;
}

async function insertMemberships(tx: Tx, newcomers: Newcomer[], now: Date): Promise<void> {
  const rows = newcomers.map(({ wrappedKey: _, addresses: __, ...row }) => row);
  await tx`
    insert into memberships (id, person_id, community_id, number, role, status, graduating_year, section,
      preferred_channel, status_since, created_at)
    select "membershipId", "personId", "communityId", number, 'member', 'pending', "graduatingYear", section,
      "preferredChannel", ${now}, ${now}
    from jsonb_to_recordset(${tx.json(rows)}) as m("membershipId" uuid, "personId" uuid, "communityId" uuid,
      number int, "graduatingYear" smallint, section text, "preferredChannel" text)`;
}

async function insertApprovals(tx: Tx, newcomers: Newcomer[], now: Date): Promise<void> {
  const rows = newcomers.map(({ approvalId, communityId, approvalNumber, membershipId, conversationId }) => ({
    approvalId,
    communityId,
    approvalNumber,
    membershipId,
    conversationId,
  }));
  await tx`
    insert into approvals (id, community_id, number, membership_id, conversation_id, created_at)
    select "approvalId", "communityId", "approvalNumber", "membershipId", "conversationId", ${now}
    from jsonb_to_recordset(${tx.json(rows)}) as a("approvalId" uuid, "communityId" uuid, "approvalNumber" int,
      "membershipId" uuid, "conversationId" uuid)`;
}

async function giveAddresses(tx: Tx, newcomers: Newcomer[], now: Date): Promise<void> {
  const rows = newcomers.flatMap(({ addresses, personId, communityId }) =>
    addresses.map(({ id, sealedIdentifier, proof }) => ({
      id,
      sealed: sealedIdentifier.toString('base64'),
      proof,
      personId,
      communityId,
    })),
  );
  await tx`
    update addresses a set person_id = r."personId", sealed_identifier = decode(r.sealed, 'base64'),
      sealed_for_person = true, current_community_id = r."communityId", proven_at = ${now}, proof = r.proof
    from jsonb_to_recordset(${tx.json(rows)}) as r(id uuid, sealed text, proof text, "personId" uuid,
      "communityId" uuid)
    where a.id = r.id`;
}
