import type { Email } from 'postal-mime';

/** What a mail says as text: its plain part, or the text of its HTML where there is no other. */
export function bodyTextOf({ text, html }: Pick<Email, 'text' | 'html'>): string {
  if (text?.trim()) return text;
  return html ? textOfHtml(html) : '';
}

const MOST_CHARACTERS = 500_000;

/**
 * The words of HTML, a line for each block, quoted blocks marked by `>`. Nothing of it is ever shown as HTML, so that
 * it need only be readable.
 */
function textOfHtml(html: string): string {
  const lines = html
    .slice(0, MOST_CHARACTERS)
    .replace(/\s+/g, ' ')
    .split('<')
    .reduce(step, { lines: [{ mark: '', words: [] }], hidden: null, quotes: 0 });
  return lines.lines
    .map(({ mark, words }) => (mark + decoded(words.join('')).trimStart()).trimEnd())
    .join('\n')
    .trim();
}

interface Reading {
  /** The words of a line in pieces: a line of many would be copied with each if it were a string. */
  lines: { mark: string; words: string[] }[];
  /** The element whose text is not for readers, while within it. */
  hidden: string | null;
  quotes: number;
}

const unread = new Set(['script', 'style', 'head', 'title', 'template', 'noscript']);
const blocks = /^(?:p|div|br|tr|li|ul|ol|table|h[1-6]|hr|pre|section|article|blockquote|dt|dd)$/;

/** One piece between two `<`: a tag and the text behind it, but for the first, which is text alone. */
function step(reading: Reading, piece: string, at: number): Reading {
  const tag = /^(\/?)([a-z][a-z0-9]*)[^>]*>?/i.exec(piece);
  const isText = at === 0 || !tag;
  const name = (tag?.[2] ?? '').toLowerCase();
  if (!isText) open(reading, name, tag[1] === '/');
  if (reading.hidden) return reading;
  const said = at === 0 ? piece : tag ? piece.slice(tag[0].length) : piece.startsWith('!') ? '' : `<${piece}`;
  if (said !== '') reading.lines.at(-1)!.words.push(said);
  return reading;
}

function open(reading: Reading, name: string, isEnd: boolean): void {
  if (reading.hidden) {
    if (isEnd && name === reading.hidden) reading.hidden = null;
    return;
  }
  if (!isEnd && unread.has(name)) reading.hidden = name;
  if (name === 'blockquote') reading.quotes = Math.min(20, Math.max(0, reading.quotes + (isEnd ? -1 : 1)));
  if (blocks.test(name)) newLine(reading, name);
}

function newLine({ lines, quotes }: Reading, name: string): void {
  const mark = '> '.repeat(quotes);
  const isFresh = lines.at(-1)!.words.every((piece) => piece.trim() === '');
  if (isFresh && name !== 'br') lines[lines.length - 1] = { mark, words: [] };
  else lines.push({ mark, words: [] });
}

const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return names[name.toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
