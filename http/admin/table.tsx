import type { Child, FC } from 'hono/jsx';
import type { Page, PageAsked } from '../../db/api/paged.ts';
import type { Asked } from './asked.ts';
import { hereWith, pageCount } from './listing.ts';

/** A column: what stands at its top and in each row. */
export interface Column<T> {
  label: string;
  /** By what it is sorted, where it can be. */
  sort?: string;
  /** Numbers stand at the right; what is wide takes a line of its own on a phone. */
  kind?: 'number' | 'wide' | 'acts';
  cell(row: T): Child;
}

interface Props<T> {
  asked: Asked;
  /** What the table shows, for those who hear it. */
  caption: string;
  columns: Column<T>[];
  page: Page<T>;
  sorting: PageAsked;
  /** What is said where there is nothing. */
  empty: string;
  /** Names each row for the keys; rows are chosen by j and k where it is given. */
  idOf?: (row: T) => string | number;
}

/** A list as a table: sorted by its links, page by page; on a phone each row is a card. */
export function Table<T>({ asked, caption, columns, page, sorting, empty, idOf }: Props<T>) {
  if (page.rows.length === 0) return <p class="empty">{empty}</p>;
  return (
    <>
      <table class="list" data-rows={idOf ? '' : undefined}>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading {...{ asked, column, sorting }} />
            ))}
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row) => (
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
      <Pages asked={asked} page={page} at={sorting.page} />
    </>
  );
}

function Heading<T>({ asked, column, sorting }: { asked: Asked; column: Column<T>; sorting: PageAsked }) {
  const { label, sort, kind } = column;
  if (!sort)
    return (
      <th scope="col" class={kind}>
        {kind === 'acts' ? <span class="unseen">{label}</span> : label}
      </th>
    );
  const isBy = sorting.sort === sort;
  const next = isBy && sorting.order === 'asc' ? 'desc' : 'asc';
  const direction = sorting.order === 'asc' ? 'ascending' : 'descending';
  return (
    <th scope="col" class={kind} aria-sort={isBy ? direction : undefined}>
      <a href={hereWith(asked, { sort, order: next })}>{label}</a>
    </th>
  );
}

/** Leads through a list; nothing where it has one page only. */
export const Pages: FC<{ asked: Asked; page: Page<unknown>; at: number }> = ({ asked, page, at }) => {
  const count = pageCount(page);
  if (count === 1) return null;
  const { say } = asked;
  return (
    <nav class="pages" aria-label={say('admin.pages.label')}>
      {at > 1 ? (
        <a class="button plain" rel="prev" href={hereWith(asked, { page: at - 1 })}>
          {say('admin.pages.previous')}
        </a>
      ) : (
        <span />
      )}
      <span>{say('admin.pages.at', { at, count, total: page.total })}</span>
      {at < count ? (
        <a class="button plain" rel="next" href={hereWith(asked, { page: at + 1 })}>
          {say('admin.pages.next')}
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
};
