import type { Span } from '../../domain/channel.ts';
import { clean } from './clean.ts';
import { cut } from './cut.ts';

/** One message's worth of text: `html` for `parse_mode: 'HTML'`, `text` what people will read of it. */
export interface Part {
  html: string;
  text: string;
}

type Style = 'plain' | 'bold' | 'italic';

interface Run {
  text: string;
  style: Style;
}

const tags: Record<Style, [open: string, close: string]> = {
  plain: ['', ''],
  bold: ['<b>', '</b>'],
  italic: ['<i>', '</i>'],
};

/** A message holds "1-4096 characters after entities parsing" (sendMessage); counted in UTF-16 units, which is never too many. */
export const longestMessage = 4096;

/** A body as Telegram's HTML, in as many messages as its length needs; each is valid on its own. */
export function render(body: Span[], limit = longestMessage): Part[] {
  const runs = body.map(toRun);
  const text = runs.map((run) => run.text).join('');
  return cut(text, limit).map(({ start, end }) => ({
    text: text.slice(start, end),
    html: slice(runs, start, end).map(toHtml).join(''),
  }));
}

function toRun(span: Span): Run {
  if (typeof span === 'string') return { text: clean(span), style: 'plain' };
  if ('bold' in span) return { text: clean(span.bold), style: 'bold' };
  return { text: clean(span.italic), style: 'italic' };
}

function slice(runs: Run[], start: number, end: number): Run[] {
  let offset = 0;
  return runs.flatMap(({ text, style }) => {
    const piece = text.slice(Math.max(0, start - offset), Math.max(0, end - offset));
    offset += text.length;
    return piece ? [{ text: piece, style }] : [];
  });
}

function toHtml({ text, style }: Run): string {
  const [open, close] = tags[style];
  return open + escaped(text) + close;
}

/**
 * "All <, > and & symbols that are not a part of a tag or an HTML entity must be replaced"
 * (https://core.telegram.org/bots/api#html-style). Quotes matter only within attributes, and we write none.
 */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
