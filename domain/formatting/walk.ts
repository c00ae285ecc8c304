import type { FormatSpan } from './formatted.ts';

/** What a renderer writes for each thing it meets on its way through a text. */
export interface Writing {
  open(span: FormatSpan): string;
  close(span: FormatSpan): string;
  /** `inside` are the open spans, the outermost first; `at` is where the text begins. */
  text(text: string, inside: readonly FormatSpan[], at: number): string;
}

/** Writes a text whose spans nest, from left to right. */
export function walk(text: string, spans: readonly FormatSpan[], writing: Writing): string {
  const open: FormatSpan[] = [];
  let written = '';
  let at = 0;
  const say = (end: number) => {
    if (end > at) written += writing.text(text.slice(at, end), open, at);
    at = end;
  };
  const closeUntil = (start: number) => {
    while (open.length > 0 && open.at(-1)!.end <= start) {
      say(open.at(-1)!.end);
      written += writing.close(open.pop()!);
    }
  };
  for (const span of spans) {
    closeUntil(span.start);
    say(span.start);
    written += writing.open(span);
    open.push(span);
  }
  closeUntil(text.length);
  say(text.length);
  return written;
}
