import type { InviteRow } from '../../../db/invites.ts';
import { findInvites } from '../../../db/invites.ts';
import { findPerson, findStandings } from '../../../db/people.ts';
import { readInviteCode } from '../../../domain/code.ts';
import type { InviteEvent, InviteRefusal, Known, Standing } from '../../../domain/effects/registration.ts';
import type { Performer, Work } from './performer.ts';

/** Looks invites up, and where those who use them stand already. */
export const inviteFind: Performer<'invite.find'> = async (work, calls) => {
  const codes = calls.map(({ effect }) => readInviteCode(effect.code));
  const invites = await findInvites(
    work.tx,
    codes.filter((code) => code !== null),
  );
  const byCode = new Map(invites.map((invite) => [invite.code, invite]));
  const answers: InviteEvent[] = [];
  for (const [index, { who }] of calls.entries()) {
    const invite = byCode.get(codes[index] ?? '');
    answers.push(
      invite
        ? await look(work, invite, who?.personId ?? null)
        : { type: 'invite.refused', reason: 'unknown' },
    );
  }
  return answers;
};

async function look(work: Work, invite: InviteRow, personId: string | null): Promise<InviteEvent> {
  const standing = await standingOf(work, invite.communityId, personId);
  const refusal = refusalOf(invite, work.now);
  // Somebody who is in already hears so, however old the link is.
  if (refusal && standing === 'none') return { type: 'invite.refused', reason: refusal };
  return {
    type: 'invite.found',
    inviteId: invite.id,
    communityId: invite.communityId,
    communityName: invite.communityName ?? '',
    standing,
    known: personId ? await known(work, personId) : null,
  };
}

/** Why an invite lets nobody in any more; null while it does. */
export function refusalOf(
  invite: Pick<InviteRow, 'revokedAt' | 'expiresAt' | 'maxUses' | 'uses'>,
  now: Date,
): InviteRefusal | null {
  if (invite.revokedAt) return 'revoked';
  if (invite.expiresAt && invite.expiresAt <= now) return 'expired';
  if (invite.maxUses !== null && invite.uses >= invite.maxUses) return 'usedUp';
  return null;
}

async function standingOf(
  work: Work,
  communityId: string | null,
  personId: string | null,
): Promise<Standing> {
  if (!communityId || !personId) return 'none';
  const [standing] = await findStandings(work.tx, [{ personId, communityId }]);
  return standing?.status ?? 'none';
}

async function known(work: Work, personId: string): Promise<Known> {
  const { name, timeZone } = await findPerson(work.tx, personId);
  return { name, timeZone };
}
