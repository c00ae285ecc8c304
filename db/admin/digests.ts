import type { DeliveryStatus } from '../../domain/content.ts';
import type { Frequency } from '../../domain/digestSlot.ts';
import { firstIdOf } from '../../domain/id.ts';
import type { Tx } from '../client.ts';

/** How often members hear. */
export async function countFrequencies(
  tx: Tx,
  communityId: string,
): Promise<{ frequency: Frequency; count: number }[]> {
  return tx<{ frequency: Frequency; count: number }[]>`
    select frequency, count(*)::int as count from memberships
    where community_id = ${communityId} and status = 'active' group by 1 order by 2 desc`;
}

/** What waits to be brought together: to whom, when, how much. */
export interface PlannedDigest {
  at: Date;
  member: { id: string; full_name: string };
  items: number;
  timeReason: string | null;
}

/** The next ones of a community, the first first. */
export async function listPlanned(
  tx: Tx,
  { communityId, limit }: { communityId: string; limit: number },
): Promise<PlannedDigest[]> {
  return tx<PlannedDigest[]>`
    select d.digest_at as at, json_build_object('id', m.id, 'full_name', p.name) as member, count(*)::int as items,
      min(d.time_reason) as "timeReason"
    from message_deliveries d
      join memberships m on m.person_id = d.person_id and m.community_id = d.community_id
      join people p on p.id = m.person_id
    where d.status = 'held' and d.digest_at is not null and d.digest_id is null and d.community_id = ${communityId}
    group by d.digest_at, m.id, p.name order by 1, p.name, m.id limit ${limit}`;
}

/** What went out on a day of the community's calendar. */
export interface DigestDay {
  /** `2026-03-01`. */
  day: string;
  digests: number;
  items: number;
  readers: number;
}

export async function countDays(
  tx: Tx,
  { communityId, since }: { communityId: string; since: Date },
): Promise<DigestDay[]> {
  return tx<DigestDay[]>`
    select to_char(g.slot_at at time zone c.time_zone, 'YYYY-MM-DD') as day, count(distinct g.id)::int as digests,
      count(d.id)::int as items, count(distinct g.membership_id)::int as readers
    from digests g join communities c on c.id = g.community_id
      left join message_deliveries d on d.digest_id = g.id
    where g.community_id = ${communityId} and g.id >= ${firstIdOf(since)} group by 1 order by 1 desc`;
}

/** A digest that was made. */
export interface MadeDigest {
  id: string;
  slotAt: Date;
  member: { id: string; full_name: string };
  items: number;
  shown: number;
  /** How many of its items its reader has seen by now. */
  told: number;
  /** Null where its row was dropped with its month. */
  status: DeliveryStatus | null;
}

/** The latest, newest first; `beforeId` goes on from there. */
export async function listMade(
  tx: Tx,
  { communityId, beforeId, limit }: { communityId: string; beforeId: string | undefined; limit: number },
): Promise<MadeDigest[]> {
  return tx<MadeDigest[]>`
    select g.id, g.slot_at as "slotAt", json_build_object('id', m.id, 'full_name', p.name) as member,
      g.shown, g.told, d.status,
      (select count(*)::int from message_deliveries i where i.digest_id = g.id) as items
    from digests g join memberships m on m.id = g.membership_id join people p on p.id = m.person_id
      left join message_deliveries d on d.id = g.id
    where g.community_id = ${communityId} ${beforeId === undefined ? tx`` : tx`and g.id < ${beforeId}`}
    order by g.id desc limit ${limit}`;
}
