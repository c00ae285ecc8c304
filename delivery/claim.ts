import type { Engine as Sql, Tx } from '../db/client.ts';
import { type DueDelivery, type OpenRow, openRows, startSending } from '../db/dueDeliveries.ts';
import { type ClaimedLane, type ClaimedWith, claimLanes, keyOfLane } from '../db/lanes.ts';
import { grouped } from '../domain/grouped.ts';
import type { Pace } from '../domain/pace.ts';
import { pickDue } from './pick.ts';

/** Rows of one lane sent in a row before others get their turn. */
const rowsPerLane = 10;

/** A lane in a worker's hands, with its rows that are due. */
export interface Job {
  lane: ClaimedLane;
  channel: string;
  rows: { due: DueDelivery; before: OpenRow }[];
}

/** Leases lanes and marks their due rows as being sent, in one transaction; one with nothing to send is a job as well. */
export async function claimJobs(sql: Sql, pace: Pace, claim: ClaimedWith): Promise<Job[]> {
  return sql.begin(async (tx): Promise<Job[]> => {
    const lanes = await claimLanes(tx, claim);
    return lanes.length > 0 ? takeRows(tx, lanes, { pace, now: claim.now }) : [];
  });
}

async function takeRows(
  tx: Tx,
  lanes: (ClaimedLane & { channel: string })[],
  { pace, now }: { pace: Pace; now: Date },
): Promise<Job[]> {
  const open = await openRows(tx, lanes, now);
  const byLane = grouped(open, keyOfLane);
  const picked = new Map(
    lanes
      .flatMap((lane) => {
        const most = Math.min(rowsPerLane, pace.rowsAtOnce(lane.channel, lane.lane));
        return pickDue(byLane.get(keyOfLane(lane)) ?? [], now).slice(0, most);
      })
      .map((row) => [row.id, row]),
  );
  const due = picked.size > 0 ? await startSending(tx, [...picked.keys()], now) : [];
  const dueByLane = grouped(due, keyOfLane);
  return lanes.map(({ channel, ...lane }) => ({
    lane,
    channel,
    rows: (dueByLane.get(keyOfLane(lane)) ?? []).map((row) => ({ due: row, before: picked.get(row.id)! })),
  }));
}
