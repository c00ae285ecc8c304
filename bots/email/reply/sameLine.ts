import { attributionAt } from './attribution.ts';
import { openings, verbs } from './words.ts';

/** Longer lines are paragraphs. */
const MOST_CHARACTERS = 600;

/**
 * The lines, with a line break before an announcement that a program put behind the last words of an answer:
 * `See you! On Tue, 5 Mar 2024 at 9:12, Ann <ann@example.org> wrote:`. Only one that has everything, a date, an address and
 * a verb at the end, is held for one there.
 */
export function announcementsApart(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const start = startOfAnnouncement(line);
    return start === null ? [line] : [line.slice(0, start).trimEnd(), line.slice(start)];
  });
}

function startOfAnnouncement(line: string): number | null {
  if (line.length > MOST_CHARACTERS || !/<\S+@\S+>/.test(line) || !verbs.atEnd.test(line)) return null;
  const starts = [...line.matchAll(/[.!?)…]\s+(?=\S)/g)].map(({ index, 0: blank }) => index + blank.length);
  return starts.findLast((start) => isWhole(line.slice(start))) ?? null;
}

const isWhole = (sentence: string) =>
  openings.test(sentence) && year.test(sentence) && attributionAt([sentence], 0) === 1;

const year = /(?<!\p{Nd})\p{Nd}{4}(?!\p{Nd})|\p{Nd}{1,2}[/.-]\p{Nd}{1,2}[/.-]\p{Nd}{2}/u;
