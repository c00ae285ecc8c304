import {
  createInvite,
  type InviteRow,
  limitInvite,
  lockOpenInvites,
  revokeInvite,
} from '../../../db/invites.ts';
import type { MemberRow } from '../../../db/members.ts';
import { newInviteCode, readInviteCode } from '../../../domain/code.ts';
import type { CommandButton } from '../../../domain/effects/common.ts';
import type { LimitingEvent } from '../../../domain/effects/organizer.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { type TextRef, text } from '../../../domain/text.ts';
import { waysIn } from '../../../domain/waysIn.ts';
import { folded } from '../understand.ts';
import { actorIn, actorMay, communityOf, record } from './actor.ts';
import { oneByOne, type Work } from './performer.ts';
import { told } from './telling.ts';

const mostUses = 10_000;
const dayMs = 86_400_000;

/** What somebody who looks after a community does with its invites. */
interface Doing {
  work: Work;
  actor: MemberRow;
  communityId: string;
  community: string;
}

/** Members see the open invite, to hand it on; organizers and moderators make them and take them back. */
export const inviteManage = oneByOne<'invite.manage'>(async (work, { effect, who }): Promise<ToldEvent> => {
  const { communityId } = effect;
  const actor = await actorIn(work, who, communityId);
  const community = communityOf(who!, communityId);
  if (!actorMay(actor, 'invite.see')) return told(text('invite.onlyHosts'));
  const [wish = '', code = ''] = folded(effect.words).split(' ');
  if (wish === '') return show(work, { actor, communityId, community });
  if (!actorMay(actor, 'invite.manage')) return told(text('invite.onlyHosts'));
  const doing = { work, actor, communityId, community };
  if (['revoke', 'quitar', 'retirar'].includes(wish)) return revoke(doing, code);
  if (['new', 'nueva', 'nuevo'].includes(wish)) return make(doing, null);
  const maxUses = /^\d{1,6}$/.test(wish) ? Number(wish) : 0;
  if (maxUses < 1 || maxUses > mostUses) return told(text('invite.badUses'));
  return make(doing, maxUses);
});

async function show(work: Work, { actor, communityId, community }: Omit<Doing, 'work'>): Promise<ToldEvent> {
  const [open, ...others] = await lockOpenInvites(work.tx, communityId, work.now);
  const isHost = actorMay(actor, 'invite.manage');
  if (!open) return { ...told(text('invite.none', { community })), buttons: isHost ? [newOne] : [] };
  if (!isHost) return told(shown(work, open));
  const codes = others.map((other) => text('invite.other', { code: other.code, used: used(work, other) }));
  return {
    ...told(shown(work, open), codes.length > 0 ? text('invite.others', { codes }) : null),
    buttons: [newOne, ...changing(open)],
  };
}

async function make(doing: Doing, maxUses: number | null): Promise<ToldEvent> {
  const { work, actor, communityId, community } = doing;
  const { tx, now } = work;
  const id = work.newId();
  const code = newInviteCode(work.random);
  const invite = { id, communityId, code, maxUses, expiresAt: null };
  await createInvite(tx, { ...invite, createdById: actor.membershipId, now });
  await record(work, { communityId, actor, act: 'invite.made', subjectId: id });
  const made = { ...invite, communityName: community, uses: 0, revokedAt: null };
  return {
    ...told(text('invite.made'), shown(work, made)),
    buttons: changing(made),
    did: { subjectId: id },
  };
}

async function revoke({ work, actor, communityId, community }: Doing, typed: string): Promise<ToldEvent> {
  const code = readInviteCode(typed) ?? typed.toUpperCase();
  const open = await lockOpenInvites(work.tx, communityId, work.now);
  const invite = open.find((one) => one.code === code);
  if (!invite) return told(text('invite.notFound', { code, community }));
  await revokeInvite(work.tx, invite.id, work.now);
  await record(work, { communityId, actor, act: 'invite.revoked', subjectId: invite.id });
  return {
    ...told(text('invite.takenBack', { code })),
    buttons: open.length > 1 ? [] : [newOne],
    did: { subjectId: invite.id },
  };
}

export const inviteOpen = oneByOne<'invite.open'>(async (work, { effect, who }): Promise<LimitingEvent> => {
  const { communityId } = effect;
  const actor = await actorIn(work, who, communityId);
  if (!actorMay(actor, 'invite.manage')) return told(text('invite.onlyHosts'));
  const code = readInviteCode(effect.code);
  const open = await lockOpenInvites(work.tx, communityId, work.now);
  const invite = effect.code === '' ? open[0] : open.find((one) => one.code === code);
  if (invite) return { type: 'invite.opened', inviteId: invite.id, code: invite.code };
  const community = communityOf(who!, communityId);
  return effect.code === ''
    ? { ...told(text('invite.none', { community })), buttons: [newOne] }
    : told(text('invite.notFound', { code: code ?? effect.code, community }));
});

export const inviteLimit = oneByOne<'invite.limit'>(async (work, { effect, who }): Promise<ToldEvent> => {
  const { communityId, inviteId, maxUses, days } = effect;
  const { tx, now } = work;
  const actor = await actorIn(work, who, communityId);
  if (!actorMay(actor, 'invite.manage')) return told(text('invite.onlyHosts'));
  const invite = (await lockOpenInvites(tx, communityId, now)).find(({ id }) => id === inviteId);
  if (!invite) return told(text('invite.endedMeanwhile'));
  if (maxUses !== null && maxUses <= invite.uses) {
    return told(text('invite.usedMore', { code: invite.code, uses: invite.uses }));
  }
  const expiresAt = days === null ? null : new Date(now.getTime() + days * dayMs);
  await limitInvite(tx, inviteId, { maxUses, expiresAt });
  await record(work, { communityId, actor, act: 'invite.limited', subjectId: inviteId });
  return { ...told(shown(work, { ...invite, maxUses, expiresAt })), did: { subjectId: inviteId } };
});

/** The ways in that this installation has, and how long they are open. */
function shown(work: Work, invite: InviteRow): TextRef {
  const { code, communityName } = invite;
  return text('invite.open', {
    community: communityName ?? '',
    lines: [...inviteWays(work, code), used(work, invite)],
  });
}

export const inviteWays = ({ settings: { accounts, place } }: Work, code: string): TextRef[] =>
  waysIn(
    accounts.map(({ channel }) => channel),
    place,
    code,
  );

function used({ now }: Work, { uses, maxUses, expiresAt }: InviteRow): TextRef {
  const end = expiresAt
    ? text('invite.daysLeft', { days: Math.ceil((expiresAt.getTime() - now.getTime()) / dayMs) })
    : '';
  return maxUses === null
    ? text('invite.used', { uses, end })
    : text('invite.usedOf', { uses, max: maxUses, end });
}

const newOne: CommandButton = {
  label: text('invite.newOne'),
  command: 'invite new',
  typed: text('invite.typedNew'),
};

const changing = ({ code }: InviteRow): CommandButton[] => [
  {
    label: text('invite.limitIt'),
    command: `invite limit ${code}`,
    typed: text('invite.typedLimit', { code }),
  },
  {
    label: text('invite.takeItBack'),
    command: `invite revoke ${code}`,
    typed: text('invite.typedRevoke', { code }),
  },
];
