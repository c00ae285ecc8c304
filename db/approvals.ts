import type { Applicant } from '../domain/applicant.ts';
import type { ApprovalOutcome, Verdict } from '../domain/effects/approval.ts';
import type { MembershipStatus, Role } from '../domain/member.ts';
import type { Tx } from './client.ts';

/** Opens the question whether an applicant is known; returns its short number. */
export async function createApproval(
  tx: Tx,
  approval: { id: string; communityId: string; membershipId: string; conversationId: string; now: Date },
): Promise<number> {
  const [community] = await tx<{ number: number }[]>`
    update communities set last_approval_number = last_approval_number + 1
    where id = ${approval.communityId} returning last_approval_number as number`;
  await tx`
    insert into approvals (id, community_id, number, membership_id, conversation_id, created_at)
    values (${approval.id}, ${approval.communityId}, ${community!.number}, ${approval.membershipId},
      ${approval.conversationId}, ${approval.now})`;
  return community!.number;
}

/** Who asks to come in, and what it takes. */
export interface RequestRow extends Applicant {
  communityName: string;
  vouchesNeeded: number;
}

export async function findApplicants(
  tx: Tx,
  approvalIds: string[],
): Promise<(RequestRow & { approvalId: string })[]> {
  return tx<(RequestRow & { approvalId: string })[]>`
    select a.id as "approvalId", p.name, m.graduating_year as "graduatingYear", m.section, c.name as "communityName",
      c.vouches_needed as "vouchesNeeded"
    from approvals a join memberships m on m.id = a.membership_id join people p on p.id = m.person_id
    join communities c on c.id = a.community_id
    where a.id = any(${approvalIds})`;
}

export async function findOrganizers(
  tx: Tx,
  communityIds: string[],
): Promise<{ id: string; communityId: string }[]> {
  return tx<{ id: string; communityId: string }[]>`
    select id, community_id as "communityId" from memberships
    where community_id = any(${communityIds}) and role = 'organizer' and status = 'active' order by id`;
}

/**
 * The members likeliest to know an applicant: of the same year and section, then of the same year, then of the same
 * section; only those who can be reached. Among equals the request's id shuffles, so that it is not always the same
 * few who are asked.
 */
export async function choosePeers(
  tx: Tx,
  { approvalIds, count }: { approvalIds: string[]; count: number },
): Promise<{ approvalId: string; id: string }[]> {
  return tx<{ approvalId: string; id: string }[]>`
    select a.id as "approvalId", peer.id
    from approvals a
    join memberships applicant on applicant.id = a.membership_id
    cross join lateral (
      select m.id, same.year, same.section
      from memberships m
      cross join lateral (
        select coalesce(m.graduating_year = applicant.graduating_year, false) as year,
          coalesce(lower(m.section) = lower(applicant.section), false) as section
      ) same
      where m.community_id = a.community_id and m.status = 'active' and m.role <> 'organizer'
        and m.id <> applicant.id and (same.year or same.section)
        and exists (
          select from addresses d where d.person_id = m.person_id and d.proven_at is not null
            and not exists (select from suppressions s where s.address_id = d.id and s.ended_at is null))
      order by (same.year and same.section) desc, same.year desc, md5(m.id::text || a.id::text)
      limit ${count}
    ) peer
    where a.id = any(${approvalIds})
    order by a.id, (peer.year and peer.section) desc, peer.year desc, md5(peer.id::text || a.id::text)`;
}

/** A request as one who votes on it finds it. */
export interface VotableRow extends Applicant {
  approvalId: string;
  communityId: string;
  conversationId: string;
  applicantId: string;
  status: 'open' | ApprovalOutcome;
  communityName: string;
  /** Null where the voter has no place in that community. */
  voterId: string | null;
  voterRole: Role | null;
  voterStatus: MembershipStatus | null;
}

/**
 * Finds a request by its number: in the community named, or else, where the number does not exist there, in another
 * one of the voter's.
 */
export async function findVotable(
  tx: Tx,
  asked: { personId: string; communityId: string; number: number },
): Promise<VotableRow | null> {
  const [row] = await tx<VotableRow[]>`
    select a.id as "approvalId", a.community_id as "communityId", a.conversation_id as "conversationId",
      a.membership_id as "applicantId", a.status, p.name, applicant.graduating_year as "graduatingYear",
      applicant.section, c.name as "communityName", voter.id as "voterId", voter.role as "voterRole", voter.status as "voterStatus"
    from approvals a join communities c on c.id = a.community_id
    join memberships applicant on applicant.id = a.membership_id join people p on p.id = applicant.person_id
    left join memberships voter on voter.community_id = a.community_id and voter.person_id = ${asked.personId}
    where a.number = ${asked.number} and (a.community_id = ${asked.communityId} or voter.status = 'active')
    order by (a.community_id = ${asked.communityId}) desc, a.id desc limit 1`;
  return row ?? null;
}

export interface Vote {
  id: string;
  communityId: string;
  approvalId: string;
  voterId: string;
  verdict: Verdict;
  reason: string | null;
  now: Date;
}

