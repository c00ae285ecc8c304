import type { MessageEntity } from '../telegram/shapes.ts';

/** A piece of text with one look. */
export interface Span {
  text: string;
  look?: string[];
  url?: string;
}

/** Cuts a text where an entity begins or ends; offsets count UTF-16 units, as strings of JavaScript do. */
export function spansOf(text: string, entities: MessageEntity[]): Span[] {
  const edges = entities.flatMap(({ offset, length }) => [offset, offset + length]);
  const cuts = [...new Set([0, text.length, ...edges])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index) => span(text.slice(from, cuts[index + 1]), from, entities));
}

function span(text: string, from: number, entities: MessageEntity[]): Span {
  const here = entities.filter(({ offset, length }) => offset <= from && from < offset + length);
  const look = here.map(({ type }) => type).filter((type) => looks.includes(type));
  const link = here.find(({ type }) => type === 'url' || type === 'text_link');
  const url = link && (link.url ?? withScheme(text));
  return { text, ...(look.length > 0 && { look }), ...(url && { url }) };
}

const looks = [
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'code',
  'pre',
  'blockquote',
  'bot_command',
];

const withScheme = (link: string) => (/^[a-z]+:/i.test(link) ? link : `https://${link}`);

const linkPattern = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g;

/** A text message has no looks; its phone makes links of what looks like one. */
export function linked(text: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const match of text.matchAll(linkPattern)) {
    if (match.index > at) spans.push({ text: text.slice(at, match.index) });
    spans.push({ text: match[0], url: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) spans.push({ text: text.slice(at) });
  return spans;
}
