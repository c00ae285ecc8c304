import type { Call } from './params.ts';
import { badRequest } from './refusal.ts';

export const text = (call: Call, name: string) => call.params.get(name) ?? '';

/** The real server reads anything but these two words and non-zero numbers as false. */
export const flag = (call: Call, name: string) => /^(true|yes|[1-9]\d*)$/i.test(text(call, name).trim());

/** A number within limits; anything that is none is the fallback, as the real server has it. */
export function integer(call: Call, name: string, range: { min: number; max: number; otherwise: number }) {
  const value = text(call, name);
  if (!/^-?\d+$/.test(value)) return range.otherwise;
  return Math.min(range.max, Math.max(range.min, Number(value)));
}

/** A parameter that is JSON; `what` names it in the refusal. `undefined` where it was not given. */
export function json(call: Call, name: string, what: string): unknown {
  const value = text(call, name);
  if (value === '') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw badRequest(`Can't parse ${what}`);
  }
}

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field of a JSON object that must be text; numbers pass as text, as with the real server. */
export function stringField(object: JsonObject, name: string): string {
  const value = object[name];
  if (value === undefined || value === null) return '';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw badRequest(`Field "${name}" must be of type String`);
}

export function requiredString(object: JsonObject, name: string): string {
  if (object[name] === undefined || object[name] === null) throw badRequest(`Can't find field "${name}"`);
  return stringField(object, name);
}

export function requiredInteger(object: JsonObject, name: string): number {
  if (object[name] === undefined || object[name] === null) throw badRequest(`Can't find field "${name}"`);
  return integerField(object, name);
}

export function booleanField(object: JsonObject, name: string): boolean {
  const value = object[name];
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  throw badRequest(`Field "${name}" must be of type Boolean`);
}

export function integerField(object: JsonObject, name: string, otherwise = 0): number {
  const value = object[name];
  if (value === undefined || value === null) return otherwise;
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return Number(value);
  throw badRequest(`Field "${name}" must be of type Number`);
}
