import type { Span } from '../../domain/channel.ts';
import { clean } from './clean.ts';

/** A piece of text in one style, nothing escaped yet. */
export interface Run {
  text: string;
  mark: '' | '*' | '_';
}

export function runsOf(body: Span[]): Run[] {
  return body.map((span) => {
    if (typeof span === 'string') return { text: clean(span), mark: '' };
    if ('bold' in span) return { text: clean(span.bold), mark: '*' };
    return { text: clean(span.italic), mark: '_' };
  });
}

/**
 * Text as WhatsApp formats it: our bold and italic by their marks, everything people typed literal
 * (https://faq.whatsapp.com/539178204879377). A mark only works beside white space or punctuation; within a word ours
 * are left out, and the words stay.
 */
export function marked(runs: Run[]): string {
  return runs
    .map(({ text, mark }, index) => {
      const before = runs[index - 1]?.text.at(-1) ?? '';
      const after = runs[index + 1]?.text.at(0) ?? '';
      const isWithinWord = isWord(before) || isWord(after);
      return mark === '' || isWithinWord ? literal(text) : eachLine(text, mark);
    })
    .join('');
}

/** A mark does not reach over the end of a line, nor stand beside a blank. */
function eachLine(text: string, mark: string): string {
  return text
    .split('\n')
    .map((line) => {
      const words = line.trim();
      return words === '' ? line : line.replace(words, () => mark + literal(words) + mark);
    })
    .join('\n');
}

/** Invisible, of no width, and neither blank, punctuation nor letter: a mark beside it is no mark. */
const joiner = '\u2060';

/**
 * WhatsApp knows no way to escape a mark, and its apps do not say how they look for one. So joiners go on both sides of
 * each that could begin or end something: it neither follows a blank nor touches a word. What could never be one
 * (`snake_case`, `2 * 3`) stays as it is, and so do links, which a joiner would break.
 */
export function literal(text: string): string {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((piece, index) => (index % 2 === 1 ? piece : withoutMarks(piece)))
    .join('');
}

function withoutMarks(text: string): string {
  return text
    .replace(/[*_~`]+/g, (marks, at: number) => {
      const before = text[at - 1] ?? ' ';
      const after = text[at + marks.length] ?? ' ';
      const isWithinWord = isWord(before) && isWord(after);
      const standsAlone = isBlank(before) && isBlank(after);
      if (marks.length === 1 && (isWithinWord || standsAlone)) return marks;
      return joiner + [...marks].join(joiner) + joiner;
    })
    .replace(/^(?=[>*-] )/gm, joiner);
}

const isWord = (character: string) => /[\p{L}\p{N}]/u.test(character);
const isBlank = (character: string) => /\s/.test(character);
