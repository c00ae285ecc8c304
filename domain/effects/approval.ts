import type { TextRef } from '../text.ts';

/** How a request to come in can end. */
export type ApprovalOutcome = 'approved' | 'rejected' | 'expired' | 'withdrawn';

export type Verdict = 'approve' | 'reject';

export type ApprovalEffect =
  /** Who is to say whether they know the applicant. Answered by `peers.chosen`. */
  | { type: 'peers.choose'; approvalId: string }
  /** Who organizes the community now. Answered by `organizers.found`. */
  | { type: 'organizers.find'; communityId: string }
  /** Ends the request, and changes the applicant's place. Answered by `application.decided` or `application.overtaken`. */
  | { type: 'application.decide'; approvalId: string; outcome: ApprovalOutcome; decidedById: string | null }
  /** Says something to all active members. */
  | { type: 'class.tell'; communityId: string; exceptIds: string[]; text: TextRef }
  /** Brings the latest posts of the main forum to somebody new. */
  | { type: 'posts.carry'; membershipId: string; count: number }
  /** One member's word on a request. Answered by `vote.counted`, `vote.overruled` or `vote.refused`. */
  | { type: 'vote.cast'; communityId: string; number: number; verdict: Verdict; reason: string }
  /** The open requests of a community. Answered by `requests.listed`. */
  | { type: 'requests.list'; communityId: string };

/** What the conversation of a request hears. */
export type ApprovalEvent =
  | {
      type: 'peers.chosen';
      /** As classmates are told: `Ana Lopez (1998, Blue)`. */
      who: string;
      communityName: string;
      vouchesNeeded: number;
      organizerIds: string[];
      peerIds: string[];
    }
  | { type: 'organizers.found'; organizerIds: string[] }
  | { type: 'peer.vouched'; voterId: string; isOrganizer: boolean }
  | { type: 'peer.declined'; voterId: string; isOrganizer: boolean }
  | { type: 'applicant.withdrew' }
  | { type: 'application.decided' }
  /** The applicant was gone before it could be decided. */
  | { type: 'application.overtaken' };

export type VoteEvent =
  /** `decides` where an organizer's word settles it. */
  | { type: 'vote.counted'; who: string; decides: boolean }
  /** An organizer let somebody in who had been turned down, or whose request had run out. */
  | { type: 'vote.overruled'; who: string; place: Place; organizerId: string }
  | { type: 'vote.refused'; reason: 'unknown' | 'notAllowed' }
  | { type: 'vote.refused'; reason: 'self' | 'twice' | LateReason; who: string };

/** Where somebody comes in: their membership, and the community it is of. */
export interface Place {
  membershipId: string;
  communityId: string;
  communityName: string;
}

/** It was decided before. */
export type LateReason = ApprovalOutcome;

export type RequestsEvent = {
  type: 'requests.listed';
  /** The oldest first, ten at most. */
  requests: { number: number; who: string }[];
  count: number;
};
