import type { MemberRow } from '../../../db/members.ts';
import {
  findUnansweredMerge,
  lockMergeableById,
  type MergeableMember,
  type OpenMerge,
} from '../../../db/merges.ts';
import type { CommandButton } from '../../../domain/effects/common.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { text } from '../../../domain/text.ts';
import type { Work } from './performer.ts';
import { told } from './telling.ts';

/** `Ana Lima (1998), #7`. */
export const called = ({ name, graduatingYear, number }: MemberRow): string =>
  `${name}${graduatingYear ? ` (${graduatingYear})` : ''}, #${number}`;

/** Whether two records are one person only that person knows, and says it on either one's channel. */
export const mergeButtons = (two: Two): CommandButton[] => [
  { label: text('merge.yes'), command: `both yes ${numbersOf(two)}`, typed: text('merge.typedYes') },
  { label: text('merge.no'), command: `both no ${numbersOf(two)}`, typed: text('merge.typedNo') },
];

interface Two {
  merged: MemberRow;
  kept: MemberRow;
}

/** By which a button tells which two it asked about. */
export const numbersOf = ({ merged, kept }: Two): string => `${merged.number} ${kept.number}`;

/**
 * What comes before anything is done with all that is kept of somebody: the question whether all of it is theirs, where an
 * organizer made two records one and not both have said so. Null where nothing is open.
 */
export async function mergeFirst(work: Work, personId: string): Promise<ToldEvent | null> {
  const open = await findUnansweredMerge(work.tx, personId);
  if (!open) return null;
  const two = await lockTwo(work, open);
  return { ...told(text('merge.first', calledBoth(two))), buttons: mergeButtons(two) };
}

export async function lockTwo(
  { tx }: Work,
  open: OpenMerge,
): Promise<{ merged: MergeableMember; kept: MergeableMember }> {
  return {
    merged: await lockMergeableById(tx, open.communityId, open.mergedId),
    kept: await lockMergeableById(tx, open.communityId, open.keptId),
  };
}

/** What the two of a merge are called. */
export const calledBoth = ({ merged, kept }: Two) => ({ merged: called(merged), kept: called(kept) });
