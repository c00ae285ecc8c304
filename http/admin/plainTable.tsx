import type { Child } from 'hono/jsx';

/** A column: what stands at its top and in each row. */
export interface Column<T> {
  label: string;
  /** By what it is sorted, where it can be. */
  sort?: string;
  /** Numbers stand at the right; what is wide takes a line of its own on a phone. */
  kind?: 'number' | 'wide' | 'acts';
  cell(row: T): Child;
}

export interface Props<T> {
  /** What the table shows, for those who hear it. */
  caption: string;
  columns: Column<T>[];
  rows: T[];
  /** What is said where there is nothing. */
  empty: string;
  /** Names each row for the keys; rows are chosen by j and k where it is given. */
  idOf?: ((row: T) => string | number) | undefined;
  sorted?: Sorted;
}

interface Sorted {
  by: string;
  order: 'asc' | 'desc';
  /** Where the same rows are in another order. */
  href(sort: string, order: 'asc' | 'desc'): string;
}

/** A list as a table, all of it at once; on a phone each row is a card. */
export function PlainTable<T>({ caption, columns, rows, empty, idOf, sorted }: Props<T>) {
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  return (
    <table class="list" data-rows={idOf ? '' : undefined}>
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <Heading {...{ column, sorted }} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr data-row={idOf?.(row)} tabindex={idOf ? -1 : undefined}>
            {columns.map(({ label, kind, cell }) => (
              <td class={kind} data-label={label}>
                <div class="cell">{cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Heading<T>({ column, sorted }: { column: Column<T>; sorted: Sorted | undefined }) {
  const { label, sort, kind } = column;
  if (!sort || !sorted)
    return (
      <th scope="col" class={kind}>
        {kind === 'acts' ? <span class="unseen">{label}</span> : label}
      </th>
    );
  const isBy = sorted.by === sort;
  const next = isBy && sorted.order === 'asc' ? 'desc' : 'asc';
  const direction = sorted.order === 'asc' ? 'ascending' : 'descending';
  return (
    <th scope="col" class={kind} aria-sort={isBy ? direction : undefined}>
      <a href={sorted.href(sort, next)}>{label}</a>
    </th>
  );
}
