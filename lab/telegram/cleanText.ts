import { sortEntities } from './entities.ts';
import type { ParsedText } from './parsedText.ts';
import { badRequest } from './refusal.ts';

/** Line ends, direction marks and stacked accents that Telegram takes out of every text. */
const DROPPED = /\r|[\u2028-\u202e]|\u0333|\u033f|\u030a/;

/**
 * Takes out what no message may hold, and moves the entities along.
 * @throws {Refusal} where an entity does not lie on whole characters of the text
 */
export function cleanText({ text, entities }: ParsedText): ParsedText {
  for (const { offset, length } of entities) {
    if (offset < 0) throw badRequest(`Receive an entity with incorrect offset ${offset}`);
    if (length < 0) throw badRequest(`Receive an entity with incorrect length ${length}`);
  }
  const movedTo = new Int32Array(text.length + 1);
  let clean = '';
  for (let at = 0; at < text.length; at++) {
    movedTo[at] = clean.length;
    const character = text[at]!;
    if (DROPPED.test(character)) continue;
    clean += character < ' ' && character !== '\n' ? ' ' : character;
  }
  movedTo[text.length] = clean.length;
  const kept = sortEntities(entities).filter((entity) => entity.length > 0);
  for (const entity of kept) requireWhole(text, entity);
  return {
    text: clean,
    entities: kept
      .map((entity) => {
        const offset = movedTo[entity.offset]!;
        return { ...entity, offset, length: movedTo[entity.offset + entity.length]! - offset };
      })
      .filter((entity) => entity.length > 0),
  };
}

function requireWhole(text: string, { offset, length }: { offset: number; length: number }) {
  const end = offset + length;
  if (offset >= text.length) {
    throw badRequest(`Entity begins after the end of the text at UTF-16 offset ${offset}`);
  }
  if (isMiddle(text, offset)) {
    throw badRequest(
      `Entity begins in a middle of a UTF-16 symbol at byte offset ${byteOffset(text, offset)}`,
    );
  }
  const which = `Entity beginning at UTF-16 offset ${offset}`;
  if (end > text.length) throw badRequest(`${which} ends after the end of the text at UTF-16 offset ${end}`);
  if (isMiddle(text, end)) {
    throw badRequest(`${which} ends in a middle of a UTF-16 symbol at byte offset ${byteOffset(text, end)}`);
  }
}

const isMiddle = (text: string, at: number) =>
  /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));

/** Behind the character that was cut. */
const byteOffset = (text: string, at: number) => Buffer.byteLength(text.slice(0, at + 1));
