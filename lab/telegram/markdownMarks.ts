import { dateTimeEntity } from './dateTime.ts';
import { emojiId } from './emojiId.ts';
import { fromLink } from './entities.ts';
import { ParseError } from './parsedText.ts';
import { isEscapable, type MarkdownReader } from './parseMarkdownV2.ts';
import type { MessageEntity } from './shapes.ts';

/** A mark that waits for its end; `kind` is the word the server's errors use. */
export interface OpenMark {
  kind: string;
  at: number;
  offset: number;
  language: string;
}

const TYPES: Record<string, string> = {
  Bold: 'bold',
  Italic: 'italic',
  Underline: 'underline',
  Strikethrough: 'strikethrough',
  Spoiler: 'spoiler',
  Code: 'code',
  Pre: 'pre',
};

/** Makes the entity of a mark that has just found its end; the reader stands behind it, or on a link's `]`. */
export function closeMarkdown(reader: MarkdownReader, mark: OpenMark) {
  const place = { offset: mark.offset, length: reader.text.length - mark.offset };
  const isLink = mark.kind === 'TextUrl' || mark.kind === 'CustomEmoji';
  const entity = isLink ? linked(reader, { mark, place }) : plain(mark, place);
  if (entity && place.length > 0) reader.entities.push(entity);
}

type Place = { offset: number; length: number };

function plain(mark: OpenMark, place: Place): MessageEntity {
  if (mark.kind === 'PreCode') return { type: 'pre', ...place, language: mark.language };
  return { type: TYPES[mark.kind]!, ...place };
}

function linked(reader: MarkdownReader, of: { mark: OpenMark; place: Place }): MessageEntity | undefined {
  reader.at++;
  const url = readUrl(reader);
  if (of.mark.kind === 'TextUrl') return fromLink(of.place, url ?? reader.text.slice(of.place.offset));
  if (url === null) throw new ParseError('The entity must contain a tg://emoji or tg://time URL');
  return special(of.place, url);
}

/** What stands in round brackets behind the square ones; `null` where there are none. */
function readUrl(reader: MarkdownReader): string | null {
  const { source } = reader;
  if (source[reader.at] !== '(') return null;
  const start = ++reader.at;
  let url = '';
  while (reader.at < source.length && source[reader.at] !== ')') {
    if (source[reader.at] === '\\' && isEscapable(source[reader.at + 1])) reader.at++;
    url += source[reader.at++];
  }
  if (source[reader.at] !== ')') throw ParseError.at("Can't find end of a URL", source, start);
  reader.at++;
  return url;
}

/** `![👍](tg://emoji?id=...)` and `![soon](tg://time?unix=...&format=...)`. */
function special(place: Place, url: string): MessageEntity | undefined {
  const invalid = new ParseError('Invalid tg://emoji or tg://time URL specified');
  const match = /^tg:(?:\/\/)?(emoji|time)\/?(?:\?([^#]*))?(?:#.*)?$/is.exec(url);
  if (!match) throw invalid;
  const query = (name: string) => queryValue(match[2] ?? '', name);
  try {
    if (match[1]!.toLowerCase() === 'emoji') {
      return { type: 'custom_emoji', ...place, custom_emoji_id: emojiId(query('id')) };
    }
    const moment = { unix: query('unix'), format: query('format') };
    const entity = dateTimeEntity(place, moment);
    if (entity) return entity;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
  }
  throw invalid;
}

/** As it stands there: nothing is decoded, and the first of several counts. */
function queryValue(query: string, name: string): string {
  const found = query.split('&').find((part) => part.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? '';
}
