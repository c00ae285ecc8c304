import { isObject, json, text } from './arguments.ts';
import type { Call } from './params.ts';
import { type ParsedText, ParseError } from './parsedText.ts';
import { parseHtml } from './parseHtml.ts';
import { parseMarkdownV2 } from './parseMarkdownV2.ts';
import { badRequest } from './refusal.ts';
import type { MessageEntity } from './shapes.ts';
import { tidy } from './tidy.ts';

/** A text of a call, its markup read by `parse_mode` or given as `entities`, cleaned as Telegram cleans it. */
export function readFormatted(call: Call, name: 'text' | 'caption'): ParsedText {
  return tidy(marked(call, name));
}

/** 4096 UTF-16 code units after the markup was read (https://core.telegram.org/bots/api#sendmessage). */
export const MAX_TEXT = 4096;
export const MAX_CAPTION = 1024;

function marked(call: Call, name: 'text' | 'caption'): ParsedText {
  const source = text(call, name);
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

function readEntities(call: Call, name: string): MessageEntity[] {
  const entities = json(call, name, 'message entities JSON object');
  if (entities === undefined) return [];
  if (!Array.isArray(entities)) return [];
  return entities.filter(isEntity);
}

const isEntity = (value: unknown): value is MessageEntity =>
  isObject(value) &&
  typeof value.type === 'string' &&
  typeof value.offset === 'number' &&
  typeof value.length === 'number';
