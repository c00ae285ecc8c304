import { type FormatSpan, type Formatted, formatted } from '../formatted.ts';
import { spellOutLinks } from '../spellOut.ts';
import { address, isBlank, isWord, joiner, marks } from './signs.ts';

/**
 * What WhatsApp can hold of a message, and nothing else is lost on the way there and back:
 * - a link becomes its words with the address behind them
 * - underlined words and spoilers are just words; a block of code has no language, and in a quote it is code line by line
 * - marks that begin or end within a word or an address, or beside a sign that people typed, are left out
 * - code that holds a backtick is just words
 * - word joiners (U+2060), which cannot be seen, are left out: we need them for ourselves
 */
export function carried(message: Formatted): Formatted {
  const { text, spans } = withoutJoiners(spellOutLinks(message));
  const quotes = spans.filter(({ kind }) => kind === 'quote');
  const isQuoted = (span: FormatSpan) =>
    quotes.some(({ start, end }) => start <= span.start && span.end <= end);
  const shown = formatted(
    text,
    spans.flatMap((span): FormatSpan[] => {
      if (span.kind !== 'pre') return [span];
      return isQuoted(span)
        ? [{ kind: 'code', start: span.start, end: span.end }]
        : [{ ...span, language: null }];
    }),
  );
  const isTaken = withinAddresses(shown.text);
  return formatted(
    shown.text,
    shown.spans.filter((span) => canShow(shown.text, span) && !isTaken(span)),
  );
}

/** An address goes on until the next blank: no mark stands in it, nor between it and what follows at once. */
function withinAddresses(text: string): (span: FormatSpan) => boolean {
  const taken = new Uint8Array(text.length + 1);
  for (const { 0: found, index } of text.matchAll(address)) {
    const end = index + found.length;
    taken.fill(1, index + 1, isBlank(text[end] ?? ' ') ? end : end + 1);
  }
  return ({ kind, start, end }) =>
    kind !== 'quote' && kind !== 'pre' && (taken[start] === 1 || taken[end] === 1);
}

function canShow(text: string, { kind, start, end }: FormatSpan): boolean {
  if (kind === 'quote') return true;
  if (kind === 'pre') return !/^`|```|`$/.test(text.slice(start, end));
  if (!marks[kind]) return false;
  if (kind === 'code' && text.slice(start, end).includes('`')) return false;
  const outside = [text[start - 1] ?? ' ', text[end] ?? ' '];
  const edges = kind === 'code' ? outside : [...outside, text[start]!, text[end - 1]!];
  return !outside.some(isWord) && !edges.some((character) => /[*_~`]/.test(character));
}

function withoutJoiners({ text, spans }: Formatted): Formatted {
  if (!text.includes(joiner)) return { text, spans };
  const places = [0];
  for (const unit of text.split('')) places.push(places.at(-1)! + (unit === joiner ? 0 : 1));
  return formatted(
    text.replaceAll(joiner, ''),
    spans.map((span) => ({ ...span, start: places[span.start]!, end: places[span.end]! })),
  );
}
