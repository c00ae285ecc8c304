import fc from 'fast-check';
import { hostileValues, hostileWords } from './hostile.ts';
import { type DocumentedRoute, openApiDocument, type Schema } from './routes.ts';

/** A request as it is sent. */
export interface Generated {
  route: DocumentedRoute;
  path: string;
  body: unknown;
  headers: Record<string, string>;
  /** Which of the tokens at hand. */
  who: number;
}

/**
 * Requests for a route, from its schemas: mostly what it takes, now and then something hostile in its place, so that some
 * get far and some do not.
 * @param ids that exist, so that something is found
 */
export function requestsFor(route: DocumentedRoute, ids: string[]): fc.Arbitrary<Generated> {
  const inPath = route.parameters.filter((one) => one.in === 'path');
  const inQuery = route.parameters.filter((one) => one.in === 'query');
  return fc
    .record({
      path: fc.tuple(...inPath.map(({ schema }) => textFor(schema, ids))),
      query: fc.tuple(...inQuery.map(({ schema }) => rarely(3, textFor(schema, ids)))),
      body: route.body ? mutated(valueFor(route.body, ids), ids) : fc.constant(undefined),
      stray: rarely(30, fc.constantFrom(...hostileWords)),
      key: rarely(10, fc.constantFrom('k1', 'k2', 'no spaces please', 'x'.repeat(200))),
      who: fc.nat({ max: 11 }),
    })
    .map(({ path, query, body, stray, key, who }) => {
      const filled = inPath.reduce(
        (whole, { name }, at) => whole.replace(`{${name}}`, encode(path[at]!)),
        route.path,
      );
      const search = inQuery.flatMap(({ name }, at) =>
        query[at] === null ? [] : [`${name}=${encode(query[at]!)}`],
      );
      if (stray !== null) search.push(`${encode(stray)}=1`);
      return {
        ...{ route, who, body },
        path: search.length > 0 ? `${filled}?${search.join('&')}` : filled,
        headers: key === null ? ({} as Record<string, string>) : { 'idempotency-key': key },
      };
    });
}

/** Null for all but one of so many. */
const rarely = <T>(oneOf: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: oneOf - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });

/** A lone surrogate cannot stand in a URL. An empty part would name another route. */
const encode = (words: string) =>
  encodeURIComponent(words.replace(/\p{Cs}/gu, '\ufffd')).replace(/^\.+$/, '%2E') || '%20';

const textFor = (schema: Schema, ids: string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: valueFor(schema, ids).map(asText) },
    { weight: 1, arbitrary: fc.constantFrom(...hostileWords) },
  );

/** As it would stand in an address. */
const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

const mutated = (value: fc.Arbitrary<unknown>, ids: string[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 8, arbitrary: value },
    { weight: 1, arbitrary: fc.constantFrom(...hostileValues, ids) },
    { weight: 1, arbitrary: value.map((given) => ({ ...(given as object), stray: 1 })) },
  );

/** Values that fit a schema, or one of whose parts does not. */
export function valueFor(schema: Schema, ids: string[]): fc.Arbitrary<unknown> {
  const fitting = fittingFor(schema, ids);
  return fc.oneof(
    { weight: 14, arbitrary: fitting },
    { weight: 1, arbitrary: fc.constantFrom(...hostileValues) },
  );
}

function fittingFor(schema: Schema, ids: string[]): fc.Arbitrary<unknown> {
  if (schema.$ref) return fittingFor(named(schema.$ref), ids);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => fittingFor(choice, ids)));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  const types = [schema.type ?? 'object'].flat();
  return fc.oneof(...types.map((type) => typed(type, schema, ids)));
}

function typed(type: string, schema: Schema, ids: string[]): fc.Arbitrary<unknown> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.oneof(
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(0, -1, 22, 1998, 1e9, schema.maximum ?? 7),
      );
    case 'array':
      return fc.array(valueFor(schema.items ?? {}, ids), { maxLength: 3 });
    case 'object':
      return objectOf(schema, ids);
    default:
      return wordsFor(schema, ids);
  }
}

function objectOf({ properties = {}, required = [] }: Schema, ids: string[]): fc.Arbitrary<unknown> {
  const model = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [name, valueFor(one, ids)]),
  );
  return fc.record(model, { requiredKeys: required });
}

function wordsFor({ format, pattern }: Schema, ids: string[]): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...ids), fc.uuid());
  if (pattern?.includes('[01]')) return fc.constantFrom('07:30', '22:00', '25:00');
  if (pattern) return fc.oneof(fc.constantFrom('123456', 'K7QM-2XRD'), fc.stringMatching(/^[0-9A-Z-]{6,9}$/));
  return fc.oneof(
    fc.constantFrom('Ana Lima', 'America/Lima', '+14155550123', 'unreachable', 'Hello', 'Blue'),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(...hostileWords),
  );
}

const named = (reference: string): Schema =>
  openApiDocument.components.schemas[reference.slice('#/components/schemas/'.length)]!;
