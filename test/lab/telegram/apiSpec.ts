import { readFileSync } from 'node:fs';

/** The published specification of the Bot API (10.1), so far as it can be checked. */
interface Spec {
  methods: Record<string, { fields?: Field[]; returns: string[] }>;
  types: Record<string, { fields?: Field[]; subtypes?: string[] }>;
}

interface Field {
  name: string;
  types: string[];
  required: boolean;
}

const spec = JSON.parse(
  readFileSync(new URL('../../fixtures/telegram/api.json', import.meta.url), 'utf8'),
) as Spec;

/**
 * What is wrong with a call by the specification: unknown or missing parameters, values of another type. Takes the
 * parameters as they are or as text (as the emulator's log has them); `files` names those sent as uploads.
 */
export function checkCall(method: string, params: object, files: string[] = []): string[] {
  const known = spec.methods[method];
  if (!known) return [`${method} is no method`];
  const values: Record<string, unknown> = { ...params };
  for (const file of files) values[file] ??= new Blob([]);
  const fields = known.fields ?? [];
  const given = Object.entries(values).filter(
    ([name, value]) => value !== undefined && !isAttachment(name, params),
  );
  return [
    ...fields
      .filter((field) => field.required && values[field.name] === undefined)
      .map((field) => `${method}: ${field.name} is missing`),
    ...given.flatMap(([name, value]) => {
      const field = fields.find((one) => one.name === name);
      if (!field) return [`${method}: ${name} is no parameter`];
      return checkTypes(field.types, read(value, field.types), `${method}: ${name}`);
    }),
  ];
}

/** What is wrong with an object by the specification, fields it does not know included. */
export function checkObject(type: string, value: unknown, at = type): string[] {
  const known = spec.types[type];
  if (!known) return [`${at}: ${type} is no type`];
  if (known.subtypes) return checkTypes(known.subtypes, value, at);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at} is no ${type}`];
  const fields = known.fields ?? [];
  const object = value as Record<string, unknown>;
  const missing = fields.filter((field) => field.required && object[field.name] === undefined);
  return [
    ...missing.map((field) => `${at}.${field.name} is missing`),
    ...Object.entries(object).flatMap(([name, inner]) => {
      if (inner === undefined) return [];
      const field = fields.find((one) => one.name === name);
      return field
        ? checkTypes(field.types, inner, `${at}.${name}`)
        : [`${at}.${name} is no field of ${type}`];
    }),
  ];
}

/** What is wrong with the `result` of a method. */
export function checkResult(method: string, result: unknown): string[] {
  return checkTypes(spec.methods[method]?.returns ?? [], result, `result of ${method}`);
}

/** Right is what fits any of the types; of the complaints the shortest list is told. */
function checkTypes(types: string[], value: unknown, at: string): string[] {
  const complaints = types.map((type) => checkType(type, value, at));
  return complaints.toSorted((a, b) => a.length - b.length)[0] ?? [`${at} has no type`];
}

function checkType(type: string, value: unknown, at: string): string[] {
  const inner = /^Array of (.+)$/.exec(type)?.[1];
  if (inner) {
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((one, index) => checkType(inner, one, `${at}[${index}]`));
  }
  const isFit = SCALARS[type];
  if (isFit) return isFit(value) ? [] : [`${at} is no ${type}`];
  return checkObject(type, value, at);
}

const SCALARS: Record<string, (value: unknown) => boolean> = {
  Integer: Number.isSafeInteger,
  Float: (value) => typeof value === 'number',
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  InputFile: (value) => value instanceof Blob,
};

/** A parameter that came as text is read as what it may be. */
function read(value: unknown, types: string[]): unknown {
  if (typeof value !== 'string' || types.includes('String')) return value;
  if (value.startsWith('attach://')) return new Blob([]);
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** Files that another parameter names by `attach://` have names of their own. */
const isAttachment = (name: string, params: object) => JSON.stringify(params).includes(`attach://${name}`);
