import { inside, type Json, lengthOf, optionalText } from './params.ts';
import { refusals } from './refusal.ts';

/** A text of 1 to `most` characters, refused in Meta's words for buttons. */
export function bounded(
  from: Json,
  key: string,
  { path, most, what }: { path: string; most: number; what: string },
): string {
  const given = optionalText(from, key, { path });
  if (given === undefined) throw refusals.missing(inside(path, key));
  if (given === '' || lengthOf(given) > most)
    throw refusals.invalid(`${what} length invalid. Min length: 1, Max length: ${most}`);
  return given;
}

/** @throws {Refusal} where a value is there twice */
export function unique(values: string[], otherwise: string): void {
  if (new Set(values).size < values.length) throw refusals.invalid(otherwise);
}
