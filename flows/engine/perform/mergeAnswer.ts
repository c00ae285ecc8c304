import { lockOrganizers } from '../../../db/members.ts';
import {
  confirmMerge,
  endMerge,
  findUnansweredMerge,
  lockMergeableById,
  type OpenMerge,
} from '../../../db/merges.ts';
import { findReach } from '../../../db/reach.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { type TextRef, text } from '../../../domain/text.ts';
import { record } from './actor.ts';
import { notify } from './common.ts';
import { calledIn, mergeFirst } from './mergeQuestion.ts';
import { oneByOne, type Work } from './performer.ts';
import { takeApart } from './takeApart.ts';
import { told } from './telling.ts';

/** A yes counts for the side it comes from; a no of either is enough. */
export const mergeAnswer = oneByOne<'merge.answer'>(async (work, { effect, who }): Promise<ToldEvent> => {
  const { personId, addressId } = who!;
  const open = await findUnansweredMerge(work.tx, personId!);
  if (!open) return told(text('merge.notAsked'));
  if (/^(?:y|yes|s|s[ií])\W*$/iu.test(effect.words)) return confirm(work, open, addressId);
  if (/^no?\W*$/i.test(effect.words)) return refuse(work, open);
  return (await mergeFirst(work, personId!))!;
});

async function confirm({ tx, now }: Work, open: OpenMerge, addressId: string): Promise<ToldEvent> {
  const as = open.addressIds.includes(addressId) ? 'merged' : 'kept';
  const isAgreed = await confirmMerge(tx, { id: open.id, as, now });
  return told(text(isAgreed ? 'merge.agreed' : 'merge.saidYes'));
}

async function refuse(work: Work, open: OpenMerge): Promise<ToldEvent> {
  const { tx, now } = work;
  const { communityId, mergedId } = open;
  const both = await calledIn(work, open);
  const merged = await lockMergeableById(tx, communityId, mergedId);
  await endMerge(tx, mergedId, now);
  const status = await standingApart(work, open);
  await takeApart(work, merged, { open, status });
  await record(work, { communityId, actor: merged, act: 'member.unmerged', subjectId: mergedId });
  await tellOrganizers(work, communityId, text(toldOf[status], both));
  return told(text('merge.apart', both));
}

const toldOf = { active: 'merge.refusedTold', suspended: 'merge.refusedSuspended' } as const;

/** Who was suspended or removed as both does not come back by their own word: either may have been meant. */
async function standingApart(
  { tx }: Work,
  { communityId, keptId }: OpenMerge,
): Promise<'active' | 'suspended'> {
  const { status } = await lockMergeableById(tx, communityId, keptId);
  return status === 'active' ? 'active' : 'suspended';
}

async function tellOrganizers(work: Work, communityId: string, words: TextRef): Promise<void> {
  const organizers = await lockOrganizers(work.tx, communityId);
  for (const reach of await findReach(work.tx, organizers, work.settings.accounts))
    notify(work, reach, { parts: [words] });
}
