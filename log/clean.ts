import { mask } from './mask.ts';

/** Names of fields whose value is an identifier, a secret, or what somebody wrote, whoever put them there. */
const forbidden = new Set(
  `from to phone phonenumber identifier email contact chat chatid user userid username firstname lastname fullname
  token bottoken authtoken accesstoken secret secretkey password authorization cookie setcookie apikey
  text body caption content raw payload parameters params args arguments detail where`.split(/\s+/),
);
const deepest = 6;
const longestList = 50;

/** A copy fit for the log: plain, of limited size, without what must not be read there. */
export function clean(fields: object, secrets: string[]): object {
  return plain(fields, deepest) as object;

  function plain(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return mask(value, secrets);
    if (typeof value === 'bigint') return String(value);
    if (typeof value === 'function' || typeof value === 'symbol') return undefined;
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
    if (value instanceof URL) return mask(value.href, secrets);
    if (value instanceof Uint8Array) return `[${value.length} bytes]`;
    if (depth === 0) return '[deeper]';
    if (value instanceof Error) return errorFields(value, depth);
    if (Array.isArray(value)) return value.slice(0, longestList).map((item) => plain(item, depth - 1));
    return entries(value, depth);
  }

  function entries(value: object, depth: number): object {
    const each = Object.entries(value).map(([name, inner]) => [name, field(name, inner, depth)]);
    return Object.fromEntries(each);
  }

  function field(name: string, value: unknown, depth: number): unknown {
    const isForbidden = forbidden.has(name.toLowerCase().replace(/[_-]/g, ''));
    return isForbidden && value !== null && value !== undefined ? '[redacted]' : plain(value, depth - 1);
  }

  /** Its own fields too (`code`, `status`), and the errors behind it; these do not show up among an object's entries. */
  function errorFields(error: Error, depth: number): object {
    const { name, message, stack, cause } = error;
    const behind = error instanceof AggregateError ? { errors: error.errors } : {};
    return entries({ type: name, ...error, message, stack, cause, ...behind }, depth);
  }
}
