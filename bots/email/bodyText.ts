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
    .reduce(step, { text: [''], hidden: null, quotes: 0 });
  return lines.text
    .map((line) => decoded(line).trimEnd())
    .join('\n')
    .trim();
}

interface Reading {
  text: string[];
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
  const last = reading.text.length - 1;
  reading.text[last] += reading.text[last]!.replace(/^(?:> )+/, '') ? said : said.trimStart();
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

function newLine({ text, quotes }: Reading, name: string): void {
  const mark = '> '.repeat(quotes);
  const isFresh = text.at(-1) === '' || /^(?:> )+$/.test(text.at(-1)!);
  if (isFresh && name !== 'br') text[text.length - 1] = mark;
  else text.push(mark);
}

const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return names[name.toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
