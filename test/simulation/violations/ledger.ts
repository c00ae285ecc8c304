import type { Run } from '../simulate.ts';

/**
 * Long after the last word nothing waits, nothing is uncertain, and every row says why it is what it is. Given up is
 * only what was sent twice without an answer to either, what was in flight when a server died and is not wanted any more,
 * what was for somebody who had stopped, and what a story had refused.
 */
export async function ledger({ sql }: Run): Promise<string[]> {
  const rows = await sql<{ what: string; count: number }[]>`
    select 'inbox ' || status || ' is left' as what, count(*)::int as count from inbox where status = 'waiting' group by 1
    union all
    select 'delivery ' || status || ' is left', count(*)::int from message_deliveries
    where status in ('queued', 'sending', 'uncertain', 'held') group by 1
    union all
    select 'delivery is ' || status || ' for ' || coalesce(reason, 'no reason'), count(*)::int from message_deliveries d
    where status in ('failed', 'dead') and not (reason = 'uncertain' and (is_repeated
        or exists (select from messages m where m.id = d.message_id and m.deleted_at is not null)
        or exists (select from suppressions s where s.address_id = d.address_id)))
      and not exists (select from message_deliveries n where n.replaces_id = d.id) and reason is distinct from 'stopped'
    group by 1
    union all
    select 'skipped without a reason', count(*)::int from message_deliveries
    where status = 'skipped' and reason is null having count(*) > 0
    union all
    select 'said to be sent, but nobody knows as what', count(*)::int from message_deliveries d
    where status in ('sent', 'delivered', 'read') and kind <> 'edit' and digest_id is null
      and not exists (select from sent_messages s where s.delivery_id = d.id) having count(*) > 0
    union all
    select 'lane is left', count(*)::int from delivery_lanes
    where due_at is not null or leased_until is not null having count(*) > 0
    union all
    select 'fanout is left', count(*)::int from fanouts
    where planned_at is null or completed_at is null having count(*) > 0`;
  return rows.map(({ what, count }) => `${count} times: ${what}`);
}
