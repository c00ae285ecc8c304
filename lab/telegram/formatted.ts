import {
  isObject,
  type JsonObject,
  json,
  requiredInteger,
  requiredString,
  stringField,
  text,
} from './arguments.ts';
import { isDateFormat } from './dateTime.ts';
import type { Call } from './params.ts';
import { type ParsedText, ParseError } from './parsedText.ts';
import { parseHtml } from './parseHtml.ts';
import { parseMarkdownV2 } from './parseMarkdownV2.ts';
import { badRequest, Refusal } from './refusal.ts';
import type { MessageEntity } from './shapes.ts';
import { tidy } from './tidy.ts';

/** A text of a call, its markup read by `parse_mode` or given as `entities`, cleaned as Telegram cleans it. */
export function readFormatted(call: Call, name: 'text' | 'caption'): ParsedText {
  return tidy(marked(call, name));
}

/** 4096 UTF-16 code units after the markup was read (https://core.telegram.org/bots/api#sendmessage). */
export const MAX_TEXT = 4096;
export const MAX_CAPTION = 1024;

/** More than that is not even parsed. */
const MAX_BYTES = 1 << 15;

function marked(call: Call, name: 'text' | 'caption'): ParsedText {
  const source = text(call, name);
  if (Buffer.byteLength(source) > MAX_BYTES) throw badRequest('Text is too long');
  const mode = text(call, 'parse_mode').toLowerCase();
  const given = readEntities(call, name === 'text' ? 'entities' : 'caption_entities');
  if (mode === '' || mode === 'none') return { text: source, entities: given };
  const parse = { html: parseHtml, markdownv2: parseMarkdownV2 }[mode];
  if (!parse) throw badRequest('Unsupported parse_mode');
  try {
    return parse(source);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw badRequest(`can't parse entities: ${error.message}`);
  }
}

/** Entities that are found anyway are not taken over; what is no list means none. */
function readEntities(call: Call, name: string): MessageEntity[] {
  const given = json(call, name, 'entities JSON object');
  if (!Array.isArray(given)) return [];
  return given.map(readEntity).filter((entity) => !FOUND_ANYWAY.includes(entity.type));
}

const FOUND_ANYWAY = [
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
  'bank_card_number',
];
const PLAIN = [
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'code',
  'blockquote',
  'expandable_blockquote',
];

function readEntity(value: unknown): MessageEntity {
  try {
    if (!isObject(value)) throw badRequest('expected an Object');
    const place = { offset: requiredInteger(value, 'offset'), length: requiredInteger(value, 'length') };
    return { type: requiredString(value, 'type'), ...place, ...detailOf(value) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw badRequest(`Can't parse MessageEntity: ${error.description.replace('Bad Request: ', '')}`);
  }
}

function detailOf(entity: JsonObject): Partial<MessageEntity> {
  const type = String(entity.type);
  switch (type) {
    case 'pre':
      return entity.language ? { language: stringField(entity, 'language') } : {};
    case 'text_link':
      return { url: requiredString(entity, 'url') };
    case 'text_mention':
      return { user: { is_bot: false, first_name: '', ...(entity.user as { id: number }) } };
    case 'custom_emoji':
      return { custom_emoji_id: requiredString(entity, 'custom_emoji_id') };
    case 'date_time':
      return {
        unix_time: requiredInteger(entity, 'unix_time'),
        ...format(stringField(entity, 'date_time_format')),
      };
    default:
      if ([...PLAIN, ...FOUND_ANYWAY].includes(type)) return {};
      throw badRequest('Unsupported type specified');
  }
}

function format(date_time_format: string): Partial<MessageEntity> {
  if (!isDateFormat(date_time_format)) throw badRequest('Invalid date-time format specified');
  return date_time_format ? { date_time_format } : {};
}
