import type { OpenRow } from '../db/dueDeliveries.ts';

/** A later row waits for a retrying one this long at most. */
const patienceMs = 30_000;

/**
 * Of a lane's unfinished rows those to send now, in order: order holds within a lane, but a row that is being retried
 * holds the others up for half a minute at most, and one that waits for its hour holds up nothing.
 */
export function pickDue(rows: OpenRow[], now: Date): OpenRow[] {
  const due: OpenRow[] = [];
  for (const row of [...rows].sort(inOrder)) {
    // A row still marked as being sent belongs to a worker that died: the lane could not be claimed otherwise.
    if (row.status === 'sending' || row.notBefore <= now) due.push(row);
    else if (isRetrying(row) && now.getTime() - row.attemptedAt!.getTime() < patienceMs) break;
  }
  return due;
}

const isRetrying = (row: OpenRow) => row.attempts > 0 && row.attemptedAt !== null;

/** As they were written; rows from before they were numbered come first. */
const inOrder = (a: OpenRow, b: OpenRow) => a.position - b.position || (a.id < b.id ? -1 : 1);
