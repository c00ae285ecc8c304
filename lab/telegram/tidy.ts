import { cleanText } from './cleanText.ts';
import { sortEntities } from './entities.ts';
import { findEntities } from './findEntities.ts';
import { orderEntities, overlap } from './orderEntities.ts';
import type { ParsedText } from './parsedText.ts';
import type { MessageEntity } from './shapes.ts';

/**
 * Makes of a marked text what Telegram stores: cleaned, its entities in order, trimmed, and with the commands,
 * mentions and addresses it finds by itself.
 */
export function tidy(parsed: ParsedText): ParsedText {
  const { text, entities } = trim(putInOrder(parsed));
  const all = sortEntities([...entities, ...found(text, entities)]);
  return { text, entities: orderEntities(all) };
}

/** The first half: characters cleaned and entities in order; nothing is trimmed or found. */
export function putInOrder(parsed: ParsedText): ParsedText {
  const clean = cleanText(parsed);
  if (/^[ \n]*$/.test(clean.text)) return { text: '', entities: [] };
  return { text: clean.text, entities: orderEntities(clean.entities) };
}

/** White space at the end goes; at the start only as far as no entity holds it. */
function trim({ text, entities }: ParsedText): ParsedText {
  const trimmed = text.replace(/[ \n]+$/, '');
  const blank = /^[ \n]*/.exec(trimmed)![0].length;
  const start = Math.min(blank, entities[0]?.offset ?? blank);
  return {
    text: trimmed.slice(start),
    entities: entities
      .map((one) => ({
        ...one,
        length: Math.min(one.length, trimmed.length - one.offset),
        offset: one.offset - start,
      }))
      .filter((one) => one.length > 0),
  };
}

const PLAIN = /^(bold|italic|underline|strikethrough|spoiler|blockquote|expandable_blockquote)$/;

/** Nothing is found inside links and code. */
function found(text: string, entities: MessageEntity[]): MessageEntity[] {
  const solid = entities.filter((one) => !PLAIN.test(one.type));
  return findEntities(text).filter((one) => !solid.some((other) => overlap(one, other)));
}
