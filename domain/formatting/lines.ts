import type { FormatSpan, Formatted } from './formatted.ts';

/** What stands on one line, or a block of code; spans count from the beginning of `text`. */
export type Line = { text: string; spans: FormatSpan[]; isQuoted: boolean } & (
  | { kind: 'line' }
  | { kind: 'pre'; language: string | null }
);

/** A message from top to bottom. Joined by line breaks, the texts are its text. */
export function linesOf({ text, spans }: Formatted): Line[] {
  const quotes = spans.filter(({ kind }) => kind === 'quote');
  const blocks = spans.filter((span) => span.kind === 'pre');
  const inline = spans.filter(({ kind }) => kind !== 'quote' && kind !== 'pre');
  const lines: Line[] = [];
  const isQuoted = (start: number) => {
    while (quotes[0] && quotes[0].end < start) quotes.shift();
    return quotes[0] !== undefined && quotes[0].start <= start;
  };
  for (let start = 0, next = 0; start <= text.length; ) {
    const block = blocks[0]?.start === start ? blocks.shift() : undefined;
    const end = block?.end ?? endOfLine(text, start);
    const first = next;
    while (inline[next] && inline[next]!.start < end) next++;
    const own = inline
      .slice(first, next)
      .map((span) => ({ ...span, start: span.start - start, end: span.end - start }));
    const common = { text: text.slice(start, end), spans: own, isQuoted: isQuoted(start) };
    lines.push(
      block?.kind === 'pre'
        ? { ...common, kind: 'pre', language: block.language }
        : { ...common, kind: 'line' },
    );
    start = end + 1;
  }
  return lines;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
