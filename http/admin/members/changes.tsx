import { HTTPException } from 'hono/http-exception';
import { findMember, type MemberDetails } from '../../../db/admin/member.ts';
import type { ActAnswer } from '../../../domain/act.ts';
import type { RoleAct } from '../../../domain/effects/organizer.ts';
import { act, endedIn } from '../acting.ts';
import type { Asked } from '../asked.ts';
import { idOf } from '../listing.ts';
import type { PageAct } from '../page.ts';
import { ReasonField } from '../reason.tsx';

/** What can be made of a member, by the words of the page. */
export const changes = ['moderator', 'organizer', 'demote', 'suspend', 'lift', 'remove'] as const;

export type Change = (typeof changes)[number];

/** Of oneself one can only give up one's role; who wants to go, leaves in chat. */
export const isPossible = (asked: Asked, what: Change, one: MemberDetails): boolean =>
  isSensible[what](one) && (what === 'demote' || one.id !== asked.account.membershipId);

/** What makes sense for somebody as they are; whether it is allowed says the flow. */
const isSensible: Record<Change, (member: MemberDetails) => boolean> = {
  moderator: ({ role, status }) => status === 'active' && role === 'member',
  organizer: ({ role, status }) => status === 'active' && role !== 'organizer',
  demote: ({ role, status }) => status === 'active' && role !== 'member',
  suspend: ({ status }) => status === 'active',
  lift: ({ status }) => status === 'suspended',
  remove: ({ status }) => status === 'active' || status === 'suspended',
};

/** Only what takes nothing away is done without asking. */
const isAsked = (change: Change) => change !== 'lift';

/** Changes what a member is, as the commands in chat do. */
export const change = (what: Change): PageAct => ({
  path: `/${what}`,
  permission: 'member.change',
  async confirm(asked) {
    const { full_name: name } = await member(asked);
    if (!isAsked(what)) return null;
    return {
      question: asked.say(`admin.member.ask.${what as Exclude<Change, 'lift'>}`, { name }),
      yes: asked.say(`admin.member.do.${what}`),
      children: <ReasonField asked={asked} hint="admin.member.reason" />,
    };
  },
  async perform(asked) {
    const { number, role } = await member(asked);
    const argument = asked.fields.reason?.trim();
    return act(
      asked,
      {
        ...{ flow: 'roles', act: acts[what], number, answers: answersFor(what, role) },
        ...(argument && { argument }),
      },
      endedIn('changed'),
    );
  },
});

const acts: Record<Change, RoleAct> = {
  ...{ moderator: 'promote', organizer: 'promote' },
  ...{ demote: 'demote', suspend: 'suspend', lift: 'lift', remove: 'remove' },
};

/**
 * A moderator who is promoted becomes an organizer without being asked: who wants a moderator must have been asked, and
 * so must who wants an organizer of somebody who is none of both yet.
 */
function answersFor(what: Change, role: MemberDetails['role']): ActAnswer[] {
  const isChosen = what === 'moderator' || (what === 'organizer' && role === 'member');
  return [
    ...(isChosen ? [{ state: 'askingRole', answer: what, isNeeded: true as const }] : []),
    { state: 'confirming', answer: 'yes' },
  ];
}

/** @throws {HTTPException} for somebody of another community, or nobody */
export async function member(asked: Asked): Promise<MemberDetails> {
  const id = idOf(asked.params.id);
  const viewer = asked.account.membershipId;
  const found = id && (await asked.read((tx, communityId) => findMember(tx, { communityId, id, viewer })));
  if (!found) throw new HTTPException(404);
  return found;
}
