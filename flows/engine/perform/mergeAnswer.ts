import { lockOrganizers } from '../../../db/members.ts';
import { confirmMerge, endMerge, findUnansweredMerge, type OpenMerge } from '../../../db/merges.ts';
import { findReach } from '../../../db/reach.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { type TextRef, text } from '../../../domain/text.ts';
import { record } from './actor.ts';
import { notify } from './common.ts';
import { calledBoth, lockTwo, mergeFirst, numbersOf } from './mergeQuestion.ts';
import { oneByOne, type Work } from './performer.ts';
import { takeApart } from './takeApart.ts';
import { told } from './telling.ts';

/** A yes counts for the side it comes from; a no of either is enough. */
export const mergeAnswer = oneByOne<'merge.answer'>(async (work, { effect, who }): Promise<ToldEvent> => {
  const { personId, addressId } = who!;
  const open = await findUnansweredMerge(work.tx, personId!);
  if (!open) return told(text('merge.notAsked'));
  const [, word = '', numbers] = /^(.*?)\s*(\d+ \d+)?$/u.exec(effect.words.trim()) ?? [];
  // A button of an earlier question is about two others.
  const isAboutThese = numbers === undefined || numbers === numbersOf(await lockTwo(work, open));
  if (isAboutThese && /^(?:y|yes|s|s[ií])\W*$/iu.test(word)) return confirm(work, open, addressId);
  if (isAboutThese && /^no?\W*$/i.test(word)) return refuse(work, open);
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
  const { merged, kept } = await lockTwo(work, open);
  const both = calledBoth({ merged, kept });
  await endMerge(tx, mergedId, now);
  // Who was suspended or removed as both does not come back by their own word: either may have been meant.
  const status = kept.status === 'active' ? 'active' : 'suspended';
  await takeApart(work, merged, { open, status });
  await record(work, { communityId, actor: merged, act: 'member.unmerged', subjectId: mergedId });
  await tellOrganizers(work, communityId, text(toldOf[status], both));
  return told(text('merge.apart', both));
}

const toldOf = { active: 'merge.refusedTold', suspended: 'merge.refusedSuspended' } as const;

async function tellOrganizers(work: Work, communityId: string, words: TextRef): Promise<void> {
  const organizers = await lockOrganizers(work.tx, communityId);
  for (const reach of await findReach(work.tx, organizers, work.settings.accounts))
    notify(work, reach, { parts: [words] });
}
