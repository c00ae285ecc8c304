import type { Span } from '../../domain/channel.ts';
import { clean } from './clean.ts';

interface Run {
  text: string;
  mark: '' | '*' | '_';
}

/**
 * A body as WhatsApp formats it: our bold and italic by their marks, everything people typed literal
 * (https://faq.whatsapp.com/539178204879377). A mark works only beside white space or punctuation; within a word ours are
 * left out, and the words stay.
 */
export function marked(body: Span[]): string {
  const runs = body.map(runOf);
  return runs
    .map(({ text, mark }, at) => {
      const isWithinWord = isWord(runs[at - 1]?.text.at(-1)) || isWord(runs[at + 1]?.text.at(0));
      return mark === '' || isWithinWord ? literal(text) : eachLine(text, mark);
    })
    .join('');
}

function runOf(span: Span): Run {
  if (typeof span === 'string') return { text: clean(span), mark: '' };
  return 'bold' in span ? { text: clean(span.bold), mark: '*' } : { text: clean(span.italic), mark: '_' };
}

/** A mark does not reach over the end of a line, nor stand beside a blank. */
function eachLine(text: string, mark: string): string {
  return text.replace(/[^\n]+/g, (line) => {
    const words = line.trim();
    return words === '' ? line : line.replace(words, () => mark + literal(words) + mark);
  });
}

/** Invisible and without width; a mark beside it is none. */
const joiner = '\u2060';

/** WhatsApp knows no escape: joiners go around each mark that could begin or end something. Links stay whole. */
function literal(text: string): string {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((piece, at) => (at % 2 === 1 ? piece : withoutMarks(piece)))
    .join('');
}

function withoutMarks(text: string): string {
  return text
    .replace(/[*_~`]+/g, (marks, at: number) => {
      const before = text[at - 1] ?? ' ';
      const after = text[at + marks.length] ?? ' ';
      const isHarmless = (isWord(before) && isWord(after)) || (isBlank(before) && isBlank(after));
      return marks.length === 1 && isHarmless ? marks : joiner + [...marks].join(joiner) + joiner;
    })
    .replace(/^(?=[>*-] |\d+\. )/gm, joiner);
}

const isBlank = (character: string) => /\s/.test(character);
const isWord = (character: string | undefined) => /[\p{L}\p{N}]/u.test(character ?? '');
