import type { Blockquote, RootContent } from 'mdast';
import { fromMarkdown as parse } from 'mdast-util-from-markdown';
import { storable } from '../storable.ts';
import { dialect, mayBeMarkdown } from './dialect.ts';
import { type FormatSpan, type Formatted, formatted } from './formatted.ts';
import { wordsOf } from './words.ts';

/**
 * Reads a stored message. Never fails: what is no Markdown is text, and so is what no person writes (more than 20,000
 * characters, or more than 1,024 marks), because the parser needs seconds for that.
 */
export function fromMarkdown(markdown: string): Formatted {
  const source = storable(markdown);
  if (!mayBeMarkdown(source) || isBeyondPeople(source)) return formatted(source);
  const reading: Reading = { source, text: '', spans: [], at: 0, depth: 0, last: null };
  for (const block of parse(source, dialect).children) readBlock(block, reading);
  readGap(source.length, reading);
  return formatted(reading.text, reading.spans);
}

function isBeyondPeople(source: string): boolean {
  if (source.length > 20_000 || /^(?:[ \t]*>){16}/m.test(source)) return true;
  return (source.match(/(?<!\\)(?:[*_~]|<[!?/A-Za-z])|^[ \t]*>/gm)?.length ?? 0) > 1_024;
}

interface Reading {
  source: string;
  text: string;
  spans: FormatSpan[];
  /** Up to here the source has been read. */
  at: number;
  /** In how many quotes; they are shown as one. */
  depth: number;
  /** What was read last: a block's end, or a quote's sign. */
  last: 'quote' | 'block' | 'sign' | null;
}

function readBlock(block: RootContent, reading: Reading): void {
  readGap(block.position!.start.offset!, reading);
  const start = reading.text.length;
  if (block.type === 'blockquote') readQuote(block, reading);
  else if (block.type === 'paragraph' || block.type === 'heading') {
    const { text, spans } = wordsOf(block.children, reading.source, start);
    reading.text += text;
    reading.spans.push(...spans);
    if (block.type === 'heading') reading.spans.push({ kind: 'bold', start, end: reading.text.length });
  } else if (block.type === 'code') {
    reading.text += block.value;
    reading.spans.push({ kind: 'pre', language: block.lang ?? null, start, end: reading.text.length });
  }
  reading.at = block.position!.end.offset!;
  reading.last = block.type === 'blockquote' ? 'quote' : 'block';
}

function readQuote(block: Blockquote, reading: Reading): void {
  const start = reading.text.length;
  reading.depth++;
  reading.last = 'sign';
  for (const child of block.children) readBlock(child, reading);
  readGap(block.position!.end.offset!, reading);
  reading.depth--;
  reading.spans.push({ kind: 'quote', start, end: reading.text.length });
}

/** What lies between blocks: line breaks and blanks, all of which people see. One line break only ends a quote. */
function readGap(end: number, reading: Reading): void {
  const { source, at, depth, last } = reading;
  const [first = '', ...lines] = source.slice(at, end).split('\n');
  const gap = [
    withoutSigns(first, last === 'sign' ? 1 : 0),
    ...lines.map((line) => withoutSigns(line, depth)),
  ];
  if (last === 'quote' && depth === 0 && gap.length > 2) gap.splice(1, 1);
  reading.text += gap.join('\n');
  reading.at = end;
}

function withoutSigns(line: string, signs: number): string {
  let rest = line;
  for (let sign = 0; sign < signs; sign++) rest = rest.replace(/^[ \t]*>[ \t]?/, '');
  return rest;
}
