import type { MemberRow } from '../../../db/members.ts';
import { findUnansweredMerge, lockMergeableById, type OpenMerge } from '../../../db/merges.ts';
import type { CommandButton } from '../../../domain/effects/common.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { text } from '../../../domain/text.ts';
import type { Work } from './performer.ts';
import { told } from './telling.ts';

/** `Ana Lima (1998), #7`. */
export const called = ({ name, graduatingYear, number }: MemberRow): string =>
  `${name}${graduatingYear ? ` (${graduatingYear})` : ''}, #${number}`;

/** Whether two records are one person only that person knows, and says it on either one's channel. */
export const mergeButtons: CommandButton[] = [
  { label: text('merge.yes'), command: 'both yes', typed: text('merge.typedYes') },
  { label: text('merge.no'), command: 'both no', typed: text('merge.typedNo') },
];

/**
 * What comes before anything is done with all that is kept of somebody: the question whether all of it is theirs, where an
 * organizer made two records one and not both have said so. Null where nothing is open.
 */
export async function mergeFirst(work: Work, personId: string): Promise<ToldEvent | null> {
  const open = await findUnansweredMerge(work.tx, personId);
  if (!open) return null;
  return { ...told(text('merge.first', await calledIn(work, open))), buttons: mergeButtons };
}

/** What the two of a merge are called. */
export async function calledIn({ tx }: Work, open: OpenMerge): Promise<{ merged: string; kept: string }> {
  const [merged, kept] = [
    await lockMergeableById(tx, open.communityId, open.mergedId),
    await lockMergeableById(tx, open.communityId, open.keptId),
  ];
  return { merged: called(merged), kept: called(kept) };
}