/** Keeps a vote. Returns false for somebody's second one. */
export async function recordVote(tx: Tx, vote: Vote): Promise<boolean> {
  const rows = await tx`
    insert into votes (id, community_id, approval_id, voter_id, verdict, reason, created_at)
    values (${vote.id}, ${vote.communityId}, ${vote.approvalId}, ${vote.voterId}, ${vote.verdict}, ${vote.reason},
      ${vote.now})
    on conflict (approval_id, voter_id) do nothing returning id`;
  return rows.length > 0;
}

/** The open requests of a community where this person is an active member; the oldest first. */
export async function findOpenRequests(
  tx: Tx,
  { personId, communityId, limit }: { personId: string; communityId: string; limit: number },
): Promise<(Applicant & { number: number; count: number })[]> {
  return tx<(Applicant & { number: number; count: number })[]>`
    select a.number, p.name, m.graduating_year as "graduatingYear", m.section, count(*) over ()::int as count
    from approvals a join memberships m on m.id = a.membership_id join people p on p.id = m.person_id
    where a.community_id = ${communityId} and a.status = 'open'
      and exists (select from memberships mine
        where mine.community_id = a.community_id and mine.person_id = ${personId} and mine.status = 'active')
    order by a.number limit ${limit}`;
}

const placeAfter: Record<ApprovalOutcome, MembershipStatus> = {
  approved: 'active',
  rejected: 'rejected',
  expired: 'expired',
  withdrawn: 'left',
};

/**
 * Ends a request and changes the applicant's place with it. Returns how it ended: an applicant who is not waiting any
 * more has withdrawn, whatever the others say.
 */
export async function closeApproval(
  tx: Tx,
  decision: { approvalId: string; outcome: ApprovalOutcome; decidedById: string | null; now: Date },
): Promise<{ outcome: ApprovalOutcome; communityId: string; applicantId: string } | null> {
  const { approvalId, outcome, decidedById, now } = decision;
  const [row] = await tx<{ outcome: ApprovalOutcome; communityId: string; applicantId: string }[]>`
    with applicant as (
      update memberships m set status = ${placeAfter[outcome]}, status_since = ${now}
      from approvals a
      where a.id = ${approvalId} and a.status = 'open' and m.id = a.membership_id and m.status = 'pending'
      returning m.id)
    update approvals a set
      status = case when exists (select from applicant) then ${outcome} else 'withdrawn' end,
      decided_by_id = (select ${decidedById}::uuid from applicant), decided_at = ${now},
      reason = (select reason from votes v where v.approval_id = a.id and v.voter_id = ${decidedById})
    where a.id = ${approvalId} and a.status = 'open'
    returning a.status as outcome, a.community_id as "communityId", a.membership_id as "applicantId"`;
  return row ?? null;
}

/**
 * Lets somebody in whose request was turned down or ran out. Returns false where they left since, asked anew, or are in
 * already.
 */
export async function admitAfterAll(
  tx: Tx,
  decision: { approvalId: string; decidedById: string; reason: string | null; now: Date },
): Promise<boolean> {
  const { approvalId, decidedById, reason, now } = decision;
  const rows = await tx`
    with applicant as (
      update memberships m set status = ${placeAfter.approved}, status_since = ${now}
      from approvals a
      where a.id = ${approvalId} and a.status in ('rejected', 'expired') and m.id = a.membership_id
        and m.status in ('rejected', 'expired')
      returning m.id)
    update approvals set status = 'approved', decided_by_id = ${decidedById}, decided_at = ${now}, reason = ${reason}
    where id = ${approvalId} and exists (select from applicant) returning id`;
  return rows.length > 0;
}

/** Keeps what an organizer says now of somebody, instead of what they may have said before. */
export async function changeVote(tx: Tx, vote: Vote): Promise<void> {
  await tx`
    insert into votes (id, community_id, approval_id, voter_id, verdict, reason, created_at)
    values (${vote.id}, ${vote.communityId}, ${vote.approvalId}, ${vote.voterId}, ${vote.verdict}, ${vote.reason},
      ${vote.now})
    on conflict (approval_id, voter_id) do update set verdict = excluded.verdict, reason = excluded.reason,
      created_at = excluded.created_at`;
}

/** The communities that let somebody in since then, where no other address could be told so. */
export async function findLetIn(
  tx: Tx,
  { personId, addressId, since }: { personId: string; addressId: string; since: Date },
): Promise<{ name: string }[]> {
  return tx<{ name: string }[]>`
    select c.name from memberships m join communities c on c.id = m.community_id
    where m.person_id = ${personId} and m.status = 'active' and m.status_since >= ${since}
      and exists (select from approvals a where a.membership_id = m.id and a.status = 'approved')
      and not exists (
        select from addresses d where d.person_id = m.person_id and d.id <> ${addressId} and d.proven_at is not null
          and not exists (select from suppressions s where s.address_id = d.id and s.ended_at is null))
    order by m.id`;
}
