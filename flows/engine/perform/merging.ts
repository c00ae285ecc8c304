import { leaveForums, type MemberRow, setStatus } from '../../../db/members.ts';
import {
  createMerge,
  endMerge,
  findUnansweredMerge,
  lockMergeable,
  type MergeableMember,
  moveMessages,
} from '../../../db/merges.ts';
import { findReach, type Reach } from '../../../db/reach.ts';
import type { MergingEvent } from '../../../domain/effects/organizer.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { text } from '../../../domain/text.ts';
import { actorIn, actorMay, record } from './actor.ts';
import { notify } from './common.ts';
import { contentOf } from './content.ts';
import { handAddresses } from './handAddresses.ts';
import { called, mergeButtons } from './mergeQuestion.ts';
import { oneByOne, type Work } from './performer.ts';
import { takeApart } from './takeApart.ts';
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
  const both = [pair.merged.membershipId, pair.kept.membershipId];
  const reaches = await findReach(work.tx, both, work.settings.accounts);
  await merge(work, communityId, pair);
  ask(work, pair, communityId, reaches);
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
  await takeApart(work, merged, { open, status: 'active' });
  await record(work, { communityId, actor, act: 'member.unmerged', subjectId: merged.membershipId });
  await tellUndone(work, merged);
  return told(text('merge.undone', { merged: called(merged) }));
});

const numbersIn = (words: string) => [...words.matchAll(/\d{1,7}/g)].map(([digits]) => Number(digits));

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
    if (await findUnansweredMerge(tx, one.personId))
      return { refusal: told(text('merge.unanswered', { merged: called(one) })) };
  }
  if (merged.role !== 'member') return { refusal: told(text('merge.hasRole', { merged: called(merged) })) };
  return { actor, merged, kept };
}

async function merge(work: Work, communityId: string, { actor, merged, kept }: Pair): Promise<void> {
  const { tx, now, newId } = work;
  const addressIds = await handAddresses(work, { from: merged, to: kept, ids: null });
  const messageIds = await moveMessages(tx, { from: merged.membershipId, to: kept.membershipId, ids: null });
  await setStatus(tx, { membershipId: merged.membershipId, status: 'left', now });
  await leaveForums(tx, merged.membershipId);
  await createMerge(tx, {
    id: newId(),
    communityId,
    keptId: kept.membershipId,
    mergedId: merged.membershipId,
    addressIds,
    messageIds,
    now,
  });
  await record(work, { communityId, actor, act: 'member.merged', subjectId: merged.membershipId });
}

/**
 * Asks either side on its own channel, the merged one where it heard until now: somebody may have been taken for another,
 * and what is kept of them stays apart until both say yes.
 */
function ask(work: Work, { merged, kept }: Pair, communityId: string, reaches: Reach[]): void {
  for (const { name, membershipId } of [merged, kept]) {
    const reach = reaches.find((one) => one.membershipId === membershipId);
    const asked = text('merge.told', { name, merged: called(merged), kept: called(kept) });
    const content = contentOf({ text: asked, buttons: mergeButtons({ merged, kept }) }, communityId);
    if (reach) notify(work, { ...reach, personId: kept.personId }, content);
  }
}

async function tellUndone(work: Work, { membershipId, name }: MemberRow): Promise<void> {
  for (const reach of await findReach(work.tx, [membershipId], work.settings.accounts))
    notify(work, reach, { parts: [text('merge.undoneTold', { name })] });
}
