import { firstIdOf } from '../domain/id.ts';
import type { Tx } from './client.ts';
import type { ClaimedLane } from './lanes.ts';

/** Of channels those by which nothing went since a moment. Looks through what was planned in the day before, too. */
export async function findUnreached(tx: Tx, channels: string[], since: Date): Promise<string[]> {
  if (channels.length === 0) return [];
  const planned = firstIdOf(new Date(since.getTime() - dayMs));
  const rows = await tx<{ channel: string }[]>`
    select channel from unnest(${channels}::text[]) as c(channel)
    where not exists (
      select from message_deliveries d join addresses a on a.id = d.address_id
      where d.id >= ${planned} and d.sent_at > ${since} and a.channel = c.channel)`;
  return rows.map(({ channel }) => channel);
}

const dayMs = 24 * 3_600_000;

export interface GivingUp {
  /** Channels that have not been reached for too long. */
  unreachable: string[];
  /** All channels of this installation. */
  on: string[];
  before: Date;
  now: Date;
  limit: number;
}

/** A lane with something late in it, and whose that is. */
export interface LateLane extends ClaimedLane {
  /** Null where it is nobody's. */
  communityIds: string[] | null;
}

/**
 * Lanes in which something has waited since `before` for a channel that cannot be sent by. Their own `due_at` says
 * nothing: whenever one of many is tried it moves on.
 */
export async function findLate(
  tx: Tx,
  { unreachable, on, before, now, limit }: GivingUp,
): Promise<LateLane[]> {
  return tx<LateLane[]>`
    select l.address_id as "addressId", l.lane,
      array_agg(distinct d.community_id) filter (where d.community_id is not null) as "communityIds"
    from delivery_lanes l
    join message_deliveries d on d.address_id = l.address_id and d.lane = l.lane and ${isLate(tx, { before, now })}
    where l.due_at is not null and ${isFree(tx, now)} and (l.channel = any(${unreachable}) or l.channel <> all(${on}))
    group by 1, 2 order by 1, 2 limit ${limit}`;
}

/** Of a delivery `d`: it may go, and could since long ago; what was meant for a later hour is not late. */
const isLate = (tx: Tx, { before, now }: Pick<GivingUp, 'before' | 'now'>) => tx`
  (d.status in ('queued', 'sending', 'uncertain') and d.not_before <= ${now}
    and coalesce(d.first_attempted_at, d.not_before) <= ${before})`;

const isFree = (tx: Tx, now: Date) => tx`(l.leased_until is null or l.leased_until <= ${now})`;

/**
 * Ends what is late in these lanes: what may have gone out is not told from what has not. Returns the ids. What somebody
 * else has in hand is left for the next time.
 */
export async function giveUpWaiting(
  tx: Tx,
  lanes: ClaimedLane[],
  { before, now }: Pick<GivingUp, 'before' | 'now'>,
): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    with lanes as materialized (
      select l.address_id, l.lane from delivery_lanes l
      join jsonb_to_recordset(${tx.json(lanes as never)}) as k("addressId" uuid, lane text)
        on l.address_id = k."addressId" and l.lane = k.lane
      where ${isFree(tx, now)} order by l.address_id, l.lane for update of l skip locked),
    late as materialized (
      select d.id from lanes l
      join message_deliveries d on d.address_id = l.address_id and d.lane = l.lane and ${isLate(tx, { before, now })}
      for update of d skip locked),
    ended as (
      update message_deliveries d set status = 'dead',
        reason = case when d.status = 'queued' then 'unreachable' else 'uncertain' end
      from late where d.id = late.id
      returning d.id),
    rested as (
      update delivery_lanes d set due_at = (
          select min(not_before) from message_deliveries m
          where m.address_id = d.address_id and m.lane = d.lane and m.status in ('queued', 'sending', 'uncertain')
            and m.id not in (select id from late)),
        leased_until = null, leased_by = null
      from lanes l where d.address_id = l.address_id and d.lane = l.lane)
    select id from ended`;
  return rows.map(({ id }) => id);
}
