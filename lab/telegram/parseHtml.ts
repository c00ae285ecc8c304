import { dateTimeEntity } from './dateTime.ts';
import { emojiId } from './emojiId.ts';
import { fromLink, sortEntities } from './entities.ts';
import { type Decoded, decodeReference, endsInvalid } from './htmlReferences.ts';
import { type ParsedText, ParseError } from './parsedText.ts';
import type { MessageEntity } from './shapes.ts';

/** An opened tag: where it began in the source, and where in the text that comes out. */
interface OpenTag {
  name: string;
  attributes: Map<string, string>;
  at: number;
  offset: number;
}

const TAGS: Record<string, string> = {
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

/**
 * Reads `parse_mode: HTML` as Telegram does (https://core.telegram.org/bots/api#html-style): the same entities for
 * what it accepts, the same words for what it refuses.
 * @throws {ParseError} with the server's own sentence
 */
export function parseHtml(source: string): ParsedText {
  const reader = { source, at: 0 };
  const entities: MessageEntity[] = [];
  const open: OpenTag[] = [];
  let text = '';
  let isBroken = false;
  while (reader.at < source.length) {
    const character = source[reader.at]!;
    if (character === '&') {
      const decoded: Decoded = decodeReference(source, reader.at);
      isBroken ||= endsInvalid(decoded);
      text += decoded.text;
      reader.at += decoded.length;
    } else if (character !== '<') {
      text += character;
      reader.at++;
    } else if (source[reader.at + 1] === '/') {
      closeTag(reader, { open, entities, text });
    } else {
      open.push(openTag(reader, text.length));
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) {
    throw new ParseError(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  }
  if (isBroken) throw new ParseError(INVALID_UNICODE);
  return { text, entities: sortEntities(entities.map(withoutCodeLanguage)) };
}

const INVALID_UNICODE =
  'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units';

interface Reader {
  source: string;
  at: number;
}

const isSpace = (character: string | undefined) => character !== undefined && /[\s\0\v]/.test(character);

function skipSpaces(reader: Reader) {
  while (isSpace(reader.source[reader.at])) reader.at++;
}

function openTag(reader: Reader, offset: number): OpenTag {
  const { source } = reader;
  const at = reader.at++;
  const start = reader.at;
  while (reader.at < source.length && !isSpace(source[reader.at]) && source[reader.at] !== '>') reader.at++;
  if (reader.at >= source.length) throw ParseError.at('Unclosed start tag', source, at);
  const name = lower(source.slice(start, reader.at));
  if (!Object.hasOwn(TAGS, name)) throw ParseError.at(`Unsupported start tag "${name}"`, source, at);
  const attributes = readAttributes(reader, { name, at });
  if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw ParseError.at('Tag "span" must have class "tg-spoiler"', source, at);
  }
  return { name, attributes, at, offset };
}

function readAttributes(reader: Reader, tag: { name: string; at: number }): Map<string, string> {
  const { source } = reader;
  const attributes = new Map<string, string>();
  while (source[reader.at] !== '>') {
    skipSpaces(reader);
    if (source[reader.at] === '>') break;
    const start = reader.at;
    while (reader.at < source.length && !/[\s\0=>/"']/.test(source[reader.at]!)) reader.at++;
    const attribute = source.slice(start, reader.at);
    if (attribute === '')
      throw ParseError.at(`Empty attribute name in the tag "${tag.name}"`, source, tag.at);
    skipSpaces(reader);
    const value = source[reader.at] === '=' ? readValue(reader, tag) : null;
    if (reader.at >= source.length)
      throw ParseError.at(
        value === null ? `Unclosed start tag "${tag.name}"` : 'Unclosed start tag',
        source,
        tag.at,
      );
    attributes.set(attribute, value ?? '');
  }
  reader.at++;
  return attributes;
}

function readValue(reader: Reader, tag: { name: string; at: number }): string {
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
function readToken(reader: Reader): string {
  const { source } = reader;
  const start = reader.at;
  while (reader.at < source.length && /[a-z0-9.-]/i.test(source[reader.at]!)) reader.at++;
  const next = source[reader.at];
  if (next !== undefined && !isSpace(next) && next !== '>') {
    throw ParseError.at('Unexpected end of name token', source, start);
  }
  return lower(source.slice(start, reader.at));
}

function closeTag(reader: Reader, so: { open: OpenTag[]; entities: MessageEntity[]; text: string }) {
  const { source } = reader;
  const at = reader.at;
  const tag = so.open.pop();
  if (!tag) throw ParseError.at('Unexpected end tag', source, at);
  reader.at += 2;
  const start = reader.at;
  while (reader.at < source.length && !isSpace(source[reader.at]) && source[reader.at] !== '>') reader.at++;
  const name = lower(source.slice(start, reader.at));
  skipSpaces(reader);
  if (source[reader.at] !== '>') throw ParseError.at('Unclosed end tag', source, at);
  reader.at++;
  if (name !== '' && name !== tag.name) {
    const what = `Unmatched end tag at byte offset ${ParseError.byteOffset(source, at)}, expected "</${tag.name}>", found "</${name}>"`;
    throw new ParseError(what);
  }
  addEntity(tag, so);
}

function addEntity(tag: OpenTag, so: { entities: MessageEntity[]; text: string }) {
  const place = { offset: tag.offset, length: so.text.length - tag.offset };
  if (place.length === 0) return;
  const content = so.text.slice(tag.offset);
  const entity = entityOf(tag, { place, content });
  if (!entity) return;
  if (entity.type === 'pre' || entity.type === 'code') joinCode(so.entities, entity);
  else so.entities.push(entity);
}

function entityOf(tag: OpenTag, of: { place: { offset: number; length: number }; content: string }) {
  const { place, content } = of;
  const value = (name: string) => tag.attributes.get(name) ?? '';
  switch (tag.name) {
    case 'a':
      return fromLink(place, value('href') || content);
    case 'tg-emoji':
      return { type: 'custom_emoji', ...place, custom_emoji_id: emojiId(value('emoji-id')) };
    case 'tg-time':
      return dateTimeEntity(place, { unix: value('unix'), format: value('format') });
    case 'blockquote':
      return { type: tag.attributes.has('expandable') ? 'expandable_blockquote' : 'blockquote', ...place };
    case 'code': {
      const language = /^language-(.+)$/s.exec(value('class'))?.[1];
      return { type: 'code', ...place, ...(language ? { language } : {}) };
    }
    default:
      return { type: TAGS[tag.name]!, ...place };
  }
}

/** `<pre>` and `<code class="language-x">` around the very same text are one block of code in that language. */
function joinCode(entities: MessageEntity[], outer: MessageEntity) {
  const inner = entities.at(-1);
  const isSame = inner?.offset === outer.offset && inner.length === outer.length;
  const language = inner?.language ?? outer.language;
  const isPair = isSame && language && [inner.type, outer.type].toSorted().join() === 'code,pre';
  if (isPair) Object.assign(inner, { type: 'pre', language });
  else entities.push(outer);
}

function withoutCodeLanguage(entity: MessageEntity): MessageEntity {
  if (entity.type !== 'code') return entity;
  return { type: 'code', offset: entity.offset, length: entity.length };
}

/** Only ASCII letters: what the server does not know as a letter it leaves as it is. */
const lower = (value: string) => value.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
