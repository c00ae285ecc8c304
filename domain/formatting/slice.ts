import { type Formatted, formatted } from './formatted.ts';

/** A part of a message, from one UTF-16 unit of its text to before another, with what is special about it there. */
export function slice({ text, spans }: Formatted, start: number, end: number): Formatted {
  const within = spans.map((span) => ({
    ...span,
    start: Math.max(span.start, start) - start,
    end: Math.min(span.end, end) - start,
  }));
  return formatted(
    text.slice(start, end),
    within.filter((span) => span.start < span.end),
  );
}

/** Several messages behind one another, as they are; what is a block needs its own lines. */
export function joined(parts: readonly Formatted[]): Formatted {
  let offset = 0;
  const spans = parts.flatMap((part) => {
    const moved = part.spans.map((span) => ({ ...span, start: span.start + offset, end: span.end + offset }));
    offset += part.text.length;
    return moved;
  });
  return formatted(parts.map(({ text }) => text).join(''), spans);
}
