import { sortEntities } from './entities.ts';
import { findEntities } from './findEntities.ts';
import type { ParsedText } from './parsedText.ts';

/** Cleans a text the way Telegram does before it is stored. */
export function tidy(parsed: ParsedText): ParsedText {
  const text = parsed.text.trimEnd();
  const entities = parsed.entities.filter((one) => one.offset < text.length);
  const found = findEntities(text).filter(
    (one) =>
      !entities.some(
        (other) => one.offset < other.offset + other.length && other.offset < one.offset + one.length,
      ),
  );
  return { text, entities: sortEntities([...entities, ...found]) };
}
