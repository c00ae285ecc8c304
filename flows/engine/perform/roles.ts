import { joinForums } from '../../../db/communities.ts';
import {
  leaveForums,
  lockMember,
  lockOrganizers,
  type MemberRow,
  setRole,
  setStatus,
  skipWaiting,
} from '../../../db/members.ts';
import { findReach } from '../../../db/reach.ts';
import type { OrganizerEvent, RoleAct, RoleRefusal } from '../../../domain/effects/organizer.ts';
import type { EffectOf } from '../../../domain/effects.ts';
import { text } from '../../../domain/text.ts';
import { actorIn, actorMay, communityOf, record } from './actor.ts';
import { notify } from './common.ts';
import { type Call, oneByOne, type Work } from './performer.ts';

type Change = Call<EffectOf<'member.change'>>;

/**
 * What an organizer does to a member, who hears of it. Locking the organizers first makes two who act on each other
 * at once act one after the other, so that one always remains.
 */
export const memberChange = oneByOne<'member.change'>(async (work, call): Promise<OrganizerEvent> => {
  const { communityId, membershipId, act } = call.effect;
  const organizers = await lockOrganizers(work.tx, communityId);
  const actor = await actorIn(work, call.who, communityId);
  if (!actorMay(actor, 'member.change')) return { type: 'member.unchanged', reason: 'notAllowed' };
  const member = await lockMember(work.tx, membershipId);
  const isLast = organizers.length === 1 && organizers[0] === membershipId;
  const reason = refusalOf(call, { actor, member, isLast });
  if (reason) return { type: 'member.unchanged', reason };
  await change(work, member, call.effect);
  await record(work, { communityId, actor, act: `member.${act}`, subjectId: membershipId });
  if (member.membershipId !== actor.membershipId) await tell(work, call);
  return { type: 'member.changed' };
});

function refusalOf(
  { effect: { act, role } }: Change,
  { actor, member, isLast }: { actor: MemberRow; member: MemberRow; isLast: boolean },
): RoleRefusal | null {
  if (member.status !== 'active' && member.status !== 'suspended') return 'gone';
  if (isLast && act !== 'promote') return 'last';
  if (member.membershipId === actor.membershipId && act !== 'demote') return 'self';
  return isAlready[act](member, role) ? 'already' : null;
}

const isAlready: Record<RoleAct, (member: MemberRow, role: string) => boolean> = {
  promote: ({ role, status }, wanted) => role === wanted || role === 'organizer' || status !== 'active',
  demote: ({ role }) => role === 'member',
  suspend: ({ status }) => status === 'suspended',
  lift: ({ status }) => status === 'active',
  remove: () => false,
};

/**
 * A suspended member keeps place and role, but nothing reaches them and they write nothing. One who is removed has left:
 * no forum knows them, what still waited for them is not sent, what they wrote stays, and they come back only by
 * invite and approval.
 */
async function change(
  { tx, now }: Work,
  { membershipId, personId }: MemberRow,
  { act, role, communityId }: EffectOf<'member.change'>,
): Promise<void> {
  if (act === 'promote') return setRole(tx, membershipId, role);
  if (act === 'demote') return setRole(tx, membershipId, 'member');
  if (act === 'lift') {
    await setStatus(tx, { membershipId, status: 'active', now });
    return joinForums(tx, membershipId, now);
  }
  await setStatus(tx, { membershipId, status: act === 'suspend' ? 'suspended' : 'left', now });
  await skipWaiting(tx, personId, communityId);
  if (act === 'suspend') return;
  await leaveForums(tx, membershipId);
  await setRole(tx, membershipId, 'member');
}

async function tell(work: Work, { effect, who }: Change): Promise<void> {
  const { communityId, membershipId, act, role, reason } = effect;
  const [reach] = await findReach(work.tx, [membershipId], work.settings.accounts);
  if (!reach) return;
  const change = act === 'promote' && role === 'moderator' ? role : act;
  const told = text(`roles.told.${change}`, { community: communityOf(who!, communityId) });
  notify(work, reach, { parts: reason ? [told, text('roles.told.reason', { reason })] : [told] });
}
