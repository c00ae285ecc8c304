import type { Tx } from '../client.ts';

/** How a community stands. */
export interface Figures {
  members: { status: string; count: number }[];
  open_approvals: number;
  messages: number;
  deliveries: { channel: string | null; status: string; count: number }[];
  /** Of those sent: on the wire within 10 seconds of when they were due. */
  within_ten_seconds: number | null;
  oldest_waiting_at: Date | null;
}

/** Of a community, since a moment; how many are in, and what waits, is as it is now. */
export async function findFigures(
  tx: Tx,
  { communityId, since }: { communityId: string; since: Date },
): Promise<Figures> {
  const [members, deliveries, [rest]] = await Promise.all([
    tx<Figures['members']>`
      select status, count(*)::int as count from memberships where community_id = ${communityId}
      group by 1 order by 1`,
    tx<Figures['deliveries']>`
      select a.channel, d.status, count(*)::int as count
      from message_deliveries d left join addresses a on a.id = d.address_id
      where d.community_id = ${communityId} and d.created_at >= ${since} group by 1, 2 order by 1, 2`,
    tx<Omit<Figures, 'members' | 'deliveries'>[]>`
      select
        (select count(*)::int from approvals where community_id = ${communityId} and status = 'open') as open_approvals,
        (select count(*)::int from messages where community_id = ${communityId} and created_at >= ${since}) as messages,
        (select avg((sent_at <= not_before + interval '10 seconds')::int)::float8 from message_deliveries
          where community_id = ${communityId} and created_at >= ${since} and sent_at is not null) as within_ten_seconds,
        (select min(not_before) from message_deliveries
          where community_id = ${communityId} and status in ('queued', 'sending', 'uncertain')) as oldest_waiting_at`,
  ]);
  return { ...rest!, members: [...members], deliveries: [...deliveries] };
}
