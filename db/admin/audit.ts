import { type Page, type PageAsked, paged, where } from '../api/paged.ts';
import type { Tx } from '../client.ts';

/** What somebody with a say did, with the names of those in this community it names. */
export interface AuditEntry {
  id: string;
  act: string;
  actor_id: string | null;
  actor: string | null;
  subject_id: string | null;
  /** Null where it was done to something that is no member. */
  subject: string | null;
  created_at: Date;
  /** Its place in the chain; null while it is unsealed. */
  sequence: number | null;
}

export interface AuditFilter {
  act?: string | undefined;
  actorId?: string | undefined;
  subjectId?: string | undefined;
  /** Borders of the days that are asked for, as ids. */
  fromId?: string | undefined;
  beforeId?: string | undefined;
}

export function listEntries(
  tx: Tx,
  { communityId, filter }: { communityId: string; filter: AuditFilter },
  page: PageAsked,
): Promise<Page<AuditEntry>> {
  const { act, actorId, subjectId, fromId, beforeId } = filter;
  return paged<AuditEntry>(tx, page, {
    columns: tx`a.id, a.act, a.actor_id, pa.name as actor, a.subject_id, ps.name as subject, a.created_at,
      s.sequence::int as sequence`,
    from: tx`from audit_log a
      left join memberships ma on ma.id = a.actor_id and ma.community_id = a.community_id
      left join people pa on pa.id = ma.person_id
      left join memberships ms on ms.id = a.subject_id and ms.community_id = a.community_id
      left join people ps on ps.id = ms.person_id
      left join audit_seals s on s.act_id = a.id
      where a.community_id = ${communityId}
      ${where(tx, act, () => tx`and a.act = ${act!}`)}
      ${where(tx, actorId, () => tx`and a.actor_id = ${actorId!}`)}
      ${where(tx, subjectId, () => tx`and a.subject_id = ${subjectId!}`)}
      ${where(tx, fromId, () => tx`and a.id >= ${fromId!}`)}
      ${where(tx, beforeId, () => tx`and a.id < ${beforeId!}`)}`,
    sorts: { created_at: tx`a.created_at` },
    last: tx`a.id`,
  });
}

/** Which acts were noted here, and who did any, to choose from. */
export async function findAuditChoices(
  tx: Tx,
  communityId: string,
): Promise<{ acts: string[]; actors: { id: string; name: string }[] }> {
  const [acts, actors] = await Promise.all([
    tx<{ act: string }[]>`
      select act from audit_log where community_id = ${communityId} group by 1 order by 1`,
    tx<{ id: string; name: string }[]>`
      select m.id, p.name from memberships m join people p on p.id = m.person_id
      where m.community_id = ${communityId}
        and m.id in (select actor_id from audit_log where community_id = ${communityId})
      order by lower(p.name), m.id limit 200`,
  ]);
  return { acts: acts.map(({ act }) => act), actors: [...actors] };
}

/** How much of a community's log no seal covers yet, and what is sealed. */
export interface SealStanding {
  communityId: string;
  name: string;
  acts: number;
  unsealed: number;
  /** Since when the oldest unsealed act waits. */
  unsealedSince: Date | null;
  sealedAt: Date | null;
}

/** Of one community. */
export async function findSealStanding(tx: Tx, communityId: string): Promise<SealStanding> {
  const [row] = await tx<SealStanding[]>`
    select c.id as "communityId", c.name, count(a.id)::int as acts,
      count(a.id) filter (where s.act_id is null)::int as unsealed,
      min(a.created_at) filter (where s.act_id is null) as "unsealedSince", max(s.sealed_at) as "sealedAt"
    from communities c left join audit_log a on a.community_id = c.id left join audit_seals s on s.act_id = a.id
    where c.id = ${communityId} group by 1, 2`;
  return row!;
}

/** Of all, told only to a transaction that names an operator (migrations/0028_installation_told.sql). */
export async function listSealStandings(tx: Tx): Promise<SealStanding[]> {
  return tx<SealStanding[]>`
    select community_id as "communityId", name, acts, unsealed, unsealed_since as "unsealedSince", sealed_at as "sealedAt"
    from installation_seals() order by lower(name), community_id limit 500`;
}
