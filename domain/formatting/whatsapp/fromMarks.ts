import { storable } from '../../storable.ts';
import { type FormatSpan, type Formatted, formatted } from '../formatted.ts';
import { readLine } from './readLine.ts';
import { joiner } from './signs.ts';

/** What somebody wrote in WhatsApp, whose messages hold their marks as they were typed. Never fails; takes linear time. */
export function fromMarks(typed: string): Formatted {
  const reading: Reading = { text: '', spans: [], quotedFrom: null };
  for (const { text, isBlock } of chunksOf(storable(typed))) {
    if (isBlock) {
      const start = reading.text.length;
      reading.text += text;
      reading.spans.push({ kind: 'pre', language: null, start, end: reading.text.length });
    } else for (const [at, line] of text.split('\n').entries()) read(line, at > 0, reading);
  }
  endQuote(reading, reading.text.length);
  return formatted(reading.text, reading.spans);
}

interface Reading {
  text: string;
  spans: FormatSpan[];
  /** Where the quote that is going on began. */
  quotedFrom: number | null;
}

/** One line, or the rest of one behind a block. */
function read(line: string, isNext: boolean, reading: Reading): void {
  const end = reading.text.length;
  if (isNext) reading.text += '\n';
  const isStart = isNext || reading.text === '';
  const isQuoted = isStart && line.startsWith('>');
  if (isStart && !isQuoted) endQuote(reading, end);
  if (isQuoted) reading.quotedFrom ??= reading.text.length;
  const { text, spans } = readLine(isQuoted ? line.replace(/^> ?/, '') : line, reading.text.length);
  reading.text += text;
  reading.spans.push(...spans);
}

function endQuote(reading: Reading, end: number): void {
  if (reading.quotedFrom !== null) reading.spans.push({ kind: 'quote', start: reading.quotedFrom, end });
  reading.quotedFrom = null;
}

/** Three backticks, neither more nor taken back by a joiner, begin and end blocks. */
const fences = /(?<![`\u2060])```(?![`\u2060])/g;

function chunksOf(text: string): { text: string; isBlock: boolean }[] {
  const chunks: { text: string; isBlock: boolean }[] = [];
  let open: number | null = null;
  let from = 0;
  for (const { index } of text.matchAll(fences)) {
    if (open === null || text.slice(open + 3, index).trim() === '') {
      open = index;
      continue;
    }
    chunks.push({ text: text.slice(from, open), isBlock: false });
    chunks.push({ text: text.slice(open + 3, index).replaceAll(joiner, ''), isBlock: true });
    from = index + 3;
    open = null;
  }
  return [...chunks, { text: text.slice(from), isBlock: false }];
}
