import type { Formatted } from './formatted.ts';
import { fromMarkdown } from './fromMarkdown.ts';
import { linesOf } from './lines.ts';
import { spellOutLinks } from './spellOut.ts';

/** What a person without formatting sees of a stored message: links keep their address, quotes their sign. */
export const plainText = (markdown: string): string => plain(fromMarkdown(markdown));

/** The same of a message that was read already. */
export const plain = (message: Formatted): string =>
  linesOf(spellOutLinks(message))
    .map(({ text, isQuoted }) => (isQuoted ? text.replace(/^/gm, '> ') : text))
    .join('\n');
