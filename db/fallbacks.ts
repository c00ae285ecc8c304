import type { Content, DeliveryKind, Lane } from '../domain/content.ts';
import { whatsappWindowMs } from '../domain/manners.ts';
import type { Tx } from './client.ts';
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
  /** It is urgent, and they allow that in their quiet hours. */
  isUrgent: boolean;
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
 * went to. Answers belong to a talk on one channel (and a code
 * proves the very address it went to), changes to what is shown there: they have none. Nor has what may have arrived.
 */
export async function findFallbacks(
  tx: Tx,
  { ids, accounts, now }: { ids: string[]; accounts: Account[]; now: Date },
): Promise<Fallback[]> {
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
      select ${waysInOrder(tx, now)} as ways from ${openAddresses(tx, accounts)}
        and not exists (select from tried t where t.last = d.id and t.address_id = a.id)
    ) other
    where other.ways is not null and (d.kind <> 'post' or me.status = 'active')
    order by d.position, d.id`;
}

/** What of a delivery `d` to a person `p`, who is the member `me`, goes along to another address. */
export const fallbackColumns = (tx: Tx) => tx`
  d.id, d.kind, d.lane, d.person_id as "personId", d.community_id as "communityId", d.message_id as "messageId",
  d.content, d.correlation_id as "correlationId", p.quiet_from as "quietFrom", p.quiet_to as "quietTo",
  p.time_zone as "timeZone", p.language,
  me.allows_urgent is true and exists (select from messages u where u.id = d.message_id and u.is_urgent) as "isUrgent",
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

/**
 * Of these all, as the plan would take them for the membership `me`: the preferred one, those they named, then where they
 * were heard last; a browser last, which may not be opened for weeks; and where their word has to come first only after all others.
 */
export const waysInOrder = (tx: Tx, now: Date) => tx`
  jsonb_agg(
    jsonb_build_object('addressId', a.id, 'channel', a.channel,
      'needsConsent', a.channel = 'sms' and a.consent_sent_at is null)
    order by
      a.channel = 'whatsapp' and coalesce(a.heard_at, '-infinity') <= ${new Date(now.getTime() - whatsappWindowMs)},
      (a.channel is not distinct from me.preferred_channel) desc, array_position(me.fallback_channels, a.channel),
      a.channel = 'web', greatest(a.heard_at, a.proven_at) desc, a.id)`;
