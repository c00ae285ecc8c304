import { firstIdOf } from '../../domain/id.ts';
import type { SuppressionKind } from '../../domain/suppression.ts';
import type { Tx } from '../client.ts';

/** How often a provider refused with a code, or we gave up for a reason. */
export interface ChannelTrouble {
  channel: string;
  providerCode: string | null;
  reason: string | null;
  count: number;
  lastAt: Date;
}

/** What went wrong with a community's deliveries that were planned since then, the most frequent first. */
export async function countTroubles(
  tx: Tx,
  { communityId, since }: { communityId: string; since: Date },
): Promise<ChannelTrouble[]> {
  return tx<ChannelTrouble[]>`
    select a.channel, d.provider_code as "providerCode", d.reason, count(*)::int as count,
      max(coalesce(d.attempted_at, d.created_at)) as "lastAt"
    from message_deliveries d join addresses a on a.id = d.address_id
    where d.community_id = ${communityId} and d.id >= ${firstIdOf(since)}
      and (d.provider_code is not null or d.status in ('failed', 'dead', 'uncertain'))
    group by 1, 2, 3 order by 1, 4 desc, 2 limit 200`;
}

/** How many of a community's deliveries wait on a channel, and since when the first of them could have gone. */
export interface ChannelQueue {
  channel: string;
  waiting: number;
  oldestDue: Date | null;
}

export async function countQueues(
  tx: Tx,
  { communityId, now }: { communityId: string; now: Date },
): Promise<ChannelQueue[]> {
  return tx<ChannelQueue[]>`
    select a.channel, count(*)::int as waiting, min(d.not_before) filter (where d.not_before <= ${now}) as "oldestDue"
    from message_deliveries d join addresses a on a.id = d.address_id
    where d.status in ('queued', 'sending', 'uncertain') and d.community_id = ${communityId} group by 1`;
}

/** A member's address that gets nothing any more. Where it is stays sealed. */
export interface SuppressedAddress {
  id: string;
  channel: string;
  how: SuppressionKind;
  providerCode: string | null;
  since: Date;
  member: { id: string; full_name: string };
}

/** Those of a community's members, the latest first. */
export async function listSuppressed(
  tx: Tx,
  { communityId, limit }: { communityId: string; limit: number },
): Promise<SuppressedAddress[]> {
  return tx<SuppressedAddress[]>`
    select s.id, s.channel, s.how, s.provider_code as "providerCode", s.created_at as since,
      json_build_object('id', m.id, 'full_name', p.name) as member
    from suppressed_here(${limit}) s join memberships m on m.id = s.membership_id join people p on p.id = m.person_id
    where m.community_id = ${communityId} order by s.created_at desc, s.id desc`;
}
