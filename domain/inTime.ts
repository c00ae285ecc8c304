import { type TextRef, text } from './text.ts';

/** How long it takes, as people say it: `in 40 seconds`, `in 12 minutes`. Never sooner than it is. */
export function inTime(ms: number): TextRef {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  return seconds <= 90
    ? text('limit.inSeconds', { count: seconds })
    : text('limit.inMinutes', { count: Math.ceil(seconds / 60) });
}
