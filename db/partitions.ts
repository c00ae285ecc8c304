import { firstIdOf } from '../domain/id.ts';
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
    const month = `${first.getUTCFullYear()}_${String(first.getUTCMonth() + 1).padStart(2, '0')}`;
    for (const table of partitioned) {
      await tx`
        with turn as materialized (select pg_advisory_xact_lock(${partitionsLock}))
        select add_month(${table}, ${month}, ${firstIdOf(first)}::uuid, ${firstIdOf(next)}::uuid) from turn`;
    }
  }
}
