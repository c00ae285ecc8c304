import type { Lane } from '../domain/content.ts';
import type { Tx } from './client.ts';

/** Rows of a lane that are looked at together: what comes behind them waits until one of them is finished. */
export const lookAhead = 50;

export interface ClaimedLane {
  addressId: string;
  lane: Lane;
}

/**
 * Leases lanes that are due and that nobody works on; answers before posts. A worker whose leases ran out while the
 * database was away still knows which lanes it is sending: taking one of those again would send everything in it twice.
 */
export async function claimLanes(
  tx: Tx,
  claim: { channels: string[]; count: number; now: Date; until: Date; worker: string; inHand: ClaimedLane[] },
): Promise<ClaimedLane[]> {
  return tx<ClaimedLane[]>`
    with due as materialized (
      select address_id, lane from delivery_lanes
      where due_at <= ${claim.now} and (leased_until is null or leased_until <= ${claim.now})
        and channel = any(${claim.channels})
        and not exists (
          select from jsonb_to_recordset(${tx.json(claim.inHand as never)}) as mine("addressId" uuid, lane text)
          where mine."addressId" = address_id and mine.lane = delivery_lanes.lane)
      order by lane, due_at limit ${claim.count} for update skip locked)
    update delivery_lanes l set leased_until = ${claim.until}, leased_by = ${claim.worker}
    from due where l.address_id = due.address_id and l.lane = due.lane
    returning l.address_id as "addressId", l.lane`;
}

/**
 * Gives leased lanes back, due again when their next row is. A row that is being retried holds those behind it up, but
 * for half a minute at most: the same as `pickDue` decides, else a lane would be claimed in vain. Locked first and read
 * in a second statement: what another transaction put into the outbox meanwhile is either seen here, or wakes the lane
 * itself afterwards. What waits for its hour counts by that hour alone.
 */
export async function releaseLanes(
  tx: Tx,
  { lanes, worker, now }: { lanes: ClaimedLane[]; worker: string; now: Date },
): Promise<void> {
  const keys = tx.json(lanes as never);
  const locking = tx`
    select l.address_id from delivery_lanes l
    join jsonb_to_recordset(${keys}) as k("addressId" uuid, lane text)
      on l.address_id = k."addressId" and l.lane = k.lane
    where l.leased_by = ${worker}
    order by l.address_id, l.lane for update of l`;
  const releasing = tx`
    update delivery_lanes l set leased_until = null, leased_by = null, due_at = (
      select min(greatest(not_before, held_until)) from (
        select not_before, max(case when attempts > 0 then least(not_before, attempted_at + interval '30 seconds') end)
          over (order by id rows between unbounded preceding and 1 preceding) as held_until
        from (
          select id, attempts, attempted_at, not_before from message_deliveries
          where address_id = l.address_id and lane = l.lane and status in ('queued', 'sending', 'uncertain')
            and (status <> 'queued' or attempts > 0 or not_before <= ${now})
          order by id limit ${lookAhead}
        ) open
        union all
        select min(not_before), null from message_deliveries
        where address_id = l.address_id and lane = l.lane and status = 'queued' and attempts = 0 and not_before > ${now}
      ) waiting)
    from jsonb_to_recordset(${keys}) as k("addressId" uuid, lane text)
    where l.address_id = k."addressId" and l.lane = k.lane and l.leased_by = ${worker}`;
  await Promise.all([locking, releasing]);
}

export interface WokenLane extends ClaimedLane {
  channel: string;
  dueAt: Date;
}

/** Makes lanes due that got something to send. In the order of address and lane, in which they are locked. */
export async function wakeLanes(tx: Tx, lanes: WokenLane[]): Promise<void> {
  await tx`
    insert into delivery_lanes as lanes (address_id, lane, channel, due_at)
    select "addressId", lane, channel, "dueAt"
    from jsonb_to_recordset(${tx.json(lanes as never)}) as l("addressId" uuid, lane text, channel text,
      "dueAt" timestamptz)
    on conflict (address_id, lane) do update set due_at = least(lanes.due_at, excluded.due_at)`;
}

/** Keeps the leases of a worker that is alive. */
export async function extendLeases(tx: Tx, worker: string, until: Date): Promise<void> {
  await tx`update delivery_lanes set leased_until = ${until} where leased_by = ${worker}`;
}
