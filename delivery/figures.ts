import type { Engine as Sql } from '../db/client.ts';
import { findDay, findMissingDays, recordFigures } from '../db/figures.ts';
import { noReceipts } from '../domain/channel.ts';
import { firstIdOf } from '../domain/id.ts';

const dayMs = 86_400_000;
/** The longest that something waits before it is sent: a weekly digest, and a day's quiet. */
const longestWaitMs = 8 * dayMs;

/**
 * Keeps the figures of every day that is over and has none, of all communities: after an outage those of each day that
 * was missed. Two servers may do it at once; the first to commit a day has it.
 */
export async function keepFigures(sql: Sql, now: Date): Promise<void> {
  for (;;) {
    const [missing] = await findMissingDays(sql, { now, count: 1 });
    if (!missing) return;
    await sql.begin(async (tx) => {
      const { from, to } = await findDay(tx, missing);
      await recordFigures(tx, {
        ...missing,
        ...{ from, to, firstId: firstIdOf(from), lastId: firstIdOf(to) },
        plannedId: firstIdOf(new Date(from.getTime() - longestWaitMs)),
        noReceipts: [...noReceipts],
      });
    });
  }
}
