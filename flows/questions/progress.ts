import { type TextRef, text } from '../../domain/text.ts';

/** What the author hears at once. A text message cannot be edited later: there, one further line tells the end. */
export function startingProgress(channel: string, readers: number): TextRef {
  if (readers === 0) return text('progress.alone');
  if (channel === 'sms') return text('progress.later');
  return text('progress.some', { delivered: 0, total: readers });
}
