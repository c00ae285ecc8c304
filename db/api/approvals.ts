import type { Tx } from '../client.ts';
import { type Page, type PageAsked, paged, where } from './paged.ts';

export type ApprovalStatus = 'open' | 'approved' | 'rejected' | 'expired' | 'withdrawn';

/** The question whether an applicant is known, with what was said so far. */
export interface ApprovalRow {
  number: number;
  status: ApprovalStatus;
  applicant: { id: string; number: number; full_name: string };
  graduating_year: number | null;
  section: string | null;
  approvals: number;
  rejections: number;
  decided_by_id: string | null;
  decided_at: Date | null;
  reason: string | null;
  created_at: Date;
}

const columns = (tx: Tx) => tx`
  a.number, a.status, json_build_object('id', m.id, 'number', m.number, 'full_name', p.name) as applicant,
  m.graduating_year, m.section, a.decided_by_id, a.decided_at, a.reason, a.created_at,
  (select count(*)::int from votes v where v.approval_id = a.id and v.verdict = 'approve') as approvals,
  (select count(*)::int from votes v where v.approval_id = a.id and v.verdict = 'reject') as rejections`;

const from = (tx: Tx, communityId: string) => tx`
  from approvals a join memberships m on m.id = a.membership_id join people p on p.id = m.person_id
  where a.community_id = ${communityId}`;

export function listApprovals(
  tx: Tx,
  { communityId, status }: { communityId: string; status: ApprovalStatus | undefined },
  page: PageAsked,
): Promise<Page<ApprovalRow>> {
  return paged<ApprovalRow>(tx, page, {
    columns: columns(tx),
    from: tx`${from(tx, communityId)} ${where(tx, status, () => tx`and a.status = ${status!}`)}`,
    sorts: { number: tx`a.number`, created_at: tx`a.created_at` },
    last: tx`a.id`,
  });
}

/** The requests that are settled; of one outcome where it is named. */
export function listDecided(
  tx: Tx,
  { communityId, status }: { communityId: string; status: Exclude<ApprovalStatus, 'open'> | undefined },
  page: PageAsked,
): Promise<Page<ApprovalRow>> {
  return paged<ApprovalRow>(tx, page, {
    columns: columns(tx),
    from: tx`${from(tx, communityId)} and a.status <> 'open'
      ${where(tx, status, () => tx`and a.status = ${status!}`)}`,
    sorts: { number: tx`a.number`, decided_at: tx`coalesce(a.decided_at, a.created_at)` },
    last: tx`a.id`,
  });
}

export async function findApproval(
  tx: Tx,
  { communityId, number }: { communityId: string; number: number },
): Promise<ApprovalRow | null> {
  const [row] = await tx<ApprovalRow[]>`
    select ${columns(tx)} ${from(tx, communityId)} and a.number = ${number}`;
  return row ?? null;
}
