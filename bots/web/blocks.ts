import type { Span } from '../../domain/channel.ts';
import { formattedOf } from '../../domain/formatting/formattedOf.ts';
import { plain } from '../../domain/formatting/plainText.ts';

/** A piece of text as the page shows it. */
export type ShownSpan = string | { bold: string } | { italic: string };

/** What the page can show of formatting: bold and italic; addresses of links stand behind their words. */
export function spansOf(body: readonly Span[]): ShownSpan[] {
  return body.flatMap((span): ShownSpan[] => {
    if (typeof span === 'string' || 'bold' in span || 'italic' in span) return [span];
    const message = formattedOf([span]);
    const marks = message.spans.filter(({ kind }) => kind === 'bold' || kind === 'italic');
    // With links or quotes the plain form says more than marks alone.
    if (marks.length === 0 || marks.length < message.spans.length) return [plain(message)];
    const cuts = [0, message.text.length, ...marks.flatMap(({ start, end }) => [start, end])];
    const borders = [...new Set(cuts)].sort((a, b) => a - b);
    return borders.slice(1).map((end, index): ShownSpan => {
      const start = borders[index]!;
      const piece = message.text.slice(start, end);
      const mark = marks.find((one) => one.start <= start && one.end >= end);
      if (!mark) return piece;
      return mark.kind === 'bold' ? { bold: piece } : { italic: piece };
    });
  });
}
