import {
  choosePeers,
  closeApproval,
  findApplicants,
  findOpenRequests,
  findOrganizers,
  findVotable,
  recordVote,
  type VotableRow,
} from '../../../db/approvals.ts';
import { recordAct } from '../../../db/audit.ts';
import { joinForums } from '../../../db/communities.ts';
import { numberLatestPosts } from '../../../db/latestPosts.ts';
import { findActiveMembers } from '../../../db/people.ts';
import { findReach } from '../../../db/reach.ts';
import { shownApplicant } from '../../../domain/applicant.ts';
import type { ApprovalEvent, RequestsEvent, Verdict, VoteEvent } from '../../../domain/effects/approval.ts';
import { shortened } from '../../../domain/messageText.ts';
import { mayAs, placeOf } from '../../../domain/permissions.ts';
import { carry, notify } from './common.ts';
import { oneByOne, type Performer, type Work } from './performer.ts';
import { isSecondThought, letInAfterAll, mayDecide } from './secondThought.ts';

/** Peers asked besides the organizers. */
const peersAsked = 5;
const requestsShown = 10;
/** A reason longer than that is a letter. */
const reasonLength = 500;

export const peersChoose: Performer<'peers.choose'> = async ({ tx }, calls) => {
  const approvalIds = calls.map(({ effect }) => effect.approvalId);
  const communityIds = calls.map(({ conversation }) => conversation.communityId!);
  const [requests, organizers, peers] = await Promise.all([
    findApplicants(tx, approvalIds),
    findOrganizers(tx, [...new Set(communityIds)]),
    choosePeers(tx, { approvalIds, count: peersAsked }),
  ]);
  const requestOf = new Map(requests.map((request) => [request.approvalId, request]));
  return calls.map(({ effect: { approvalId }, conversation: { communityId } }): ApprovalEvent => {
    const { communityName, vouchesNeeded, ...applicant } = requestOf.get(approvalId)!;
    return {
      type: 'peers.chosen',
      who: shownApplicant(applicant),
      communityName,
      vouchesNeeded,
      organizerIds: organizers.filter((one) => one.communityId === communityId).map(({ id }) => id),
      peerIds: peers.filter((one) => one.approvalId === approvalId).map(({ id }) => id),
    };
  });
};

export const organizersFind = oneByOne<'organizers.find'>(
  async ({ tx }, { effect }): Promise<ApprovalEvent> => ({
    type: 'organizers.found',
    organizerIds: (await findOrganizers(tx, [effect.communityId])).map(({ id }) => id),
  }),
);

/** Changes the applicant's place; of an organizer's decision it is kept who made it. */
export const applicationDecide = oneByOne<'application.decide'>(
  async ({ tx, now, newId }, { effect }): Promise<ApprovalEvent> => {
    const closed = await closeApproval(tx, { ...effect, now });
    if (closed?.outcome !== effect.outcome) return { type: 'application.overtaken' };
    const { communityId, applicantId } = closed;
    if (effect.outcome === 'approved') await joinForums(tx, applicantId, now);
    if (effect.decidedById) {
      const act = `applicant.${effect.outcome}`;
      await recordAct(tx, {
        id: newId(),
        communityId,
        actorId: effect.decidedById,
        act,
        subjectId: applicantId,
        now,
      });
    }
    return { type: 'application.decided' };
  },
);

export const classTell = oneByOne<'class.tell'>(async (work, { effect }) => {
  const members = await findActiveMembers(work.tx, effect.communityId);
  const told = members.filter((id) => !effect.exceptIds.includes(id));
  for (const reach of await findReach(work.tx, told, work.settings.accounts)) {
    notify(work, reach, { parts: [effect.text] });
  }
  return null;
});

export const postsCarry = oneByOne<'posts.carry'>(async (work, { effect: { membershipId, count } }) => {
  const [reach] = await findReach(work.tx, [membershipId], work.settings.accounts);
  if (!reach) return null;
  const { personId, communityId } = reach;
  for (const messageId of await numberLatestPosts(work.tx, { personId, communityId, count })) {
    carry(work, reach, messageId);
  }
  return null;
});

/** Keeps somebody's word and hands it to the request's conversation, which decides. */
export const voteCast = oneByOne<'vote.cast'>(
  async (work, { effect, who, correlationId }): Promise<VoteEvent> => {
    const { communityId, number, verdict } = effect;
    const request = await findVotable(work.tx, { personId: who!.personId!, communityId, number });
    if (!request) return { type: 'vote.refused', reason: 'unknown' };
    if (isSecondThought(request, verdict)) {
      const overruled = await letInAfterAll(work, request, reasonOf(effect));
      if (overruled) return overruled;
    }
    const refusal = refusalOf(request) ?? (await keepVote(work, request, effect));
    if (refusal) return refusal;
    const isOrganizer = mayDecide(request);
    const word = {
      type: verdict === 'approve' ? 'peer.vouched' : 'peer.declined',
      voterId: request.voterId!,
      isOrganizer,
    } satisfies ApprovalEvent;
    const { conversationId } = request;
    work.ledger.tell(conversationId, word, { lane: conversationId, correlationId });
    return { type: 'vote.counted', who: shownApplicant(request), decides: isOrganizer };
  },
);

function refusalOf(request: VotableRow): VoteEvent | null {
  const who = shownApplicant(request);
  if (request.voterId === request.applicantId) return { type: 'vote.refused', reason: 'self', who };
  const voter = placeOf({ role: request.voterRole, status: request.voterStatus });
  if (!mayAs(voter, 'approval.vote')) return { type: 'vote.refused', reason: 'notAllowed' };
  return request.status === 'open' ? null : { type: 'vote.refused', reason: request.status, who };
}

async function keepVote(
  { tx, now, newId }: Work,
  request: VotableRow,
  { verdict, reason }: { verdict: Verdict; reason: string },
): Promise<VoteEvent | null> {
  const isKept = await recordVote(tx, {
    id: newId(),
    communityId: request.communityId,
    approvalId: request.approvalId,
    voterId: request.voterId!,
    verdict,
    reason: reasonOf({ reason }),
    now,
  });
  return isKept ? null : { type: 'vote.refused', reason: 'twice', who: shownApplicant(request) };
}

const reasonOf = ({ reason }: { reason: string }) => shortened(reason, reasonLength) || null;

export const requestsList = oneByOne<'requests.list'>(
  async ({ tx }, { effect: { communityId }, who }): Promise<RequestsEvent> => {
    const asked = { personId: who!.personId!, communityId, limit: requestsShown };
    const rows = await findOpenRequests(tx, asked);
    return {
      type: 'requests.listed',
      requests: rows.map((row) => ({ number: row.number, who: shownApplicant(row) })),
      count: rows[0]?.count ?? 0,
    };
  },
);
