import type { FC } from 'hono/jsx';
import type { Asked } from './asked.ts';
import { hereWith, idOf, rowsPerPage } from './listing.ts';

/** What a list by key shows of rows of which one too many was read, and where it goes on. */
export function firstOf<T extends { id: string }>(rows: T[]): { shown: T[]; before: string | null } {
  const shown = rows.slice(0, rowsPerPage);
  return { shown, before: rows.length > shown.length ? shown.at(-1)!.id : null };
}

/** Leads on through a list by key, and back to its newest. */
export const Older: FC<{ asked: Asked; before: string | null }> = ({ asked, before }) => {
  const { say, query } = asked;
  const isInside = idOf(query.get('before')) !== undefined;
  if (before === null && !isInside) return null;
  return (
    <nav class="pages" aria-label={say('admin.pages.label')}>
      {isInside ? (
        <a class="button plain" href={hereWith(asked, { before: null })}>
          {say('admin.pages.newest')}
        </a>
      ) : (
        <span />
      )}
      {before !== null && (
        <a class="button plain" rel="next" href={hereWith(asked, { before })}>
          {say('admin.pages.older')}
        </a>
      )}
    </nav>
  );
};
