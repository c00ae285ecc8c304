import type { FoundMember } from './organizer.ts';

/** A community that somebody hands on before they go. */
export interface HandingOn {
  communityId: string;
  successorId: string;
  /** For the question whether it shall be so: the community, and who organizes it next. */
  community: string;
  name: string;
}

export type ForgettingEffect =
  /**
   * What being forgotten would mean, and which community is still to be handed on. Answered by `forgetting.weighed`, or by
   * `told` where somebody else's data could go with theirs.
   */
  | { type: 'forgetting.weigh'; handedOn: HandingOn[] }
  /** Answered by `forgetting.done` or, where a community has nobody to organize it yet, `forgetting.changed`. */
  | { type: 'forgetting.go'; handedOn: HandingOn[] };

export type ForgettingEvent =
  /** `next` is a community of which they are the last organizer, with others in it; null where there is none left. */
  | {
      type: 'forgetting.weighed';
      next: { communityId: string; community: string; successors: FoundMember[] } | null;
      messages: number;
      communities: string;
    }
  /** `at` like `2026-03-01 12:00 UTC`. */
  | { type: 'forgetting.done'; at: string; messages: number; addresses: number; memberships: number }
  | { type: 'forgetting.changed' };
