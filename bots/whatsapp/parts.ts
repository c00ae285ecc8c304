import type { Span } from '../../domain/channel.ts';
import { cut, type Range } from './cut.ts';
import { marked, type Run, runsOf } from './marks.ts';

/** A text message holds 4,096 characters, what stands above buttons or below a picture 1,024. */
export const longestText = 4096;
export const longestCaption = 1024;

/**
 * A body in as many texts as its length needs, each valid on its own. Counted in UTF-16 units, which is never too many.
 * @param lastLimit how long the last of them may be, at most 4,096
 */
export function partsOf(body: Span[], lastLimit = longestText): string[] {
  const runs = runsOf(body);
  const ranges = fitting(runs, longestText);
  const last = ranges.at(-1);
  if (last && shown(runs, last).length > lastLimit)
    ranges.splice(-1, 1, ...withShortEnd(runs, last, lastLimit));
  return ranges.map((range) => shown(runs, range)).filter((text) => text.trim() !== '');
}

/** The marks make a text longer than its words: then the words are cut shorter, until every part fits. */
function fitting(runs: Run[], limit: number): Range[] {
  const text = runs.map((run) => run.text).join('');
  for (let room = limit; ; ) {
    const ranges = cut(text, room);
    const longest = Math.max(...ranges.map((range) => shown(runs, range).length));
    if (longest <= limit) return ranges;
    room = Math.floor((room * limit) / longest);
  }
}

/** The end of a part by itself, as natural borders have it, and all before it in one. */
function withShortEnd(runs: Run[], part: Range, limit: number): Range[] {
  const pieces = fitting(slice(runs, part), limit).map(({ start, end }) => ({
    start: part.start + start,
    end: part.start + end,
  }));
  const [first, beforeLast] = [pieces.at(0), pieces.at(-2)];
  return first && beforeLast ? [{ start: first.start, end: beforeLast.end }, ...pieces.slice(-1)] : pieces;
}

const shown = (runs: Run[], range: Range) => marked(slice(runs, range));

function slice(runs: Run[], { start, end }: Range): Run[] {
  let offset = 0;
  return runs.flatMap(({ text, mark }) => {
    const piece = text.slice(Math.max(0, start - offset), Math.max(0, end - offset));
    offset += text.length;
    return piece ? [{ text: piece, mark }] : [];
  });
}
