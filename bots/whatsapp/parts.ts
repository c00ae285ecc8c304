import type { Span } from '../../domain/channel.ts';
import type { Formatted } from '../../domain/formatting/formatted.ts';
import { formattedOf } from '../../domain/formatting/formattedOf.ts';
import { slice } from '../../domain/formatting/slice.ts';
import { carried } from '../../domain/formatting/whatsapp/carried.ts';
import { toMarks } from '../../domain/formatting/whatsapp/toMarks.ts';
import { cut, type Range } from './cut.ts';

/** A text message holds 4,096 characters, what stands above buttons or below a picture 1,024. */
export const longestText = 4096;
export const longestCaption = 1024;

/**
 * A body in as many texts as its length needs, each valid on its own. Counted in UTF-16 units, which is never too many.
 * @param lastLimit how long the last of them may be, at most 4,096
 */
export function partsOf(body: Span[], lastLimit = longestText): string[] {
  const message = carried(formattedOf(body));
  const ranges = fitting(message, longestText);
  const last = ranges.at(-1);
  if (last && shown(message, last).length > lastLimit)
    ranges.splice(-1, 1, ...withShortEnd(message, last, lastLimit));
  return ranges.map((range) => shown(message, range)).filter((text) => text.trim() !== '');
}

/** The marks make a text longer than its words: then the words are cut shorter, until every part fits. */
function fitting(message: Formatted, limit: number): Range[] {
  for (let room = limit; ; ) {
    const ranges = cut(message.text, room);
    const longest = Math.max(...ranges.map((range) => shown(message, range).length));
    if (longest <= limit) return ranges;
    room = Math.floor((room * limit) / longest);
  }
}

/** The end of a part by itself, as natural borders have it, and all before it in one. */
function withShortEnd(message: Formatted, part: Range, limit: number): Range[] {
  const pieces = fitting(slice(message, part.start, part.end), limit).map(({ start, end }) => ({
    start: part.start + start,
    end: part.start + end,
  }));
  const [first, beforeLast] = [pieces.at(0), pieces.at(-2)];
  return first && beforeLast ? [{ start: first.start, end: beforeLast.end }, ...pieces.slice(-1)] : pieces;
}

const shown = (message: Formatted, { start, end }: Range) => toMarks(slice(message, start, end));
