import { firstIdOf } from '../domain/id.ts';
import type { Tx } from './client.ts';

const partitioned = ['inbox', 'message_deliveries'] as const;

/** Makes this month's and the next two months' partitions where they are missing. */
export async function ensurePartitions(tx: Tx, now: Date): Promise<void> {
  for (const ahead of [0, 1, 2]) {
    const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead));
    const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1));
    const month = `${first.getUTCFullYear()}_${String(first.getUTCMonth() + 1).padStart(2, '0')}`;
    for (const table of partitioned) {
      await tx`select add_month(${table}, ${month}, ${firstIdOf(first)}::uuid, ${firstIdOf(next)}::uuid)`;
    }
  }
}
