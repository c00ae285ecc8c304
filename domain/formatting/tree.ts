import type { PhrasingContent } from 'mdast';
import type { FormatSpan, Mark } from './formatted.ts';

/** How words and marks are written: see `toMarkdown`. */
export type Spelling = 'natural' | 'escaped' | 'tags';

const nodes: Partial<Record<FormatSpan['kind'], 'strong' | 'emphasis' | 'delete'>> = {
  bold: 'strong',
  italic: 'emphasis',
  strike: 'delete',
};

const tagNames: Record<Mark, string> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strike: 's',
  spoiler: 'tg-spoiler',
};

/** The tree of one line: `spans` nest, and count from `shift` units before its words. */
export function treeOf(
  words: string,
  { spans, shift, spelling }: { spans: FormatSpan[]; shift: number; spelling: Spelling },
): PhrasingContent[] {
  const placed = spans.map((span) => ({ ...span, start: span.start - shift, end: span.end - shift }));
  return contentOf({ words, from: 0, to: words.length }, placed, spelling);
}

interface Stretch {
  words: string;
  from: number;
  to: number;
}

function contentOf({ words, from, to }: Stretch, spans: FormatSpan[], spelling: Spelling): PhrasingContent[] {
  const content: PhrasingContent[] = [];
  let at = from;
  const say = (end: number) => {
    if (end > at) content.push({ type: 'text', value: words.slice(at, end) });
    at = end;
  };
  for (let next = 0; next < spans.length; ) {
    const span = spans[next]!;
    let inner = next + 1;
    while (inner < spans.length && spans[inner]!.start < span.end) inner++;
    say(span.start);
    if (span.kind === 'code') content.push({ type: 'inlineCode', value: words.slice(span.start, span.end) });
    else {
      const stretch = { words, from: span.start, to: span.end };
      content.push(...nodesOf(span, contentOf(stretch, spans.slice(next + 1, inner), spelling), spelling));
    }
    at = span.end;
    next = inner;
  }
  say(to);
  return content;
}

function nodesOf(span: FormatSpan, children: PhrasingContent[], spelling: Spelling): PhrasingContent[] {
  if (span.kind === 'link') return [{ type: 'link', url: span.url, children }];
  const type = nodes[span.kind];
  if (type && spelling !== 'tags') return [{ type, children }];
  if (span.kind === 'spoiler' && spelling !== 'tags') return between({ type: 'sign', value: '||' }, children);
  const tag = tagNames[span.kind as Mark];
  return [{ type: 'html', value: `<${tag}>` }, ...children, { type: 'html', value: `</${tag}>` }];
}

const between = (sign: PhrasingContent, children: PhrasingContent[]) => [sign, ...children, sign];
