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
