import { lockMember, type MemberRow } from '../../../db/members.ts';
import type { Who } from '../../../domain/member.ts';
import type { Work } from './performer.ts';

/**
 * Who acts, as they stand in that community now: their role may have changed since the conversation began. Null where
 * they have no place there.
 */
export async function actorIn(work: Work, who: Who | null, communityId: string): Promise<MemberRow | null> {
  const place = who?.belongings.find((one) => one.communityId === communityId);
  return place ? lockMember(work.tx, place.membershipId) : null;
}

export const isActingOrganizer = (actor: MemberRow | null): actor is MemberRow =>
  actor?.status === 'active' && actor.role === 'organizer';
