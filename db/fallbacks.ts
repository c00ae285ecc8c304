import type { Content, DeliveryKind, Lane } from '../domain/content.ts';
import type { Tx } from './client.ts';
import type { Account } from './reach.ts';

/** A delivery that failed, and where the same words may go instead. */
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
  addressId: string;
  channel: string;
}

/**
 * Of deliveries that nobody will try again those whose person has another proven address that none of their forerunners
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
    select f.id, f.kind, f.lane, f.person_id as "personId", f.community_id as "communityId",
      f.message_id as "messageId", f.content, f.correlation_id as "correlationId", next.id as "addressId", next.channel
    from failed f
    left join memberships m on m.person_id = f.person_id and m.community_id = f.community_id
    cross join lateral (
      select a.id, a.channel from addresses a
      join jsonb_to_recordset(${tx.json(accounts as never)}) as ours(channel text, account text)
        on a.channel = ours.channel and a.account = ours.account
      where a.person_id = f.person_id and a.proven_at is not null
        and not exists (select from suppressions s where s.address_id = a.id and s.ended_at is null)
        and not exists (select from tried t where t.last = f.id and t.address_id = a.id)
      order by (a.channel is not distinct from m.preferred_channel) desc, array_position(m.fallback_channels, a.channel),
        greatest(a.heard_at, a.proven_at) desc, a.id limit 1
    ) next
    where f.kind <> 'post' or m.status = 'active'
    order by f.position, f.id`;
}

/**
 * Ends what has waited since `before` for a channel that cannot be sent by: what may have gone out is not told from what
 * has not. Returns the ids; more may be left when there are `limit`.
 */
export async function giveUpWaiting(
  tx: Tx,
  { unreachable, on, before, now, limit }: GivingUp,
): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    with lanes as (
      select address_id, lane from delivery_lanes
      where due_at <= ${before} and (leased_until is null or leased_until <= ${now})
        and (channel = any(${unreachable}) or channel <> all(${on}))
      order by address_id, lane limit ${limit} for update skip locked),
    ended as (
      update message_deliveries d set status = 'dead',
        reason = case when d.status = 'queued' then 'unreachable' else 'uncertain' end
      from lanes l
      where d.address_id = l.address_id and d.lane = l.lane and d.not_before <= ${before}
        and d.status in ('queued', 'sending', 'uncertain')
      returning d.id),
    rested as (
      update delivery_lanes d set due_at = (
          select min(not_before) from message_deliveries m
          where m.address_id = d.address_id and m.lane = d.lane and m.not_before > ${before}
            and m.status in ('queued', 'sending', 'uncertain')),
        leased_until = null, leased_by = null
      from lanes l where d.address_id = l.address_id and d.lane = l.lane)
    select id from ended`;
  return rows.map(({ id }) => id);
}

export interface GivingUp {
  /** Channels that have not been reached for too long. */
  unreachable: string[];
  /** All channels of this installation. */
  on: string[];
  before: Date;
  now: Date;
  limit: number;
}
