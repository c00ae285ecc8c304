import { firstIdOf, timeOf } from '../domain/id.ts';
import type { Tx } from './client.ts';

/** Any fixed number will do; it only has to be the same in every server. */
const partitionsLock = 4_715_028_234;
const partitioned = ['inbox', 'message_deliveries'] as const;

/**
 * Makes this month's and the next two months' partitions where they are missing. One at a time: of two servers that start
 * at once the second would find a table that was not there when it looked ("if not exists" does not wait).
 */
export async function ensurePartitions(tx: Tx, now: Date): Promise<void> {
  for (const ahead of [0, 1, 2]) {
    const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead));
    const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1));
    const month = nameOf(first);
    for (const table of partitioned) {
      await tx`
        with turn as materialized (select pg_advisory_xact_lock(${partitionsLock}))
        select add_month(${table}, ${month}, ${firstIdOf(first)}::uuid, ${firstIdOf(next)}::uuid) from turn`;
    }
  }
}

/** A month of one of the two tables, as its partition is called: `2026_03`. */
export interface Month {
  table: (typeof partitioned)[number];
  month: string;
}

/** The partitions of months that were over before `before`, the oldest first. */
export async function findOldMonths(tx: Tx, before: Date): Promise<Month[]> {
  const border = nameOf(before);
  const rows = await tx<Month[]>`
    select p.relname as table, right(c.relname, 7) as month
    from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
    where p.relname = any(${[...partitioned]}) and p.relnamespace = 'public'::regnamespace
      and c.relname ~ '_[0-9]{4}_[0-9]{2}$' order by 2, 1`;
  return rows.filter(({ month }) => month < border);
}

/**
 * Drops a month with all that is in it, unless some of it is still open: then it stays, and false is returned.
 * @throws {Error} 55P03 where those who use the table left no second free for it
 */
export async function dropMonth(tx: Tx, { table, month }: Month): Promise<boolean> {
  const [row] = await tx<{ dropped: boolean }[]>`select drop_month(${table}, ${month}) as dropped`;
  return row!.dropped;
}

/** Whether the months in which something went out at that time have been dropped. */
export async function isForgotten(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx<{ month: string | null }[]>`
    select min(right(c.relname, 7)) as month from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'message_deliveries'::regclass and c.relname ~ '_[0-9]{4}_[0-9]{2}$'`;
  return row!.month !== null && nameOf(timeOf(id)) < row!.month;
}

const nameOf = (moment: Date) =>
  `${moment.getUTCFullYear()}_${String(moment.getUTCMonth() + 1).padStart(2, '0')}`;
