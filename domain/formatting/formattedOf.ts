import type { Span } from '../channel.ts';
import { type Formatted, formatted } from './formatted.ts';
import { joined } from './slice.ts';

/**
 * A body as one message. What is a plain string stays literal; a quote or a block of code covers whole lines, so that one
 * which would share its line with other words gets a line of its own.
 */
export function formattedOf(body: readonly Span[]): Formatted {
  const parts = body.map(partOf).filter(({ text }) => text !== '');
  return joined(
    parts.flatMap((part, at) => {
      const before = parts[at - 1];
      const sharesLine = before && !before.text.endsWith('\n') && !part.text.startsWith('\n');
      return sharesLine && (endsAsBlock(before) || beginsAsBlock(part)) ? [lineBreak, part] : [part];
    }),
  );
}

const lineBreak = formatted('\n');

function partOf(span: Span): Formatted {
  if (typeof span === 'string') return formatted(span);
  if ('spans' in span) return span;
  const [kind, text] = 'bold' in span ? (['bold', span.bold] as const) : (['italic', span.italic] as const);
  return formatted(text, [{ kind, start: 0, end: text.length }]);
}

const isBlock = ({ kind }: Formatted['spans'][number]) => kind === 'quote' || kind === 'pre';

const beginsAsBlock = ({ spans }: Formatted) => spans.some((span) => isBlock(span) && span.start === 0);

const endsAsBlock = ({ text, spans }: Formatted) =>
  spans.some((span) => isBlock(span) && span.end === text.length);
