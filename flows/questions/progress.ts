import { mannersOf } from '../../domain/manners.ts';
import { type TextRef, text } from '../../domain/text.ts';

/** What the author hears at once. What cannot be edited later is followed by one further line that tells the end. */
export function startingProgress(channel: string, readers: number): TextRef {
  if (readers === 0) return text('progress.alone');
  if (!mannersOf(channel).canEdit) return text('progress.later');
  return text('progress.some', { delivered: 0, total: readers });
}
