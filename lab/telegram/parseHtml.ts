import { dateTimeEntity } from './dateTime.ts';
import { emojiId } from './emojiId.ts';
import { fromLink, sortEntities } from './entities.ts';
import { decodeReference, isLoneSurrogate } from './htmlReferences.ts';
import { type OpenTag, readEndTag, readStartTag, TAGS } from './htmlTags.ts';
import { type ParsedText, ParseError } from './parsedText.ts';
import type { MessageEntity } from './shapes.ts';

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
      const decoded = decodeReference(source, reader.at);
      isBroken ||= isLoneSurrogate(decoded);
      text += decoded.text;
      reader.at += decoded.length;
    } else if (character !== '<') {
      text += character;
      reader.at++;
    } else if (source[reader.at + 1] === '/') {
      addEntity(readEndTag(reader, open.pop()), { entities, text });
    } else {
      open.push(readStartTag(reader, text.length));
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
