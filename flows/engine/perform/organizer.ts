import { recordAct } from '../../../db/audit.ts';
import { createForum, fillForum, joinForums, listForums } from '../../../db/communities.ts';
import { createInvite, findOpenInvite, type InviteRow, revokeInvite } from '../../../db/invites.ts';
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
import { findReach } from '../../../db/reach.ts';
import { forumName } from '../../../domain/answers.ts';
import { newInviteCode, readInviteCode } from '../../../domain/code.ts';
import type { OrganizerEvent, RoleAct } from '../../../domain/effects/organizer.ts';
import { helpWord, type Who } from '../../../domain/member.ts';
import { type TextRef, text } from '../../../domain/text.ts';
import { folded } from '../understand.ts';
import { actorIn, isActingOrganizer } from './actor.ts';
import { notify } from './common.ts';
import { oneByOne, type Work } from './performer.ts';
import { told } from './telling.ts';

const membersShown = 20;
const choicesShown = 8;
const mostUses = 10_000;
const word = (who: Who, name: string) => (who.channel === 'sms' ? name.toUpperCase() : `/${name}`);
const communityOf = (who: Who, communityId: string) =>
  who.belongings.find((one) => one.communityId === communityId)?.communityName ?? '';

export const inviteManage = oneByOne<'invite.manage'>(
  async (work, { effect: { communityId, words }, who }) => {
    const actor = await actorIn(work, who, communityId);
    const community = communityOf(who!, communityId);
    const [first = '', second = ''] = words.trim().split(/\s+/).map(folded);
    const how = isActingOrganizer(actor) ? text('invite.how', { word: word(who!, 'invite') }) : null;
    if (first === '') {
      const open = await findOpenInvite(work.tx, communityId, work.now);
      return told(open ? shownInvite(work, open) : text('invite.none', { community }), how);
    }
    if (!isActingOrganizer(actor)) return told(text('invite.onlyOrganizers'));
    if (['revoke', 'quitar'].includes(first))
      return told(await revoke(work, actor, { communityId, community, typed: second }));
    if (['new', 'nueva'].includes(first))
      return told(text('invite.made'), await make(work, actor, { communityId, maxUses: null }));
    const maxUses = /^\d{1,6}$/.test(first) ? Number(first) : 0;
    if (maxUses < 1 || maxUses > mostUses) return told(/^\d+$/.test(first) ? text('invite.badLimit') : how);
    return told(text('invite.made'), await make(work, actor, { communityId, maxUses }));
  },
);

async function make(
  work: Work,
  actor: MemberRow,
  wanted: { communityId: string; maxUses: number | null },
): Promise<TextRef> {
  const { tx, now, newId, random } = work;
  const id = newId();
  const code = newInviteCode(random);
  await createInvite(tx, { ...wanted, id, code, createdById: actor.membershipId, expiresAt: null, now });
  await recordAct(tx, {
    id: newId(),
    communityId: wanted.communityId,
    actorId: actor.membershipId,
    act: 'invite.made',
    subjectId: id,
    now,
  });
  return shownInvite(work, (await findOpenInvite(tx, wanted.communityId, now))!);
}

async function revoke(
  { tx, now, newId }: Work,
  actor: MemberRow,
  { communityId, community, typed }: { communityId: string; community: string; typed: string },
): Promise<TextRef> {
  const code = readInviteCode(typed) ?? typed.toUpperCase();
  const id = await revokeInvite(tx, { communityId, code, now });
  if (!id) return text('invite.notFound', { code, community });
  await recordAct(tx, {
    id: newId(),
    communityId,
    actorId: actor.membershipId,
    act: 'invite.revoked',
    subjectId: id,
    now,
  });
  return text('invite.takenBack', { code });
}

function shownInvite({ settings }: Work, invite: InviteRow): TextRef {
  const bot = settings.telegramLink();
  const params = {
    community: invite.communityName ?? '',
    code: invite.code,
    uses: invite.uses,
    limit: invite.maxUses === null ? '' : text('invite.of', { max: invite.maxUses }),
  };
  return bot
    ? text('invite.open', { ...params, link: `${bot}?start=${invite.code}` })
    : text('invite.openBare', params);
}

export const membersList = oneByOne<'members.list'>(
  async (work, { effect: { communityId, search }, who }) => {
    const community = communityOf(who!, communityId);
    const all = await listMembers(work.tx, communityId);
    const found = search.trim() ? matching(all, search) : all;
    if (found.length === 0) return told(text('members.nobody', { community, search }));
    const lines = found.slice(0, membersShown).map(shownMember);
    const rest = found.length - lines.length;
    return told(
      search.trim()
        ? text('members.found', { count: found.length, community, search, lines })
        : text('members.list', { count: found.length, community, lines }),
      rest > 0 ? text('members.more', { count: rest, word: word(who!, 'members') }) : null,
    );
  },
);

