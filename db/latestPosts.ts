import type { Tx } from './client.ts';

/**
 * Gives the latest posts of a community's main forum their numbers for somebody who is new there. Returns those that
 * were not theirs before, the oldest first. The person is locked first, as the planner does.
 */
export async function numberLatestPosts(
  tx: Tx,
  { personId, communityId, count }: { personId: string; communityId: string; count: number },
): Promise<string[]> {
  await tx`select id from people where id = ${personId} for no key update`;
  const rows = await tx<{ messageId: string; number: number }[]>`
    with latest as (
      select m.id from messages m join forums f on f.id = m.forum_id
      where f.community_id = ${communityId} and f.is_main and m.parent_id is null and m.deleted_at is null
      order by m.id desc limit ${count}),
    fresh as (
      select id, row_number() over (order by id) as place from latest
      where not exists (select from message_numbers n where n.message_id = latest.id and n.person_id = ${personId})),
    counted as (
      update people set last_number = last_number + (select count(*) from fresh) where id = ${personId}
      returning last_number - (select count(*) from fresh) as before)
    insert into message_numbers (person_id, number, message_id)
    select ${personId}, before + place, fresh.id from fresh, counted
    returning message_id as "messageId", number`;
  return rows.toSorted((a, b) => a.number - b.number).map(({ messageId }) => messageId);
}
