import { createApproval } from '../../../db/approvals.ts';
import { lockCommunities } from '../../../db/communities.ts';
import { countUses, lockInvites } from '../../../db/invites.ts';
import {
  createMembership,
  findChosenChannel,
  findMembership,
  type MembershipRow,
  preferChannel,
} from '../../../db/people.ts';
import { findPhone, findPhones } from '../../../db/phones.ts';
import type { Application, ApplicationEvent, InviteRefusal } from '../../../domain/effects/registration.ts';
import type { Who } from '../../../domain/member.ts';
import { type Applicant, createApplicant, findApplicant, giveAddresses, openApproval } from './applicant.ts';
import { found, organize, refusalToFound } from './founding.ts';
import { refusalOf } from './invite.ts';
import { newcomersAmong, submitNewcomers } from './newcomers.ts';
import { oneByOne, type Performer, type Work } from './performer.ts';

/**
 * Takes applications: the person, their addresses, their membership, and who is to say whether they are known. What
 * many of them count up is locked first and in order, else two batches could wait for each other.
 */
export const applicationSubmit: Performer<'application.submit'> = async (work, calls) => {
  const { tx } = work;
  const applications = calls.map(({ effect }) => effect.application);
  const named = (what: 'inviteId' | 'communityId' | 'phoneId') =>
    present(applications.map((one) => one[what]));
  const [invites, , phones] = await Promise.all([
    lockInvites(tx, named('inviteId')),
    lockCommunities(tx, named('communityId')),
    findPhones(tx, named('phoneId')),
  ]);
  const newcomers = newcomersAmong(calls, phones);
  const events = await submitNewcomers(work, [...newcomers.values()], invites);
  const answers = new Map([...newcomers.keys()].map((call, index) => [call, events[index]!]));
  const others = calls.filter((call) => !answers.has(call));
  const otherEvents = (await submitOthers(work, others))!;
  return calls.map((call) => answers.get(call) ?? otherEvents[others.indexOf(call)]!);
};

const present = (ids: (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];

/** Who is known already, has a number that was somebody else's, or founds a community. */
const submitOthers = oneByOne<'application.submit'>(
  async (work, { effect, who, correlationId }): Promise<ApplicationEvent> => {
    const application = await withChosenChannel(work, effect.application, who!);
    const phone = application.phoneId ? await findPhone(work.tx, application.phoneId) : null;
    const known = await findApplicant(work, { application, phone, who: who! });
    const standing = await standingOf(work, application, known);
    if (known && standing) return welcomeBack(work, application, { known, standing, who: who! });
    const refusal = application.inviteId
      ? await spendInvite(work, application.inviteId)
      : refusalToFound(application, who!);
    if (refusal) return { type: 'application.refused', reason: refusal };
    const applicant = known ?? (await createApplicant(work, { application, phone, who: who! }));
    const communityId = application.communityId ?? (await found(work, { application, applicant, who: who! }));
    await giveAddresses(work, application, { applicant, communityId, who: who! });
    const { personId, isNumberHandedOn } = applicant;
    const place = { personId, communityId };
    return application.communityId
      ? apply(work, application, { ...place, isNumberHandedOn, correlationId })
      : organize(work, application, place);
  },
);

/** Who is known is not asked again for a channel: the one they chose before counts, where they can be reached there. */
async function withChosenChannel(
  { tx, settings }: Work,
  application: Application,
  { personId }: Who,
): Promise<Application> {
  if (!personId) return application;
  const { communityId } = application;
  const on = settings.accounts.map(({ channel }) => channel);
  const preferredChannel = await findChosenChannel(tx, { personId, communityId, on });
  return preferredChannel ? { ...application, preferredChannel } : application;
}

/** A place they have already in the community they apply to; who left, or was forgotten, applies anew. */
async function standingOf(
  { tx }: Work,
  { communityId }: Application,
  known: Applicant | null,
): Promise<(MembershipRow & { status: Settled }) | null> {
  if (!known || !communityId) return null;
  const place = await findMembership(tx, known.personId, communityId);
  return place && isSettled(place) ? place : null;
}

const settled = ['active', 'pending', 'suspended', 'rejected'] as const;
type Settled = (typeof settled)[number];
const isSettled = (place: MembershipRow): place is MembershipRow & { status: Settled } =>
  settled.some((status) => status === place.status);

/** The channel they came by is theirs too. It opens no door that is closed to them on another one. */
async function welcomeBack(
  work: Work,
  application: Application,
  { known, standing, who }: { known: Applicant; standing: MembershipRow & { status: Settled }; who: Who },
): Promise<ApplicationEvent> {
  const communityId = application.communityId!;
  await giveAddresses(work, application, { applicant: known, communityId, who });
  const { status } = standing;
  if (status === 'suspended' || status === 'rejected')
    return { type: 'application.barred', standing: status };
  await preferChannel(work.tx, standing.id, application.preferredChannel);
  return { type: 'application.linked' };
}

async function spendInvite({ tx, now }: Work, id: string): Promise<InviteRefusal | null> {
  const [invite] = await lockInvites(tx, [id]);
  const refusal = refusalOf(invite!, now);
  if (!refusal) await countUses(tx, [{ id, count: 1 }]);
  return refusal;
}

async function apply(
  work: Work,
  application: Application,
  place: { personId: string; communityId: string; isNumberHandedOn: boolean; correlationId: string },
): Promise<ApplicationEvent> {
  const { tx, now, newId } = work;
  const membershipId = await createMembership(tx, {
    ...application,
    ...place,
    id: newId(),
    role: 'member',
    status: 'pending',
    now,
  });
  const approval = {
    id: newId(),
    communityId: place.communityId,
    membershipId,
    conversationId: newId(),
    now,
  };
  const approvalNumber = await createApproval(tx, approval);
  openApproval(
    work,
    { ...approval, ...place, approvalId: approval.id, number: approvalNumber },
    place.correlationId,
  );
  return { type: 'application.submitted', approvalNumber };
}
