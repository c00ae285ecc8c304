import type { Child } from 'hono/jsx';

interface Column<T> {
  label: string;
  kind?: 'number' | 'wide';
  cell(row: T): Child;
}

interface Props<T> {
  /** What the table shows, for those who hear it. */
  caption: string;
  columns: Column<T>[];
  rows: T[];
  empty: string;
}

/** A short list as a table, all of it at once; on a phone each row is a card. */
export function PlainTable<T>({ caption, columns, rows, empty }: Props<T>) {
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  return (
    <table class="list">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ label, kind }) => (
            <th scope="col" class={kind}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {columns.map(({ label, kind, cell }) => (
              <td class={kind} data-label={label}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
