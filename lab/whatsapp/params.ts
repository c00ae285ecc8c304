import type { Context } from 'hono';
import { refusals } from './refusal.ts';

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Meta writes where something is wrong as PHP would: `interactive['action']['buttons'][0]`. */
export const inside = (path: string, key: string | number) =>
  path === '' ? String(key) : typeof key === 'number' ? `${path}[${key}]` : `${path}['${key}']`;

/** @throws {Refusal} where it is missing or no object */
export function object(from: Json, key: string, path = ''): Json {
  const here = inside(path, key);
  if (from[key] === undefined || from[key] === null) throw refusals.missing(here);
  if (!isObject(from[key])) throw refusals.wrongType(here, 'a JSON object');
  return from[key];
}

/** @throws {Refusal} where it is missing or not a list of objects */
export function objects(from: Json, key: string, path = ''): Json[] {
  const here = inside(path, key);
  const list = from[key];
  if (list === undefined || list === null) throw refusals.missing(here);
  if (!Array.isArray(list)) throw refusals.wrongType(here, 'an array');
  list.forEach((one, index) => {
    if (!isObject(one)) throw refusals.wrongType(inside(here, index), 'a JSON object');
  });
  return list as Json[];
}

/** A text that must be there and say something. @throws {Refusal} */
export function text(from: Json, key: string, { path = '', most }: { path?: string; most?: number } = {}) {
  const here = inside(path, key);
  if (from[key] === undefined || from[key] === null) throw refusals.missing(here);
  const given = optionalText(from, key, { path, ...(most !== undefined && { most }) })!;
  if (given === '') throw refusals.empty(here);
  return given;
}

/** @throws {Refusal} where it is there and no text, or too long */
export function optionalText(
  from: Json,
  key: string,
  { path = '', most }: { path?: string; most?: number } = {},
): string | undefined {
  const here = inside(path, key);
  const given = from[key];
  if (given === undefined) return undefined;
  if (typeof given !== 'string') throw refusals.wrongType(here, 'a string');
  if (most !== undefined && lengthOf(given) > most) throw refusals.tooLong(here, most);
  return given;
}

/** @throws {Refusal} where it is there and neither true nor false */
export function optionalFlag(from: Json, key: string, path: string): boolean {
  const given = from[key];
  if (given !== undefined && typeof given !== 'boolean')
    throw refusals.wrongType(inside(path, key), 'a boolean');
  return given === true;
}

/** @throws {Refusal} where it is missing or none of these */
export function oneOf<Word extends string>(from: Json, key: string, words: readonly Word[], path = ''): Word {
  const given = text(from, key, { path });
  const word = words.find((one) => one === given);
  if (!word) throw refusals.notOneOf(inside(path, key), words);
  return word;
}

/** @throws {Refusal} where there is a key besides these */
export function onlyKeys(from: Json, path: string, keys: readonly string[]): void {
  const odd = Object.keys(from).find((key) => !keys.includes(key));
  if (odd !== undefined) throw refusals.unexpectedKey(odd, path);
}

/** Characters as people count them, not as UTF-16 does: an emoji is one. */
export const lengthOf = (given: string) => [...given].length;

/** What came as JSON; anything else is as nothing, and its first parameter is then missing. */
export async function readJson(c: Context): Promise<Json> {
  const body: unknown = await c.req.json().catch(() => ({}));
  return isObject(body) ? body : {};
}
