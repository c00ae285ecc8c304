import type { Lane } from '../domain/content.ts';
import type { Tx } from './client.ts';
import { noteQueued } from './queued.ts';

/** Rows of a lane that are looked at together: what comes behind them waits until one of them is finished. */
export const lookAhead = 50;

export interface ClaimedLane {
  addressId: string;
  lane: Lane;
}

/** A lane in a word. */
export const keyOfLane = ({ addressId, lane }: ClaimedLane) => `${addressId} ${lane}`;

/** What a worker wants. */
export interface ClaimedWith {
  /** Those it sends by, with how many lanes of each at most, and of which kind alone, where not of both. */
  channels: { name: string; most: number; kind: Lane | null }[];
  /** Of all together. */
  count: number;
  now: Date;
  until: Date;
  worker: string;
  /** What it is sending already. */
  inHand: ClaimedLane[];
}

/**
 * Leases lanes that are due and that nobody works on; answers before posts. A worker whose leases ran out while the
 * database was away still knows which lanes it is sending: taking one of those again would send everything in it twice.
 * Each channel is looked through by itself, so that a slow one with much to send keeps no other one waiting.
 */
export async function claimLanes(tx: Tx, claim: ClaimedWith): Promise<(ClaimedLane & { channel: string })[]> {
  return tx<(ClaimedLane & { channel: string })[]>`
    with due as materialized (
      select d.* from jsonb_to_recordset(${tx.json(claim.channels as never)}) as c(name text, most int, kind text)
      cross join lateral (
        select address_id, lane, due_at from delivery_lanes
        where channel = c.name and (c.kind is null or lane = c.kind) and due_at <= ${claim.now} and (leased_until is null or leased_until <= ${claim.now})
          and not exists (
            select from jsonb_to_recordset(${tx.json(claim.inHand as never)}) as mine("addressId" uuid, lane text)
            where mine."addressId" = address_id and mine.lane = delivery_lanes.lane)
        order by lane, due_at limit c.most for update skip locked
      ) d
      order by d.lane, d.due_at limit ${claim.count})
    update delivery_lanes l set leased_until = ${claim.until}, leased_by = ${claim.worker}
    from due where l.address_id = due.address_id and l.lane = due.lane
    returning l.address_id as "addressId", l.lane, l.channel`;
}

/**
 * Takes lanes into one's own hands until the commit, in the order in which they are locked. Read in a later statement:
 * what another transaction put into the outbox meanwhile is either seen there, or wakes the lane itself afterwards.
 */
export async function lockLanes(tx: Tx, lanes: ClaimedLane[]): Promise<void> {
  await tx`
    select l.address_id from delivery_lanes l
    join jsonb_to_recordset(${tx.json(lanes as never)}) as k("addressId" uuid, lane text)
      on l.address_id = k."addressId" and l.lane = k.lane
    order by l.address_id, l.lane for update of l`;
}

/** A lane that is given back; `until` where it has to wait although its rows are due. */
export interface ReleasedLane extends ClaimedLane {
  until: Date | null;
}

/**
 * Gives leased and locked lanes back, due again when their next row is; so is one that another worker took from this one
 * and gave back already, as what is recorded of it only now may be due sooner. A row that is being retried holds those behind
 * it up, but for half a minute at most: the same as `pickDue` decides, else a lane would be claimed in vain. What waits
 * for its hour counts by that hour alone. Returns whether one of them is due at once.
 */
export async function releaseLanes(
  tx: Tx,
  { lanes, worker, now }: { lanes: ReleasedLane[]; worker: string; now: Date },
): Promise<boolean> {
  const due = await tx<{ isDue: boolean }[]>`
    update delivery_lanes l set leased_until = null, leased_by = null, due_at = (
      select greatest(min(greatest(not_before, held_until)), k.until) from (
        select not_before, max(case when attempts > 0 then least(not_before, attempted_at + interval '30 seconds') end)
          over (order by position, id rows between unbounded preceding and 1 preceding) as held_until
        from (
          select position, id, attempts, attempted_at, not_before from message_deliveries
          where address_id = l.address_id and lane = l.lane and status in ('queued', 'sending', 'uncertain')
            and (status <> 'queued' or attempts > 0 or not_before <= ${now})
          order by position, id limit ${lookAhead}
        ) open
        union all
        select min(not_before), null from message_deliveries
        where address_id = l.address_id and lane = l.lane and status = 'queued' and attempts = 0 and not_before > ${now}
      ) waiting having count(not_before) > 0)
    from jsonb_to_recordset(${tx.json(lanes as never)}) as k("addressId" uuid, lane text, until timestamptz)
    where l.address_id = k."addressId" and l.lane = k.lane and (l.leased_by is null or l.leased_by = ${worker})
    returning l.due_at <= ${now} as "isDue"`;
  return due.some(({ isDue }) => isDue);
}

export interface WokenLane extends ClaimedLane {
  channel: string;
  dueAt: Date;
}

/** Makes lanes due that got something to send. In the order of address and lane, in which they are locked. */
export async function wakeLanes(tx: Tx, lanes: WokenLane[]): Promise<void> {
  if (lanes.length > 0) noteQueued(tx, 'deliveries');
  await tx`
    insert into delivery_lanes as lanes (address_id, lane, channel, due_at)
    select "addressId", lane, channel, "dueAt"
    from jsonb_to_recordset(${tx.json(lanes as never)}) as l("addressId" uuid, lane text, channel text,
      "dueAt" timestamptz)
    on conflict (address_id, lane) do update set due_at = least(lanes.due_at, excluded.due_at)`;
}

/**
 * Keeps the leases of lanes that a worker is sending. Those alone: a claim whose answer was lost on the way would else
 * be kept by somebody who does not know of it. Returns the ones it still has.
 */
export async function extendLeases(
  tx: Tx,
  lanes: ClaimedLane[],
  { worker, until }: { worker: string; until: Date },
): Promise<ClaimedLane[]> {
  return tx<ClaimedLane[]>`
    update delivery_lanes l set leased_until = ${until}
    from jsonb_to_recordset(${tx.json(lanes as never)}) as k("addressId" uuid, lane text)
    where l.address_id = k."addressId" and l.lane = k.lane and l.leased_by = ${worker}
    returning l.address_id as "addressId", l.lane`;
}
