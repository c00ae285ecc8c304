import type { StoredState } from '../../../domain/flow.ts';

/** What kind of situation this is: the state, and of the context what can make a difference. */
export function kindOf({ value, context }: StoredState): string {
  return JSON.stringify([value, simplified(context)]);
}

/** Words that decide what comes next; of all others it only matters whether there are any. */
const deciding = new Set([
  'standing',
  'act',
  'as',
  'changing',
  'setting',
  'channel',
  'verdict',
  'outcome',
  'code',
]);

/** None, one, several, and more than there are buttons on any channel. */
const sizes = [0, 1, 2, 4];

function simplified(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return sizes.findLast((size) => value.length >= size);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([name, inner]) => simplified(inner, name));
  }
  // What is not a code has no digit in it.
  if (key === 'code' && typeof value === 'string') return /\d/.test(value) ? 2 : value.length > 0;
  if (key === 'preferredChannel') return value === 'email';
  if (typeof value === 'string' && !deciding.has(key)) return value !== '';
  return typeof value === 'number' ? value > 0 : value;
}
