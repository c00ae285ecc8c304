import { firstIdOf } from '../../domain/id.ts';
import type { Tx } from '../client.ts';

/** What may change while somebody looks at a page. */
export const topics = ['approvals', 'members', 'messages', 'deliveries', 'invites', 'audit'] as const;

export type Topic = (typeof topics)[number];

/** In a word that is another one once something of it has changed. */
export type Pulse = Record<Topic, string>;

/** What of deliveries is looked at: older ones change rarely, and a page is fetched anew sometimes. */
const recentMs = 10 * 60_000;

/**
 * How things stand in a community, each in a word that is another one once something has changed. Cheap enough to be
 * asked every second: each reads the end of an index, or a few rows.
 */
export async function readPulse(
  tx: Tx,
  { communityId, now }: { communityId: string; now: Date },
): Promise<Pulse> {
  const since = firstIdOf(new Date(now.getTime() - recentMs));
  const [row] = await tx<Pulse[]>`
    select
      (select concat_ws('.', max(a.number), max(a.decided_at), count(*) filter (where a.status = 'open'),
        (select count(*) from approvals o join votes v on v.approval_id = o.id
          where o.community_id = c.id and o.status = 'open'))
        from approvals a where a.community_id = c.id) as approvals,
      (select concat_ws('.', c.last_member_number, string_agg(s.status || s.count, '.' order by s.status),
        (select id from audit_log where community_id = c.id order by id desc limit 1))
        from (select status, count(*) from memberships where community_id = c.id group by 1) s) as members,
      (select string_agg(concat_ws('.', l.id, l.changed_at), '.' order by l.id) from forums f cross join lateral (
        select max(r.id::text) as id, max(greatest(r.edited_at, r.deleted_at)) as changed_at from (
          select id, edited_at, deleted_at from messages where forum_id = f.id order by id desc limit 50) r) l
        where f.community_id = c.id) as messages,
      (select concat_ws('.', count(*), sum(uses), count(revoked_at), max(max_uses), max(expires_at))
        from invites where community_id = c.id) as invites,
      (select concat_ws('.', (select id from audit_log where community_id = c.id order by id desc limit 1),
        (select max(sequence) from audit_seals where chain_id = c.id))) as audit,
      (select string_agg(s.status || s.count, '.' order by s.status) from (
        select status, count(*) from message_deliveries
        where id >= ${since} and community_id = c.id group by 1) s) as deliveries
    from communities c where c.id = ${communityId}`;
  return row!;
}
