import type { Tx } from './client.ts';

/** How long the longest-waiting delivery that could go has been waiting, in milliseconds; null when none waits. */
export async function oldestDueMs(tx: Tx, now: Date): Promise<number | null> {
  const [row] = await tx<{ dueAt: Date | null }[]>`
    select min(due_at) as "dueAt" from delivery_lanes where due_at <= ${now}`;
  return row?.dueAt ? now.getTime() - row.dueAt.getTime() : null;
}
