/**
 * Text as both sides can carry it: without null characters, which Postgres refuses, and with U+FFFD for each half of a
 * surrogate pair, which is no UTF-8.
 */
export function clean(text: string): string {
  return text.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '\u{FFFD}');
}

/** Everything in a payload as jsonb can keep it. */
export function cleanAll(value: unknown): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map(cleanAll);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [clean(key), cleanAll(inner)]));
}
