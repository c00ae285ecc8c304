import { recordAct } from '../../../db/audit.ts';
import { createCommunity, createForum, joinForums } from '../../../db/communities.ts';
import { createInvite } from '../../../db/invites.ts';
import { appointFirstOperator } from '../../../db/operators.ts';
import { createMembership, findPerson } from '../../../db/people.ts';
import { newInviteCode } from '../../../domain/code.ts';
import type { Application, ApplicationEvent } from '../../../domain/effects/registration.ts';
import type { Who } from '../../../domain/member.ts';
import { mayAs } from '../../../domain/permissions.ts';
import type { Applicant } from './applicant.ts';
import { inviteWays } from './inviting.ts';
import type { Work } from './performer.ts';

/** Roles change while a conversation waits. */
export function refusalToFound({ communityId }: Application, { belongings }: Who): 'notOrganizer' | null {
  const organizes = belongings.some((place) => mayAs(place, 'community.found'));
  return communityId === null && !organizes ? 'notOrganizer' : null;
}

export async function found(
  work: Work,
  { application, applicant, who }: { application: Application; applicant: Applicant; who: Who },
): Promise<string> {
  const id = work.newId();
  const { timeZone } = await findPerson(work.tx, applicant.personId);
  const { communityName: name } = application;
  await createCommunity(work.tx, { id, name, timeZone, language: who.language, now: work.now });
  return id;
}

/** The founder is in at once, as organizer of a community with one forum and an open invite. */
export async function organize(
  work: Work,
  application: Application,
  place: { personId: string; communityId: string },
): Promise<ApplicationEvent> {
  const { tx, now, newId } = work;
  const { communityId } = place;
  const membershipId = await createMembership(tx, {
    ...application,
    ...place,
    id: newId(),
    role: 'organizer',
    status: 'active',
    now,
  });
  // Only the code that the first start shows founds a community by invite.
  if (application.inviteId) await appointFirstOperator(tx, place.personId, now);
  await createForum(tx, {
    id: newId(),
    communityId,
    name: 'General',
    isMain: true,
    createdById: membershipId,
    now,
  });
  await joinForums(tx, membershipId, now);
  const code = newInviteCode(work.random);
  await createInvite(tx, {
    id: newId(),
    communityId,
    code,
    createdById: membershipId,
    maxUses: null,
    expiresAt: null,
    now,
  });
  await recordAct(tx, {
    id: newId(),
    communityId,
    actorId: membershipId,
    act: 'community.founded',
    subjectId: communityId,
    now,
  });
  return { type: 'community.founded', ways: inviteWays(work, code) };
}
