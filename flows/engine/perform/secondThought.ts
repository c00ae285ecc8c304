import { admitAfterAll, changeVote, type VotableRow } from '../../../db/approvals.ts';
import { recordAct } from '../../../db/audit.ts';
import { joinForums } from '../../../db/communities.ts';
import { shownApplicant } from '../../../domain/applicant.ts';
import type { Verdict, VoteEvent } from '../../../domain/effects/approval.ts';
import { mayAs, placeOf } from '../../../domain/permissions.ts';
import type { Work } from './performer.ts';

/**
 * An organizer's yes to somebody who was turned down, or whose request ran out. The request's own conversation is over by
 * then, and everybody was told to talk to an organizer: so their word alone is enough.
 */
export const isSecondThought = (request: VotableRow, verdict: Verdict): boolean =>
  verdict === 'approve' &&
  mayDecide(request) &&
  (request.status === 'rejected' || request.status === 'expired');

/** Whether this voter's word is enough. */
export const mayDecide = ({ voterRole: role, voterStatus: status }: VotableRow): boolean =>
  mayAs(placeOf({ role, status }), 'approval.decide');

/** Returns null for somebody who has left since, or has asked anew: that is another request. */
export async function letInAfterAll(
  { tx, now, newId }: Work,
  request: VotableRow,
  reason: string | null,
): Promise<VoteEvent | null> {
  const { approvalId, applicantId, communityId, communityName } = request;
  const organizerId = request.voterId!;
  if (!(await admitAfterAll(tx, { approvalId, decidedById: organizerId, reason, now }))) return null;
  await joinForums(tx, applicantId, now);
  const word = { communityId, approvalId, voterId: organizerId, verdict: 'approve' as const, reason, now };
  await changeVote(tx, { ...word, id: newId() });
  await recordAct(tx, {
    id: newId(),
    communityId,
    actorId: organizerId,
    act: 'applicant.approved',
    subjectId: applicantId,
    now,
  });
  const place = { membershipId: applicantId, communityId, communityName };
  return { type: 'vote.overruled', who: shownApplicant(request), place, organizerId };
}
