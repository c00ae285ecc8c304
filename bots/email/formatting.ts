import { type FormatSpan, type Formatted, formatted } from '../../domain/formatting/formatted.ts';
import { escapeHtml } from '../../domain/formatting/html.ts';
import { type Line, linesOf } from '../../domain/formatting/lines.ts';
import { spellOutLinks } from '../../domain/formatting/spellOut.ts';
import { walk } from '../../domain/formatting/walk.ts';

/**
 * A message as a fragment of HTML, a `div` for each line, that mail clients show alike: styles stand at the tags, as many
 * clients drop all others, and nothing is loaded from anywhere. Takes any text; what looks like HTML in it is text.
 */
export function toHtml(message: Formatted): string {
  const lines = linesOf(carried(message));
  return lines
    .map((line, at) => {
      const opens = line.isQuoted && !lines[at - 1]?.isQuoted;
      const closes = line.isQuoted && !lines[at + 1]?.isQuoted;
      return `${opens ? `<blockquote style="${styles.quote}">` : ''}${toLine(line)}${closes ? '</blockquote>' : ''}`;
    })
    .join('\n');
}

/**
 * What HTML mail can hold of a message: all but tabs, hard blanks, and blanks in otherwise empty lines. Words that name
 * another place than their link leads to are how people are robbed: there the address itself is shown.
 */
export function carried(message: Formatted): Formatted {
  const { text, spans } = spellOutLinks(message, (_, words) => !looksLikeAddress(words));
  // As null characters, which `formatted` takes out, the blanks leave all spans in their places.
  const kept = text
    .replace(/\u00a0|\t/g, ' ')
    .replace(/^[^\S\n]+$/gm, (blanks) => '\u0000'.repeat(blanks.length));
  return formatted(kept, spans);
}

const styles = {
  quote: 'margin:0 0 0 4px;padding-left:8px;border-left:3px solid #bbb',
  pre: 'margin:0;white-space:pre-wrap;font-family:monospace',
  spoiler: 'background-color:#777;color:#777',
};

/** `dir="auto"`, so that a reader of Arabic and one of English each see their lines from their side. */
function toLine(line: Line): string {
  if (line.kind === 'pre') {
    const language = line.language ? ` class="language-${escapeHtml(line.language)}"` : '';
    return `<pre style="${styles.pre}"><code${language}>${escapeHtml(line.text)}</code></pre>`;
  }
  if (line.text === '') return '<div><br></div>';
  const content = walk(line.text, line.spans, {
    open: (span) => tagsOf(span)[0],
    close: (span) => tagsOf(span)[1],
    text: (words, _, at) => withBlanks(words, line.text, at),
  });
  return `<div dir="auto">${content}</div>`;
}

/** HTML folds blanks that touch each other or the edge of a line, unless they are hard ones. */
function withBlanks(words: string, line: string, at: number): string {
  const hard = words.replace(/ /g, (blank, index: number) => {
    const beside = [line[at + index - 1] ?? ' ', line[at + index + 1] ?? ' '];
    return beside.includes(' ') ? '\u00a0' : blank;
  });
  return escapeHtml(hard).replaceAll('\u00a0', '&nbsp;');
}

const tags: Partial<Record<FormatSpan['kind'], [open: string, close: string]>> = {
  bold: ['<b>', '</b>'],
  italic: ['<i>', '</i>'],
  underline: ['<u>', '</u>'],
  strike: ['<s>', '</s>'],
  spoiler: [`<span class="spoiler" style="${styles.spoiler}">`, '</span>'],
  code: ['<code>', '</code>'],
};

function tagsOf(span: FormatSpan): [open: string, close: string] {
  if (span.kind !== 'link') return tags[span.kind] ?? ['', ''];
  return [`<a href="${escapeHtml(span.url)}" rel="noopener noreferrer">`, '</a>'];
}

const looksLikeAddress = (words: string) => /https?:|www\.|^[\w-]+(?:\.[\w-]+)+(?:\/|$)/i.test(words);
