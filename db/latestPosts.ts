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

/**
 * Gives somebody a number for one older message, if they read its forum: who came in later has none for it, and acts by
 * an id. What is still being planned is left alone: by the number the planner knows who has got it.
 */
export async function numberOlderMessage(
  tx: Tx,
  { personId, membershipId, messageId }: { personId: string; membershipId: string; messageId: string },
): Promise<void> {
  const [missing] = await tx`
    select from messages m join forum_members fm on fm.forum_id = m.forum_id and fm.membership_id = ${membershipId}
    where m.id = ${messageId}
      and not exists (select from message_numbers n where n.message_id = m.id and n.person_id = ${personId})
      and not exists (
        select from fanouts f where f.message_id = m.id and f.kind = 'post' and f.planned_at is null)`;
  if (!missing) return;
  await tx`
    with counted as (
      update people set last_number = last_number + 1 where id = ${personId} returning last_number)
    insert into message_numbers (person_id, number, message_id)
    select ${personId}, last_number, ${messageId} from counted on conflict do nothing`;
}
