import { decodeReference } from './htmlReferences.ts';
import { ParseError } from './parsedText.ts';
import { isSpace } from './spaces.ts';

/** An opened tag: its name and attributes, and where in the text that comes out it began. */
export interface OpenTag {
  name: string;
  attributes: Map<string, string>;
  offset: number;
}

/** The tags that Telegram knows, and the entity each makes. */
export const TAGS: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  a: 'text_link',
  'tg-emoji': 'custom_emoji',
  'tg-time': 'date_time',
};

export interface HtmlReader {
  source: string;
  at: number;
}

/** Reads `<name attribute="value">`; the reader stands on the bracket before, and behind the tag afterwards. */
export function readStartTag(reader: HtmlReader, offset: number): OpenTag {
  const { source } = reader;
  const at = reader.at++;
  const name = readName(reader);
  if (reader.at >= source.length) throw ParseError.at('Unclosed start tag', source, at);
  if (!Object.hasOwn(TAGS, name)) throw ParseError.at(`Unsupported start tag "${name}"`, source, at);
  const attributes = readAttributes(reader, { name, at });
  if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw ParseError.at('Tag "span" must have class "tg-spoiler"', source, at);
  }
  return { name, attributes, offset };
}

/** Reads `</name>`, or `</>`, which ends whatever was opened last. */
export function readEndTag(reader: HtmlReader, tag: OpenTag | undefined): OpenTag {
  const { source, at } = reader;
  if (!tag) throw ParseError.at('Unexpected end tag', source, at);
  reader.at += 2;
  const name = readName(reader);
  skipSpaces(reader);
  if (source[reader.at] !== '>') throw ParseError.at('Unclosed end tag', source, at);
  reader.at++;
  if (name === '' || name === tag.name) return tag;
  const where = `byte offset ${ParseError.byteOffset(source, at)}`;
  throw new ParseError(`Unmatched end tag at ${where}, expected "</${tag.name}>", found "</${name}>"`);
}

function readName(reader: HtmlReader): string {
  const { source } = reader;
  const start = reader.at;
  while (reader.at < source.length && !isSpace(source[reader.at]) && source[reader.at] !== '>') reader.at++;
  return lower(source.slice(start, reader.at));
}

function readAttributes(reader: HtmlReader, tag: { name: string; at: number }): Map<string, string> {
  const { source } = reader;
  const attributes = new Map<string, string>();
  while (source[reader.at] !== '>') {
    skipSpaces(reader);
    if (source[reader.at] === '>') break;
    const name = readAttributeName(reader);
    if (name === '') throw ParseError.at(`Empty attribute name in the tag "${tag.name}"`, source, tag.at);
    skipSpaces(reader);
    const hasValue = source[reader.at] === '=';
    const value = hasValue ? readValue(reader, tag) : '';
    const which = hasValue ? '' : ` "${tag.name}"`;
    if (reader.at >= source.length) throw ParseError.at(`Unclosed start tag${which}`, source, tag.at);
    attributes.set(name, value);
  }
  reader.at++;
  return attributes;
}

function readAttributeName(reader: HtmlReader): string {
  const { source } = reader;
  const start = reader.at;
  const isEnd = (character: string) => isSpace(character) || '=>/"\''.includes(character);
  while (reader.at < source.length && !isEnd(source[reader.at]!)) reader.at++;
  return source.slice(start, reader.at);
}

function readValue(reader: HtmlReader, tag: { name: string; at: number }): string {
  const { source } = reader;
  reader.at++;
  skipSpaces(reader);
  if (reader.at >= source.length) throw ParseError.at(`Unclosed start tag "${tag.name}"`, source, tag.at);
  const quote = source[reader.at]!;
  if (quote !== '"' && quote !== "'") return readToken(reader);
  reader.at++;
  let value = '';
  while (reader.at < source.length && source[reader.at] !== quote) {
    const piece =
      source[reader.at] === '&'
        ? decodeReference(source, reader.at)
        : { text: source[reader.at]!, length: 1 };
    value += piece.text;
    reader.at += piece.length;
  }
  reader.at++;
  return value;
}

/** A value without quotes: letters, digits, dots and hyphens. */
function readToken(reader: HtmlReader): string {
  const { source } = reader;
  const start = reader.at;
  while (reader.at < source.length && /[a-z0-9.-]/i.test(source[reader.at]!)) reader.at++;
  const next = source[reader.at];
  if (next !== undefined && !isSpace(next) && next !== '>') {
    throw ParseError.at('Unexpected end of name token', source, start);
  }
  return lower(source.slice(start, reader.at));
}

/** Only ASCII letters: what the server does not know as a letter it leaves as it is. */
const lower = (value: string) => value.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

function skipSpaces(reader: HtmlReader) {
  while (isSpace(reader.source[reader.at])) reader.at++;
}
