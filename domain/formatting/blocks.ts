import type { FormatSpan } from './formatted.ts';

type Pre = FormatSpan & { kind: 'pre' };

/** Spans over whole lines, and those that are none (`rest`); `loose` is what of `pre` stands within lines: code. */
interface Blocks {
  quotes: FormatSpan[];
  pre: Pre[];
  loose: FormatSpan[];
  rest: FormatSpan[];
}

/** Gives quotes and blocks of code the lines they belong to. */
export function blocksOf(text: string, spans: FormatSpan[]): Blocks {
  const trimmed = disjoint(spans.filter((span): span is Pre => span.kind === 'pre')).flatMap((span) =>
    withoutEmptyLines(text, span),
  );
  const pre = trimmed.filter((span) => isWholeLines(text, span));
  const loose = trimmed
    .filter((span) => !isWholeLines(text, span))
    .map(({ start, end }): FormatSpan => ({ kind: 'code', start, end }));
  const quotes = quotesOf(text, { quotes: spans.filter(({ kind }) => kind === 'quote'), pre });
  return { quotes, pre, loose, rest: spans.filter(({ kind }) => kind !== 'pre' && kind !== 'quote') };
}

/** Of two that share a character the earlier stays. */
export function disjoint<Span extends FormatSpan>(spans: Span[]): Span[] {
  let end = 0;
  const sorted = spans.toSorted((one, other) => one.start - other.start || other.end - one.end);
  return sorted.filter((span) => {
    if (span.start < end) return false;
    end = span.end;
    return true;
  });
}

/** Spans of one kind put together where they touch. `gap` says what may lie between those that still touch. */
export function united(
  spans: FormatSpan[],
  touch: (end: number, start: number) => boolean = (end, start) => start <= end,
) {
  const all: { start: number; end: number }[] = [];
  for (const { start, end } of spans.toSorted((one, other) => one.start - other.start)) {
    const last = all.at(-1);
    if (last && touch(last.end, start)) last.end = Math.max(last.end, end);
    else all.push({ start, end });
  }
  return all;
}

/** Line breaks at its edges are not part of a block; the blanks of its first and last line are. */
function withoutEmptyLines<Span extends FormatSpan>(text: string, span: Span): Span[] {
  const content = text.slice(span.start, span.end);
  const words = content.trim();
  if (words === '') return [];
  const start = span.start + content.indexOf(words);
  const end = start + words.length;
  const before = lineStart(text, start);
  const after = lineEnd(text, end);
  return [
    {
      ...span,
      start: isBlank(text, before, start) ? before : start,
      end: isBlank(text, end, after) ? after : end,
    },
  ];
}

const isBlank = (text: string, start: number, end: number) => text.slice(start, end).trim() === '';

const isWholeLines = (text: string, { start, end }: FormatSpan) =>
  start === lineStart(text, start) && end === lineEnd(text, end);

const lineStart = (text: string, at: number) => (at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1);

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Quotes of neighbouring lines are one: most channels cannot tell them apart. Blank lines do not begin or end any. */
function quotesOf(text: string, { quotes, pre }: { quotes: FormatSpan[]; pre: Pre[] }): FormatSpan[] {
  const trimmed = quotes.flatMap((span) => withoutEmptyLines(text, span));
  const whole = united(trimmed).map(({ start, end }) => ({
    kind: 'quote' as const,
    start: lineStart(text, start),
    end: lineEnd(text, end),
  }));
  const touching = pre.filter((one) => whole.some((quote) => quote.start < one.end && one.start < quote.end));
  const all = united([...whole, ...touching], (end, start) => start <= end + 1);
  return all.map((place) => ({ kind: 'quote', ...place }));
}
