import type { Tx } from './client.ts';

/** How long the longest-waiting delivery that could go has been waiting, in milliseconds; null when none waits. */
export async function oldestDueMs(tx: Tx, now: Date): Promise<number | null> {
  const [row] = await tx<{ dueAt: Date | null }[]>`
    select min(due_at) as "dueAt" from delivery_lanes where due_at <= ${now}`;
  return row?.dueAt ? now.getTime() - row.dueAt.getTime() : null;
}

/** What is waiting, and how Postgres is: one row. Times are the clock's, sizes in bytes. */
export interface Load {
  /** Lanes with something due, counted up to `mostCounted`. */
  dueLanes: number;
  oldestDueAt: Date | null;
  /** Events that wait to be handled, counted up to `mostCounted`. */
  waitingEvents: number;
  oldestWaitingAt: Date | null;
  databaseBytes: number;
  /** Of all who use this Postgres. */
  connections: number;
  mostConnections: number;
  /** When Postgres last kept a segment of its log elsewhere, and how often it could not; null where it never did. */
  archivedAt: Date | null;
  archiveFailures: number;
}

/** Nobody needs to know exactly how much too many are. */
const mostCounted = 10_000;

/** Each look costs a few milliseconds, whatever is kept: what is counted is open, and bounded. */
export async function readLoad(tx: Tx, now: Date): Promise<Load> {
  const [row] = await tx<Load[]>`
    select
      (select count(*) from (select from delivery_lanes where due_at <= ${now} limit ${mostCounted}) due)::int
        as "dueLanes",
      (select min(due_at) from delivery_lanes where due_at <= ${now}) as "oldestDueAt",
      (select count(*) from (select from inbox where status = 'waiting' limit ${mostCounted}) waiting)::int
        as "waitingEvents",
      (select min(created_at) from inbox where status = 'waiting' and coalesce(not_before, created_at) <= ${now})
        as "oldestWaitingAt",
      pg_database_size(current_database())::float8 as "databaseBytes",
      (select count(*) from pg_stat_activity where backend_type = 'client backend')::int as "connections",
      current_setting('max_connections')::int as "mostConnections",
      last_archived_time as "archivedAt", failed_count::int as "archiveFailures"
    from pg_stat_archiver`;
  return row!;
}

/** When each job's last turn began that came to its end; of those that ever did. */
export async function readJobSuccesses(tx: Tx): Promise<{ name: string; succeededAt: Date }[]> {
  return tx<{ name: string; succeededAt: Date }[]>`
    select name, succeeded_at as "succeededAt" from jobs where succeeded_at is not null`;
}
