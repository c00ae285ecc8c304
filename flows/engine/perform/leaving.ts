import { revokeInvites } from '../../../db/invites.ts';
import {
  leaveForums,
  listMembers,
  lockMember,
  lockOrganizers,
  type MemberRow,
  setRole,
  setStatus,
  skipWaiting,
} from '../../../db/members.ts';
import { findOpenRequest } from '../../../db/people.ts';
import { findReach } from '../../../db/reach.ts';
import type { LeavingEvent } from '../../../domain/effects/organizer.ts';
import type { EffectOf } from '../../../domain/effects.ts';
import type { Who } from '../../../domain/member.ts';
import { text } from '../../../domain/text.ts';
import { actorIn, communityOf, record } from './actor.ts';
import { notify } from './common.ts';
import { type Call, oneByOne, type Work } from './performer.ts';
import { foundMember } from './roster.ts';

const successorsShown = 8;

type Leaving = Call<EffectOf<'leaving.go'>>;

export const leavingWeigh = oneByOne<'leaving.weigh'>(
  async (work, { effect: { communityId }, who }): Promise<LeavingEvent> => ({
    type: 'leaving.weighed',
    ...(await weighed(work, who!, communityId)),
  }),
);

/** As what somebody would leave, and who could take over where nobody else organizes: a few, or with `isWhole` all. */
export async function weighed(
  work: Work,
  who: Who,
  communityId: string,
  { isWhole = false } = {},
): Promise<Omit<LeavingEvent & { type: 'leaving.weighed' }, 'type'>> {
  const organizers = await lockOrganizers(work.tx, communityId);
  const actor = (await actorIn(work, who, communityId))!;
  if (actor.status === 'pending') return { as: 'pending', successors: [] };
  const others = await othersIn(work, actor, communityId);
  if (others.length === 0) return { as: 'alone', successors: [] };
  if (!isLast(organizers, actor)) return { as: 'member', successors: [] };
  return {
    as: 'lastOrganizer',
    successors: (isWhole ? others : others.slice(0, successorsShown)).map(foundMember),
  };
}

export const leavingGo = oneByOne<'leaving.go'>(async (work, call): Promise<LeavingEvent> => {
  const { communityId, successorId } = call.effect;
  const parted = await part(work, call, { communityId, successorId });
  if (!parted) return { type: 'leaving.changed' };
  return { type: 'leaving.done', ...parted, elsewhere: elsewhere(call, communityId) };
});

/**
 * Who leaves hears nothing more: no forum knows them, and what still waited for them is not sent. The organizers are
 * locked first: of the last two who leave at once, the second one is asked for a successor. Returns that one's name; null
 * where one is still to be found.
 */
export async function part(
  work: Work,
  call: Pick<Call, 'who' | 'correlationId'>,
  { communityId, successorId }: { communityId: string; successorId: string | null },
): Promise<{ successor: string | null } | null> {
  const organizers = await lockOrganizers(work.tx, communityId);
  const actor = (await actorIn(work, call.who, communityId))!;
  const others = await othersIn(work, actor, communityId);
  // Meanwhile removed or turned down: that stands, and leaving does not make it undone.
  if (!isStillIn(actor)) return { successor: null };
  const mustHandOver = isLast(organizers, actor) && others.length > 0;
  const successor = mustHandOver && successorId ? await lockMember(work.tx, successorId) : null;
  if (mustHandOver && !others.some((one) => one.membershipId === successor?.membershipId)) return null;
  if (successor) await handOver(work, { who: call.who!, communityId }, { actor, successor });
  if (actor.status === 'pending') await withdraw(work, call, actor);
  else if (others.length === 0) await revokeInvites(work.tx, communityId, work.now);
  await leave(work, actor, communityId);
  return { successor: successor?.name ?? null };
}

const isStillIn = ({ status }: MemberRow) => ['pending', 'active', 'suspended'].includes(status);

const isLast = (organizers: string[], { membershipId }: MemberRow) =>
  organizers.length === 1 && organizers[0] === membershipId;

async function othersIn(work: Work, actor: MemberRow, communityId: string): Promise<MemberRow[]> {
  const members = await listMembers(work.tx, communityId, actor.membershipId);
  return members.filter(
    ({ status, membershipId }) => status === 'active' && membershipId !== actor.membershipId,
  );
}

async function leave({ tx, now }: Work, actor: MemberRow, communityId: string): Promise<void> {
  const { membershipId, personId } = actor;
  await setStatus(tx, { membershipId, status: 'left', now });
  await setRole(tx, membershipId, 'member');
  await leaveForums(tx, membershipId);
  await skipWaiting(tx, personId, communityId);
}

async function handOver(
  work: Work,
  { who, communityId }: { who: Who; communityId: string },
  { actor, successor }: { actor: MemberRow; successor: MemberRow },
): Promise<void> {
  const { membershipId } = successor;
  await setRole(work.tx, membershipId, 'organizer');
  await record(work, { communityId, actor, act: 'community.handedOver', subjectId: membershipId });
  const [reach] = await findReach(work.tx, [membershipId], work.settings.accounts);
  const params = { name: actor.name, community: communityOf(who, communityId) };
  if (reach) notify(work, reach, { parts: [text('leaving.successorTold', params)] });
}

/** The request's conversation closes it, and tells those who were asked. */
async function withdraw(
  work: Work,
  { correlationId }: Pick<Call, 'correlationId'>,
  actor: MemberRow,
): Promise<void> {
  const request = await findOpenRequest(work.tx, actor.membershipId);
  if (!request) return;
  const { conversationId } = request;
  work.ledger.tell(conversationId, { type: 'applicant.withdrew' }, { lane: conversationId, correlationId });
}

/** Where they speak from now on, if they are anywhere else. */
function elsewhere({ who }: Leaving, communityId: string): string | null {
  const other = who!.belongings.find((one) => one.communityId !== communityId && one.status === 'active');
  return other?.communityName ?? null;
}
