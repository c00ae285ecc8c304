import type { PhrasingContent } from 'mdast';
import type { FormatSpan, Mark } from './formatted.ts';
import { pairs } from './signs.ts';

/** Words, or a sign that means something if it finds its partner. */
export type Token = { text: string; sign: Sign | null };

export interface Sign {
  mark: Mark;
  canOpen: boolean;
  canClose: boolean;
}

/** What is special about the tokens from one to before another. */
type Passage = { first: number; end: number } & ({ kind: Mark | 'code' } | { kind: 'link'; url: string });

/** The words of a paragraph, and what is special about them; `offset` is where they begin in the whole text. */
export function wordsOf(content: PhrasingContent[], source: string, offset: number) {
  const tokens: Token[] = [];
  const passages: Passage[] = [];
  for (const node of content) read(node, source, { tokens, passages });
  const partners = pairs(tokens);
  const signs = new Set(partners.flatMap(({ open, close }) => [open, close]));
  for (const { mark, open, close } of partners) passages.push({ kind: mark, first: open, end: close });
  const words = tokens.map(({ text }, at) => (signs.has(at) ? '' : text));
  const places = [offset];
  for (const word of words) places.push(places.at(-1)! + word.length);
  const spans = passages.map(
    ({ first, end, ...what }): FormatSpan => ({ ...what, start: places[first]!, end: places[end]! }),
  );
  return { text: words.join(''), spans };
}

interface Reading {
  tokens: Token[];
  passages: Passage[];
}

function read(node: PhrasingContent, source: string, reading: Reading): void {
  const first = reading.tokens.length;
  reading.tokens.push(...own(node, source));
  if ('children' in node) for (const child of node.children) read(child, source, reading);
  const what = meaningOf(node);
  if (what) reading.passages.push({ ...what, first, end: reading.tokens.length });
}

/** What a node says by itself, besides what stands within it. */
function own(node: PhrasingContent, source: string): Token[] {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return [{ text: node.value, sign: null }];
    case 'break':
      return [{ text: '\n', sign: null }];
    case 'html':
      return [{ text: node.value, sign: tags[node.value.toLowerCase()] ?? null }];
    case 'sign':
      return [signAt(source, node.position!.start.offset!, node.position!.end.offset!)];
    case 'image':
      return [{ text: node.alt || node.url, sign: null }];
    default:
      return [];
  }
}

function meaningOf(node: PhrasingContent) {
  switch (node.type) {
    case 'strong':
      return { kind: 'bold' } as const;
    case 'emphasis':
      return { kind: 'italic' } as const;
    case 'delete':
      return { kind: 'strike' } as const;
    case 'inlineCode':
      return { kind: 'code' } as const;
    case 'link':
    case 'image':
      return { kind: 'link', url: node.url } as const;
    default:
      return null;
  }
}

const opens = (mark: Mark): Sign => ({ mark, canOpen: true, canClose: false });
const closes = (mark: Mark): Sign => ({ mark, canOpen: false, canClose: true });

const tagNames: [Mark, string[]][] = [
  ['bold', ['b', 'strong']],
  ['italic', ['i', 'em']],
  ['underline', ['u', 'ins']],
  ['strike', ['s', 'del']],
  ['spoiler', ['tg-spoiler']],
];

/** Tags without attributes; any other tag is text. */
const tags: Record<string, Sign> = Object.fromEntries(
  tagNames.flatMap(([mark, names]) =>
    names.flatMap((name) => [
      [`<${name}>`, opens(mark)],
      [`</${name}>`, closes(mark)],
    ]),
  ),
);

/** Bars open before something visible, and close behind it: `a || b` is a choice. */
function signAt(source: string, start: number, end: number): Token {
  const text = source.slice(start, end);
  if (text.trim() === '') return { text, sign: null };
  const canOpen = /\S/.test(source[end] ?? ' ');
  const canClose = /\S/.test(source[start - 1] ?? ' ');
  return { text, sign: { mark: 'spoiler', canOpen, canClose } };
}
