import type { FC } from 'hono/jsx';
import type { Page, PageAsked } from '../../db/api/paged.ts';
import type { Asked } from './asked.ts';
import { hereWith, pageCount } from './listing.ts';
import { type Props as PlainProps, PlainTable } from './plainTable.tsx';

interface Props<T> extends Omit<PlainProps<T>, 'rows' | 'sorted'> {
  asked: Asked;
  page: Page<T>;
  sorting: PageAsked;
}

/** A list as a table, sorted by the links at its top, page by page. */
export function Table<T>({ asked, page, sorting, ...table }: Props<T>) {
  const { sort: by, order } = sorting;
  const href = (sort: string, order: string) => hereWith(asked, { sort, order });
  return (
    <>
      <PlainTable<T> {...table} rows={page.rows} sorted={{ by, order, href }} />
      {page.rows.length > 0 && <Pages asked={asked} page={page} at={sorting.page} />}
    </>
  );
}

/** Leads through a list; nothing where it has one page only. */
const Pages: FC<{ asked: Asked; page: Page<unknown>; at: number }> = ({ asked, page, at }) => {
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
