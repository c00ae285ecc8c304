import type { Formatted } from './formatted.ts';
import { fromMarkdown } from './fromMarkdown.ts';
import { linesOf } from './lines.ts';
import { bareAddress } from './links.ts';
import { walk } from './walk.ts';

/** What a person without formatting sees of a stored message: links keep their address, quotes their sign. */
export const plainText = (markdown: string): string => plain(fromMarkdown(markdown));

/** The same of a message that was read already. */
export function plain(message: Formatted): string {
  return linesOf(message)
    .map(({ text, spans, isQuoted }) => {
      const line = walk(text, spans, {
        open: () => '',
        close: (span) => (span.kind === 'link' ? ` (${bareAddress(span.url)})` : ''),
        text: (words) => words,
      });
      return isQuoted ? line.replace(/^/gm, '> ') : line;
    })
    .join('\n');
}
