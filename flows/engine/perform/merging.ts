import { joinForums } from '../../../db/communities.ts';
import { leaveForums, type MemberRow, setStatus } from '../../../db/members.ts';
import {
  createMerge,
  endMerge,
  lockAddressesOf,
  lockMergeable,
  lockMergeableById,
  type MergeableMember,
  moveAddresses,
  moveMessages,
} from '../../../db/merges.ts';
import { findReach } from '../../../db/reach.ts';
import type { MergingEvent } from '../../../domain/effects/organizer.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { text } from '../../../domain/text.ts';
import { actorIn, actorMay, record } from './actor.ts';
import { notify } from './common.ts';
import { oneByOne, type Work } from './performer.ts';
import { told } from './telling.ts';

interface Pair {
  actor: MemberRow;
  merged: MergeableMember;
  kept: MergeableMember;
}

export const mergeWeigh = oneByOne<'merge.weigh'>(async (work, { effect, who }): Promise<MergingEvent> => {
  const [merged, kept] = numbersIn(effect.words);
  if (!merged || !kept || merged === kept) return told(text('merge.how'));
  const { communityId } = effect;
  const pair = await pairOf(work, {
    actor: await actorIn(work, who, communityId),
    communityId,
    merged,
    kept,
  });
  if ('refusal' in pair) return pair.refusal;
  return { type: 'merge.weighed', merged, kept, mergedWho: called(pair.merged), keptWho: called(pair.kept) };
});

/** What was true when it was asked may not be any more. */
export const mergeMake = oneByOne<'merge.make'>(async (work, { effect, who }): Promise<ToldEvent> => {
  const { communityId, merged, kept } = effect;
  const pair = await pairOf(work, {
    actor: await actorIn(work, who, communityId),
    communityId,
    merged,
    kept,
  });
  if ('refusal' in pair) return pair.refusal;
  await merge(work, communityId, pair);
  await tellBoth(work, pair.kept, 'merge.told');
  return {
    ...told(text('merge.done', { merged: called(pair.merged), kept: called(pair.kept) })),
    buttons: [{ label: text('merge.undoIt'), command: `unmerge ${merged}` }],
  };
});

export const mergeUndo = oneByOne<'merge.undo'>(async (work, { effect, who }): Promise<ToldEvent> => {
  const { communityId, words } = effect;
  const actor = await actorIn(work, who, communityId);
  if (!actorMay(actor, 'member.merge')) return told(text('merge.onlyOrganizers'));
  const [number] = numbersIn(words);
  const [merged] = number ? await lockMergeable(work.tx, communityId, [number]) : [];
  const open = merged && (await endMerge(work.tx, merged.membershipId, work.now));
  if (!merged || !open) return told(text('merge.none'));
  const addresses = await openAddresses(work, open.keptId, communityId);
  const back = addresses.filter(({ id }) => open.addressIds.includes(id));
  await moveAddresses(
    work.tx,
    merged.personId,
    back.map((one) => sealedFor(work, one, merged.wrappedKey)),
  );
  await moveMessages(work.tx, { from: open.keptId, to: merged.membershipId, ids: open.messageIds });
  await setStatus(work.tx, { membershipId: merged.membershipId, status: 'active', now: work.now });
  await joinForums(work.tx, merged.membershipId, work.now);
  await record(work, { communityId, actor, act: 'member.unmerged', subjectId: merged.membershipId });
  await tellBoth(work, merged, 'merge.undoneTold');
  return told(text('merge.undone', { merged: called(merged) }));
});

const numbersIn = (words: string) => [...words.matchAll(/\d{1,7}/g)].map(([digits]) => Number(digits));

const called = ({ name, graduatingYear, number }: MemberRow) =>
  `${name}${graduatingYear ? ` (${graduatingYear})` : ''}, #${number}`;

/**
 * Both active, and in no other community: there nobody asked for it, and whoever writes from the one would be the other there
 * as well. (Somebody in several can say by `/link` that they are one.) The same goes for whoever looks after the installation.
 */
async function pairOf(
  { tx }: Work,
  asked: { actor: MemberRow | null; communityId: string; merged: number; kept: number },
): Promise<Pair | { refusal: ToldEvent }> {
  const { actor, communityId } = asked;
  if (!actorMay(actor, 'member.merge')) return { refusal: told(text('merge.onlyOrganizers')) };
  const found = await lockMergeable(tx, communityId, [asked.merged, asked.kept]);
  const [merged, kept] = [asked.merged, asked.kept].map((number) =>
    found.find((one) => one.number === number),
  );
  if (merged?.status !== 'active' || kept?.status !== 'active')
    return { refusal: told(text('merge.notMembers')) };
  for (const one of [merged, kept]) {
    if (one.places > 1) return { refusal: told(text('merge.elsewhere', { merged: called(one) })) };
    if (one.isOperator && one.membershipId !== actor?.membershipId)
      return { refusal: told(text('merge.isOperator', { merged: called(one) })) };
  }
  if (merged.role !== 'member') return { refusal: told(text('merge.hasRole', { merged: called(merged) })) };
  return { actor, merged, kept };
}

async function merge(work: Work, communityId: string, { actor, merged, kept }: Pair): Promise<void> {
  const { tx, now, newId } = work;
  const addresses = await openAddresses(work, merged.membershipId, communityId, merged);
  await moveAddresses(
    tx,
    kept.personId,
    addresses.map((one) => sealedFor(work, one, kept.wrappedKey)),
  );
  const messageIds = await moveMessages(tx, { from: merged.membershipId, to: kept.membershipId, ids: null });
  await setStatus(tx, { membershipId: merged.membershipId, status: 'left', now });
  await leaveForums(tx, merged.membershipId);
  await createMerge(tx, {
    id: newId(),
    communityId,
    keptId: kept.membershipId,
    mergedId: merged.membershipId,
    addressIds: addresses.map(({ id }) => id),
    messageIds,
    now,
  });
  await record(work, { communityId, actor, act: 'member.merged', subjectId: merged.membershipId });
}

/** The addresses of a member, with what is sealed in them. */
async function openAddresses(
  { tx, vault }: Work,
  membershipId: string,
  communityId: string,
  known?: MergeableMember,
): Promise<{ id: string; identifier: string }[]> {
  const member = known ?? (await lockMergeableById(tx, communityId, membershipId));
  const addresses = await lockAddressesOf(tx, member.personId);
  return addresses.map(({ id, sealedIdentifier }) => ({
    id,
    identifier: vault.openIdentifier(sealedIdentifier, member.wrappedKey),
  }));
}

const sealedFor = ({ vault }: Work, { id, identifier }: { id: string; identifier: string }, key: Buffer) => ({
  id,
  sealedIdentifier: vault.sealIdentifier(identifier, key),
});

/** Whoever is told learns of it wherever they read: somebody may have been taken for another. */
async function tellBoth(
  work: Work,
  member: MemberRow,
  key: 'merge.told' | 'merge.undoneTold',
): Promise<void> {
  for (const reach of await findReach(work.tx, [member.membershipId], work.settings.accounts))
    notify(work, reach, { parts: [text(key, { name: member.name })] });
}
