import { recordAct } from '../../../db/audit.ts';
import { lockMember, type MemberRow } from '../../../db/members.ts';
import type { Who } from '../../../domain/member.ts';
import { mayAs, type Permission } from '../../../domain/permissions.ts';
import type { Work } from './performer.ts';

/**
 * Who acts, as they stand in that community now: their role may have changed since the conversation began. Null where
 * they have no place there.
 */
export async function actorIn(work: Work, who: Who | null, communityId: string): Promise<MemberRow | null> {
  const place = who && placeIn(who, communityId);
  return place ? lockMember(work.tx, place.membershipId) : null;
}

/** Whether they may do it there, as they stand now. */
export const actorMay = (actor: MemberRow | null, permission: Permission): actor is MemberRow =>
  actor !== null && mayAs(actor, permission);

/** Notes what somebody did to whom or what, in the log that organizers answer to. */
export function record(
  { tx, now, newId }: Work,
  act: { communityId: string; actor: MemberRow; act: string; subjectId: string },
): Promise<void> {
  const { actor, ...noted } = act;
  return recordAct(tx, { ...noted, id: newId(), actorId: actor.membershipId, now });
}

export const placeIn = (who: Who, communityId: string) =>
  who.belongings.find((one) => one.communityId === communityId);

export const communityOf = (who: Who, communityId: string) => placeIn(who, communityId)?.communityName ?? '';
