import { inTime } from '../../domain/inTime.ts';
import { mannersOf, typedWord } from '../../domain/manners.ts';
import { type TextRef, text } from '../../domain/text.ts';

/** What the author hears at once. What cannot be edited later is followed by one further line that tells the end. */
export function startingProgress(channel: string, readers: number): TextRef {
  if (readers === 0) return text('progress.alone');
  if (!mannersOf(channel).canEdit) return text('progress.later');
  return text('progress.some', { delivered: 0, total: readers });
}

/** They posted as much as goes out in an hour: when it is its turn, and how it is taken back until then. */
export function waiting(channel: string, post: { number: number; goesInMs?: number }): TextRef {
  const { number, goesInMs = 0 } = post;
  return text('progress.waits', { when: inTime(goesInMs), number, word: typedWord('delete', channel) });
}