function shownMember({ number, name, graduatingYear, section, role, status }: MemberRow): TextRef {
  const who = [name, [graduatingYear, section].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  if (status === 'suspended')
    return text('members.lineRole', { number, who, role: text('standing.suspended') });
  if (role === 'member') return text('members.line', { number, who });
  return text('members.lineRole', { number, who, role: text(`standing.${role}`) });
}

/** By number, else by the beginning of any part of the name, else by any part of it. */
function matching(members: MemberRow[], typed: string): MemberRow[] {
  const wanted = folded(typed);
  const number = /^#?(\d+)$/.exec(wanted)?.[1];
  if (number) return members.filter((one) => one.number === Number(number));
  const exact = members.filter(({ name }) => folded(name) === wanted);
  return exact.length > 0 ? exact : members.filter(({ name }) => folded(name).includes(wanted));
}

export const memberFind = oneByOne<'member.find'>(
  async (work, { effect: { communityId, words } }): Promise<OrganizerEvent> => {
    const found = matching(await listMembers(work.tx, communityId), words).slice(0, choicesShown);
    return { type: 'member.found', members: found.map(({ membershipId, name }) => ({ membershipId, name })) };
  },
);

export const memberChange = oneByOne<'member.change'>(
  async (work, { effect: { communityId, membershipId, act }, who }): Promise<OrganizerEvent> => {
    const organizers = await lockOrganizers(work.tx, communityId);
    const actor = await actorIn(work, who, communityId);
    if (!isActingOrganizer(actor)) return { type: 'member.unchanged', reason: 'notAllowed' };
    const member = await lockMember(work.tx, membershipId);
    const isSelf = member.personId === actor.personId;
    if (isSelf && act !== 'demote') return { type: 'member.unchanged', reason: 'self' };
    const isLast = organizers.length === 1 && organizers[0] === membershipId;
    if (isLast && act !== 'promote' && act !== 'lift') return { type: 'member.unchanged', reason: 'last' };
    if (!isChange(member, act)) return { type: 'member.unchanged', reason: 'already' };
    await change(work, member, { act, communityId });
    const { tx, now, newId } = work;
    await recordAct(tx, {
      id: newId(),
      communityId,
      actorId: actor.membershipId,
      act: `member.${act}`,
      subjectId: membershipId,
      now,
    });
    const [reach] = await findReach(tx, [membershipId], work.settings.accounts);
    const params = {
      community: communityOf(who!, communityId),
      help: helpWord(reach?.channel ?? 'telegram'),
    };
    if (reach) notify(work, reach, { parts: [text(`roles.told.${act}`, params)] });
    return { type: 'member.changed' };
  },
);

function isChange({ role, status }: MemberRow, act: RoleAct): boolean {
  if (act === 'promote') return status === 'active' && role !== 'organizer';
  if (act === 'demote') return role !== 'member';
  if (act === 'lift') return status === 'suspended';
  if (act === 'suspend') return status === 'active';
  return status === 'active' || status === 'suspended';
}

/** A suspended member keeps their place and role, but no forum reaches them; one who is removed loses both. */
async function change(
  { tx, now }: Work,
  { membershipId, personId }: MemberRow,
  { act, communityId }: { act: RoleAct; communityId: string },
): Promise<void> {
  if (act === 'promote') return setRole(tx, membershipId, 'organizer');
  if (act === 'demote') return setRole(tx, membershipId, 'member');
  if (act === 'lift') {
    await setStatus(tx, { membershipId, status: 'active', now });
    return joinForums(tx, membershipId, now);
  }
  await setStatus(tx, { membershipId, status: act === 'suspend' ? 'suspended' : 'left', now });
  await leaveForums(tx, membershipId);
  await skipWaiting(tx, personId, communityId);
  if (act === 'remove') {
    await setRole(tx, membershipId, 'member');
    await speakElsewhere(tx, personId, communityId);
  }
}

export const forumMake = oneByOne<'forum.make'>(
  async (work, { effect: { communityId, name: typed }, who }) => {
    const { tx, now, newId } = work;
    const actor = await actorIn(work, who, communityId);
    const forums = await listForums(tx, communityId);
    if (typed.trim() === '') {
      const names = forums.map(({ name }) => name).join(', ');
      const list = text('forum.list', {
        community: communityOf(who!, communityId),
        count: forums.length,
        names,
      });
      return told(list, isActingOrganizer(actor) ? text('forum.how', { word: word(who!, 'forum') }) : null);
    }
    if (!isActingOrganizer(actor)) return told(text('forum.onlyOrganizers'));
    const read = forumName.safeParse(typed);
    if (!read.success) return told(text(read.error.issues[0]!.message as 'founding.nameTooLong'));
    if (forums.some(({ name }) => folded(name) === folded(read.data))) return told(text('forum.exists'));
    const id = newId();
    await createForum(tx, {
      id,
      communityId,
      name: read.data,
      isMain: false,
      createdById: actor.membershipId,
      now,
    });
    await fillForum(tx, id, now);
    await recordAct(tx, {
      id: newId(),
      communityId,
      actorId: actor.membershipId,
      act: 'forum.made',
      subjectId: id,
      now,
    });
    return told(text('forum.made', { name: read.data }));
  },
);
