import type { Formatted } from '../formatted.ts';
import { type Line, linesOf } from '../lines.ts';
import { walk } from '../walk.ts';
import { carried } from './carried.ts';
import { address, isBlank, isWord, joiner, marks } from './signs.ts';

/**
 * A message as WhatsApp formats it (https://faq.whatsapp.com/539178204879377): `*bold*`, `_italic_`, `~strike~`, `` `code` ``,
 * blocks between three backticks, `> ` before quotes. What of it cannot be shown so is left out by `carried`; what people
 * typed stays literal.
 */
export const toMarks = (message: Formatted): string => linesOf(carried(message)).map(toLine).join('\n');

function toLine(line: Line): string {
  if (line.kind === 'pre') return `\`\`\`${line.text}\`\`\``;
  const marked = walk(line.text, line.spans, {
    open: (span) => marks[span.kind] ?? '',
    close: (span) => marks[span.kind] ?? '',
    text: (words, inside, at) => (inside.at(-1)?.kind === 'code' ? words : literal(words, line.text, at)),
  });
  if (line.isQuoted) return `> ${marked}`;
  return marked.startsWith('>') ? joiner + marked : marked;
}

/**
 * WhatsApp knows no way to escape a mark, and its apps do not say how they look for one. So joiners go on both sides of
 * each that could begin or end something. What could never be one (`snake_case`, `2 * 3`) stays as it is.
 * @param at where the words begin in their line
 */
function literal(words: string, line: string, at: number): string {
  let written = '';
  let from = 0;
  for (const found of words.matchAll(address)) {
    written += withoutMarks(words.slice(from, found.index), line, at + from) + found[0];
    from = found.index + found[0].length;
  }
  return written + withoutMarks(words.slice(from), line, at + from);
}

function withoutMarks(words: string, line: string, at: number): string {
  return words.replace(/[*_~`]+/g, (run, index: number) => {
    const before = line[at + index - 1] ?? ' ';
    const after = line[at + index + run.length] ?? ' ';
    const isWithinWord = isWord(before) && isWord(after);
    const standsAlone = isBlank(before) && isBlank(after);
    if (run.length === 1 && (isWithinWord || standsAlone)) return run;
    return joiner + [...run].join(joiner) + joiner;
  });
}
