import type { PendingQuery, Row } from 'postgres';
import type { Tx } from '../client.ts';

/** Which part of a list, and in what order. `sort` is one of the columns that the query knows. */
export interface PageAsked {
  page: number;
  perPage: number;
  sort: string;
  order: 'asc' | 'desc';
}

export interface Page<T> {
  rows: T[];
  total: number;
}

type Fragment = PendingQuery<Row[]>;

/**
 * One page of a list.
 * @param parts what is shown, from where (with all conditions), how it is sorted by the name asked for, and a last
 *   column that tells equal ones apart
 */
export async function paged<T>(
  tx: Tx,
  { page, perPage, sort, order }: PageAsked,
  parts: { columns: Fragment; from: Fragment; sorts: Record<string, Fragment>; last: Fragment },
): Promise<Page<T>> {
  const by = parts.sorts[sort];
  if (!by) throw new Error(`there is no sorting by ${sort}`);
  const direction = order === 'asc' ? tx`asc` : tx`desc`;
  const [count] = await tx<{ total: number }[]>`select count(*)::int as total ${parts.from}`;
  const rows = await tx<(Row & Iterable<Row>)[]>`
    select ${parts.columns} ${parts.from} order by ${by} ${direction}, ${parts.last} ${direction}
    limit ${perPage} offset ${(page - 1) * perPage}`;
  return { rows: rows as unknown as T[], total: count!.total };
}

/** A condition, where its value was given. */
export const where = (tx: Tx, value: unknown, condition: () => Fragment): Fragment =>
  value === undefined ? tx`` : condition();

/** Looked for anywhere in it, whatever the case; `%` and `_` are themselves. */
export const containing = (words: string): string => `%${words.replace(/[\\%_]/g, '\\$&')}%`;
