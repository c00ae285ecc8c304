import { recordAct } from '../../../db/audit.ts';
import {
  leaveForums,
  listMembers,
  lockMember,
  lockOrganizers,
  type MemberRow,
  setRole,
  setStatus,
  skipWaiting,
  speakElsewhere,
} from '../../../db/members.ts';
import { findOpenRequest } from '../../../db/people.ts';
import { findReach } from '../../../db/reach.ts';
import type { LeavingEvent } from '../../../domain/effects/organizer.ts';
import { helpWord } from '../../../domain/member.ts';
import { text } from '../../../domain/text.ts';
import { actorIn } from './actor.ts';
import { notify } from './common.ts';
import { type Call, oneByOne, type Work } from './performer.ts';

const successorsShown = 8;

export const leavingWeigh = oneByOne<'leaving.weigh'>(
  async (work, { effect: { communityId }, who }): Promise<LeavingEvent> => {
    const actor = (await actorIn(work, who, communityId))!;
    if (actor.status === 'pending') return { type: 'leaving.weighed', as: 'pending', successors: [] };
    const others = await othersIn(work, actor, communityId);
    if (others.length === 0) return { type: 'leaving.weighed', as: 'alone', successors: [] };
    const organizers = await lockOrganizers(work.tx, communityId);
    const isLast = organizers.length === 1 && organizers[0] === actor.membershipId;
    return {
      type: 'leaving.weighed',
      as: isLast ? 'lastOrganizer' : 'member',
      successors: isLast
        ? others.slice(0, successorsShown).map(({ membershipId, name }) => ({ membershipId, name }))
        : [],
    };
  },
);

async function othersIn(work: Work, actor: MemberRow, communityId: string): Promise<MemberRow[]> {
  const members = await listMembers(work.tx, communityId);
  return members.filter(
    ({ status, membershipId }) => status === 'active' && membershipId !== actor.membershipId,
  );
}

/** The organizers are locked first: of the last two who leave at once, the second one is asked for a successor. */
export const leavingGo = oneByOne<'leaving.go'>(async (work, call): Promise<LeavingEvent> => {
  const { communityId, successorId } = call.effect;
  const organizers = await lockOrganizers(work.tx, communityId);
  const actor = (await actorIn(work, call.who, communityId))!;
  const isLast = organizers.length === 1 && organizers[0] === actor.membershipId;
  const mustHandOver = isLast && (await othersIn(work, actor, communityId)).length > 0;
  const successor = mustHandOver && successorId ? await lockMember(work.tx, successorId) : null;
  if (mustHandOver && successor?.status !== 'active') return { type: 'leaving.changed' };
  if (successor) await handOver(work, call, { actor, successor });
  if (actor.status === 'pending') await withdraw(work, call, actor);
  const { tx, now } = work;
  await setStatus(tx, { membershipId: actor.membershipId, status: 'left', now });
  await setRole(tx, actor.membershipId, 'member');
  await leaveForums(tx, actor.membershipId);
  await skipWaiting(tx, actor.personId, communityId);
  await speakElsewhere(tx, actor.personId, communityId);
  return { type: 'leaving.done', successor: successor?.name ?? null };
});

async function handOver(
  work: Work,
  { who, effect: { communityId } }: Call & { effect: { communityId: string } },
  { actor, successor }: { actor: MemberRow; successor: MemberRow },
): Promise<void> {
  const { tx, now, newId } = work;
  await setRole(tx, successor.membershipId, 'organizer');
  await recordAct(tx, {
    id: newId(),
    communityId,
    actorId: actor.membershipId,
    act: 'community.handedOver',
    subjectId: successor.membershipId,
    now,
  });
  const [reach] = await findReach(tx, [successor.membershipId], work.settings.accounts);
  const community = who!.belongings.find((one) => one.communityId === communityId)!.communityName;
  const params = { name: actor.name, community, help: helpWord(reach?.channel ?? 'telegram') };
  if (reach) notify(work, reach, { parts: [text('leaving.successorTold', params)] });
}

async function withdraw(work: Work, { correlationId }: Call, actor: MemberRow): Promise<void> {
  const request = await findOpenRequest(work.tx, actor.membershipId);
  if (!request) return;
  const { conversationId } = request;
  work.ledger.tell(conversationId, { type: 'applicant.withdrew' }, { lane: conversationId, correlationId });
}
