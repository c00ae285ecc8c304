import { labels } from './words.ts';

const MOST_LINES = 14;
const to = new RegExp(String.raw`^\s*(?:${labels.to})\s*$`, 'iu');
const subject = new RegExp(String.raw`^\s*(?:${labels.subject})\s*$`, 'iu');
const moment = /^\s*\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s+\d{1,2}[:.]\d{2}(?:\s*[ap]m)?\s*$/i;

/**
 * Whether the original begins here as Lotus Notes prints it: its author, a line with nothing but date and time, then
 * `To` and `Subject` as lines of their own, without colons.
 */
export function bareHeadersAt(lines: readonly string[], start: number): boolean {
  if (lines[start] === '' || !isMomentBelow(lines, start + 1)) return false;
  const block = lines.slice(start + 1, start + MOST_LINES);
  return block.some((line) => to.test(line)) && block.some((line) => subject.test(line));
}

const isMomentBelow = (lines: readonly string[], at: number) =>
  lines.slice(at, at + 2).some((line) => line.length < 60 && moment.test(line));
