import type { Content, DeliveryKind, Lane } from '../domain/content.ts';
import { firstIdOf } from '../domain/id.ts';
import type { Tx } from './client.ts';
import type { ClaimedLane } from './lanes.ts';
import type { Account } from './reach.ts';

/** A delivery that failed, what it says, and where the same words may go instead. */
export interface Fallback {
  /** The one that failed. */
  id: string;
  kind: DeliveryKind;
  lane: Lane;
  personId: string;
  communityId: string | null;
  messageId: string | null;
  content: Content | null;
  correlationId: string | null;
  quietFrom: number | null;
  quietTo: number | null;
  timeZone: string;
  language: string;
  /** In more than one community, so that a message says which it is from. */
  hasCommunities: boolean;
  /** What its reader calls the message, and the one that it answers. */
  number: number | null;
  parentNumber: number | null;
  /** The best first; there is one at least. */
  ways: FallbackWay[];
}

/** An address of the same person. */
export interface FallbackWay {
  addressId: string;
  channel: string;
  /** The first text message there carries the sentence about consent. */
  needsConsent: boolean;
}

/**
 * Of deliveries that nobody will try again those whose person has other proven addresses that none of their forerunners
 * went to: the preferred one first, then where they were heard last. Answers belong to a talk on one channel (and a code
 * proves the very address it went to), changes to what is shown there: they have none. Nor has what may have arrived.
 */
export async function findFallbacks(tx: Tx, ids: string[], accounts: Account[]): Promise<Fallback[]> {
  return tx<Fallback[]>`
    with recursive failed as (
      select * from message_deliveries d
      where d.id = any(${ids}) and d.person_id is not null and d.changes_id is null
        and d.kind in ('notice', 'post', 'digest') and d.content -> 'template' is null
        and (d.status = 'failed' or d.status = 'skipped' and d.reason = 'stopped'
          or d.status = 'dead' and d.reason in ('rejected', 'unreachable', 'throttled'))
        and not exists (select from message_deliveries n where n.replaces_id = d.id)),
    tried as (
      select id as last, address_id, replaces_id from failed
      union all
      select t.last, d.address_id, d.replaces_id from tried t join message_deliveries d on d.id = t.replaces_id)
    select ${fallbackColumns(tx)}, other.ways
    from failed d join people p on p.id = d.person_id
    left join memberships me on me.person_id = d.person_id and me.community_id = d.community_id
    cross join lateral (
      select ${waysInOrder(tx)} as ways from ${openAddresses(tx, accounts)}
        and not exists (select from tried t where t.last = d.id and t.address_id = a.id)
    ) other
    where other.ways is not null and (d.kind <> 'post' or me.status = 'active')
    order by d.position, d.id`;
}

/** What of a delivery `d` to a person `p` goes along to another address. */
export const fallbackColumns = (tx: Tx) => tx`
  d.id, d.kind, d.lane, d.person_id as "personId", d.community_id as "communityId", d.message_id as "messageId",
  d.content, d.correlation_id as "correlationId", p.quiet_from as "quietFrom", p.quiet_to as "quietTo",
  p.time_zone as "timeZone", p.language,
  (select count(*) > 1 from memberships o where o.person_id = p.id and o.status = 'active') as "hasCommunities",
  (select n.number from message_numbers n where n.message_id = d.message_id and n.person_id = p.id) as number,
  (select n.number from messages said join message_numbers n on n.message_id = said.parent_id
    where said.id = d.message_id and n.person_id = p.id) as "parentNumber"`;

/** Addresses `a` of the person of `d` that are ours, proven and not stopped. */
export const openAddresses = (tx: Tx, accounts: Account[]) => tx`
  addresses a
  join jsonb_to_recordset(${tx.json(accounts as never)}) as ours(channel text, account text)
    on a.channel = ours.channel and a.account = ours.account
  where a.person_id = d.person_id and a.proven_at is not null
    and not exists (select from suppressions s where s.address_id = a.id and s.ended_at is null)`;

/** Of these all, as the membership `me` prefers them. */
export const waysInOrder = (tx: Tx) => tx`
  jsonb_agg(
    jsonb_build_object('addressId', a.id, 'channel', a.channel,
      'needsConsent', a.channel = 'sms' and a.consent_sent_at is null)
    order by (a.channel is not distinct from me.preferred_channel) desc, array_position(me.fallback_channels, a.channel),
      greatest(a.heard_at, a.proven_at) desc, a.id)`;

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
