import type { Page, PageAsked } from '../../db/api/paged.ts';
import { storable } from '../../domain/storable.ts';
import type { Asked } from './asked.ts';

/** How many rows a page shows. */
export const rowsPerPage = 25;
/** Beyond this nobody reads, and each page costs as much as all before it. */
const lastPage = 10_000;

/** Which part of a list an address asks for. Whatever it does not understand is as if it were not there. */
export function pageAsked<S extends string>(
  { query }: Pick<Asked, 'query'>,
  { sorts, order = 'asc' }: { sorts: readonly [S, ...S[]]; order?: 'asc' | 'desc' },
): PageAsked & { sort: S } {
  const page = Math.trunc(Number(query.get('page')));
  const wanted = sorts.find((one) => one === query.get('sort'));
  const direction = query.get('order');
  return {
    page: page >= 1 && page <= lastPage ? page : 1,
    perPage: rowsPerPage,
    sort: wanted ?? sorts[0],
    order: direction === 'asc' || direction === 'desc' ? direction : wanted ? 'asc' : order,
  };
}

/** One of the words that an address may name; undefined for any other, or none. */
export const oneOf = <T extends string>(
  { query }: Pick<Asked, 'query'>,
  name: string,
  words: readonly T[],
): T | undefined => words.find((one) => one === query.get(name));

/** A year of four digits. */
export const yearOf = ({ query }: Pick<Asked, 'query'>, name = 'year'): number | undefined =>
  /^\d{4}$/.test(query.get(name) ?? '') ? Number(query.get(name)) : undefined;

/** What is looked for, as it may stand in the database; undefined for nothing. */
export function searched({ query }: Pick<Asked, 'query'>, name = 'search'): string | undefined {
  const words = storable(query.get(name) ?? '').trim();
  return words === '' ? undefined : words.slice(0, 100);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id, where it can be one. */
export const idOf = (value: string | null | undefined): string | undefined =>
  value && uuid.test(value) ? value.toLowerCase() : undefined;

/** A number that people name something by, where it can be one. */
export const numberOf = (value: string | undefined): number | undefined =>
  /^[1-9]\d{0,8}$/.test(value ?? '') ? Number(value) : undefined;

/** The same address with some of what it asks for changed; null takes it out. What is changed begins at its first page. */
export function hereWith(
  { here }: Pick<Asked, 'here'>,
  changes: Record<string, string | number | null>,
): string {
  const [path, search = ''] = here.split('?');
  const query = new URLSearchParams(search);
  query.delete('page');
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, String(value));
  }
  return query.size > 0 ? `${path}?${query}` : path!;
}

/** How many pages a list has. */
export const pageCount = ({ total }: Page<unknown>): number => Math.max(1, Math.ceil(total / rowsPerPage));
