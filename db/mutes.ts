import type { Tx } from './client.ts';
import { type WokenLane, wakeLanes } from './lanes.ts';

/** What a member muted, with its name; `until` null for good. */
export interface MuteRow {
  what: 'person' | 'forum';
  subjectId: string;
  name: string;
  until: Date | null;
}

export async function listMutes(tx: Tx, membershipId: string, now: Date): Promise<MuteRow[]> {
  return tx<MuteRow[]>`
    select u.what, u.subject_id as "subjectId", coalesce(p.name, f.name) as name, u.until
    from mutes u
    left join memberships m on m.id = u.subject_id and u.what = 'person' left join people p on p.id = m.person_id
    left join forums f on f.id = u.subject_id and u.what = 'forum'
    where u.membership_id = ${membershipId} and (u.until is null or u.until > ${now}) order by u.what, name`;
}

export async function mute(
  tx: Tx,
  muted: {
    membershipId: string;
    communityId: string;
    what: 'person' | 'forum';
    subjectId: string;
    until: Date | null;
    now: Date;
  },
): Promise<void> {
  await tx`
    insert into mutes (membership_id, what, subject_id, community_id, until, created_at)
    values (${muted.membershipId}, ${muted.what}, ${muted.subjectId}, ${muted.communityId}, ${muted.until}, ${muted.now})
    on conflict (membership_id, subject_id) do update set until = excluded.until`;
}

/** Ends one mute, or, without a subject, all of a member. Returns whether there was any. */
export async function endMutes(tx: Tx, membershipId: string, subjectId: string | null): Promise<boolean> {
  const rows = await tx`
    delete from mutes where membership_id = ${membershipId}
      and (${subjectId}::uuid is null or subject_id = ${subjectId}) returning subject_id`;
  return rows.length > 0;
}

/** Until when somebody hears nothing at all; null where they hear. */
export async function muteEverything(tx: Tx, personId: string, until: Date | null): Promise<void> {
  await tx`update people set muted_until = ${until} where id = ${personId}`;
}

/** What was said and where, for those who answer it with MUTE. */
export async function findSaid(
  tx: Tx,
  messageId: string,
): Promise<{ communityId: string; authorId: string; authorName: string; forumId: string } | null> {
  const [row] = await tx<{ communityId: string; authorId: string; authorName: string; forumId: string }[]>`
    select m.community_id as "communityId", m.author_id as "authorId", p.name as "authorName", m.forum_id as "forumId"
    from messages m join memberships a on a.id = m.author_id join people p on p.id = a.person_id where m.id = ${messageId}`;
  return row ?? null;
}

/** Moves what waits for the end of a silence to another moment. */
export async function moveMuted(tx: Tx, personId: string, digestAt: Date): Promise<void> {
  await tx`
    update message_deliveries set digest_at = ${digestAt}, not_before = ${digestAt}
    where address_id in (select id from addresses where person_id = ${personId}) and person_id = ${personId}
      and status = 'held' and time_reason = 'muted' and digest_id is null
      and reason is distinct from 'windowClosed'`;
}

/** Moves what waits for a member's digests to other moments, as these were changed; requests have one of their own. */
export async function moveDigests(
  tx: Tx,
  membershipId: string,
  to: { digestAt: Date; requestsAt: Date; timeReason: 'daily' | 'weekly' | null },
): Promise<void> {
  await tx`
    update message_deliveries d set digest_at = moved.at, not_before = moved.at,
      time_reason = coalesce(${to.timeReason}, d.time_reason)
    from memberships m, (values (false, ${to.digestAt}::timestamptz), (true, ${to.requestsAt}::timestamptz)) as moved(is_request, at)
    where m.id = ${membershipId} and d.person_id = m.person_id and d.community_id = m.community_id
      and d.address_id in (select id from addresses where person_id = m.person_id)
      and moved.is_request = (d.message_id is null)
      and d.status = 'held' and d.time_reason in ('daily', 'weekly') and d.digest_id is null
      and d.reason is distinct from 'windowClosed'`;
}

/**
 * Moves what waits for the end of quiet hours to another moment, as these were changed. What is not for a digest is queued
 * already, or may have arrived.
 */
export async function moveQuiet(tx: Tx, personId: string, notBefore: Date): Promise<void> {
  const lanes = await tx<Omit<WokenLane, 'dueAt'>[]>`
    with moved as (
      update message_deliveries set not_before = ${notBefore}, digest_at = case when status = 'held' then ${notBefore}::timestamptz end
      where address_id in (select id from addresses where person_id = ${personId}) and person_id = ${personId}
        and (status in ('queued', 'uncertain')
          or status = 'held' and digest_id is null and reason is distinct from 'windowClosed')
        and time_reason = 'quietHours' returning address_id, lane, status)
    select distinct moved.address_id as "addressId", moved.lane, a.channel
    from moved join addresses a on a.id = moved.address_id where moved.status <> 'held' order by 1, 2`;
  await wakeLanes(
    tx,
    lanes.map((lane) => ({ ...lane, dueAt: notBefore })),
  );
}
