import type { Tx } from '../client.ts';

/** What somebody said already of those who still wait, by the number of the request. */
export async function findOwnVotes(
  tx: Tx,
  { communityId, membershipId }: { communityId: string; membershipId: string },
): Promise<Map<number, 'approve' | 'reject'>> {
  const rows = await tx<{ number: number; verdict: 'approve' | 'reject' }[]>`
    select a.number, v.verdict from approvals a join votes v on v.approval_id = a.id and v.voter_id = ${membershipId}
    where a.community_id = ${communityId} and a.status = 'open'`;
  return new Map(rows.map(({ number, verdict }) => [number, verdict]));
}
