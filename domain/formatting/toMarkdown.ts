import type { Text } from 'mdast';
import { gfmStrikethroughToMarkdown } from 'mdast-util-gfm-strikethrough';
import { type Handle, type Options, toMarkdown as print } from 'mdast-util-to-markdown';
import { mayBeMarkdown } from './dialect.ts';
import { type Formatted, formatted, isSame } from './formatted.ts';
import { fromMarkdown } from './fromMarkdown.ts';
import { type Line, linesOf } from './lines.ts';
import { type Spelling, treeOf } from './tree.ts';

/**
 * The Markdown a message is kept as: `fromMarkdown` gives the same message again. Words stay as they are wherever they
 * are read back so; else what could be a sign is escaped; where Markdown has no way to say it (bold that ends within a
 * word, before a comma) tags stand for signs. Only what is beyond people (`fromMarkdown`) is kept without formatting.
 */
export function toMarkdown(message: Formatted): string {
  const wanted = formatted(message.text, message.spans);
  if (wanted.spans.length === 0 && !mayBeMarkdown(wanted.text)) return wanted.text;
  for (const spelling of ['natural', 'escaped', 'tags'] as const) {
    const markdown = printed(linesOf(wanted), spelling);
    if (isHarmless(wanted.text, spelling) && isSame(fromMarkdown(markdown), wanted)) return markdown;
  }
  return wanted.spans.length > 0 ? toMarkdown(formatted(wanted.text)) : wanted.text;
}

/** The Markdown of what people typed where there is no formatting. */
export const plainMarkdown = (text: string): string => toMarkdown(formatted(text));

/** Typed tags and definitions are text to us, but not to others who read the stored Markdown. */
const isHarmless = (text: string, spelling: Spelling) =>
  spelling !== 'natural' || !/<[A-Za-z/!?]|^\s*\[[^\]\n]*\]:/m.test(text);

function printed(lines: Line[], spelling: Spelling): string {
  return lines
    .map((line, at) => {
      const text = line.kind === 'pre' ? fenced(line) : printLine(line, spelling);
      if (!line.isQuoted) return text;
      const quote = text.replace(/^(?!$)/gm, '> ').replace(/^$/gm, '>');
      // Without an empty line behind it, what follows would belong to the quote.
      return lines[at + 1] && !lines[at + 1]!.isQuoted ? `${quote}\n` : quote;
    })
    .join('\n');
}

const fenced = ({ text, language }: Line & { kind: 'pre' }) =>
  print({ type: 'code', value: text, lang: language }, { fences: true }).replace(/\n$/, '');

function printLine({ text, spans }: Line, spelling: Spelling): string {
  const words = text.trim();
  if (words === '') return text;
  const shift = text.indexOf(words);
  const children = treeOf(words, { spans, shift, spelling });
  const line = print({ type: 'paragraph', children }, spellings[spelling]).replace(/\n$/, '');
  return text.slice(0, shift) + line + text.slice(shift + words.length);
}

const sign: Handle & { peek?: () => string } = (node: { value: string }) => node.value;
sign.peek = () => '|';

const escaped: Options = {
  extensions: [gfmStrikethroughToMarkdown()],
  unsafe: [
    { character: '|', after: '\\|', inConstruct: 'phrasing' },
    // The printer knows tags; an address in angle brackets may begin with any sign.
    { character: '<', inConstruct: 'phrasing' },
  ],
  handlers: { sign },
  resourceLink: true,
};

const spellings: Record<Spelling, Options> = {
  natural: { ...escaped, handlers: { sign, text: (node: Text) => node.value } },
  escaped,
  tags: escaped,
};
