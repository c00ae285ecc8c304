import { containing, where } from '../api/paged.ts';
import type { Tx } from '../client.ts';
import { limitSearch, searchPatienceMs } from './deliveries.ts';

/** A message as whoever looks after the community sees it. */
export interface ModeratedMessage {
  id: string;
  forum: string;
  author_id: string;
  author: string;
  /** Null once it was taken back. */
  text: string | null;
  is_reply: boolean;
  is_urgent: boolean;
  files: number;
  created_at: Date;
  edited_at: Date | null;
}

export interface MessageFilter {
  search?: string | undefined;
  /** A part of the author's name. */
  by?: string | undefined;
  authorId?: string | undefined;
  forumId?: string | undefined;
  /** The borders of what was written in the days that are asked for. */
  fromId?: string | undefined;
  beforeId?: string | undefined;
}

/**
 * The latest messages of the forums that somebody reads, newest first. It goes back along each forum's index and stops
 * when it has enough: how many there are before costs nothing. Words that nobody wrote are looked for in all of them.
 * @throws what `tookTooLong` knows where a search finds too little for too long
 */
export async function listLatest(
  tx: Tx,
  { communityId, membershipId }: { communityId: string; membershipId: string },
  { filter, limit }: { filter: MessageFilter; limit: number },
): Promise<ModeratedMessage[]> {
  const { search, by, authorId, forumId, fromId, beforeId } = filter;
  await limitSearch(tx, searchPatienceMs);
  return tx<ModeratedMessage[]>`
    select l.* from forum_members f join forums o on o.id = f.forum_id cross join lateral (
      select m.id, o.name as forum, m.author_id, p.name as author, case when m.deleted_at is null then m.text end as text,
        m.parent_id is not null as is_reply, m.is_urgent, m.created_at, m.edited_at,
        (select count(*)::int from message_media where message_id = m.id) as files
      from messages m join memberships a on a.id = m.author_id join people p on p.id = a.person_id
      where m.forum_id = f.forum_id and m.community_id = ${communityId}
        ${where(tx, search, () => tx`and m.deleted_at is null and m.text ilike ${containing(search!)}`)}
        ${where(tx, by, () => tx`and p.name ilike ${containing(by!)}`)}
        ${where(tx, authorId, () => tx`and m.author_id = ${authorId!}`)}
        ${where(tx, fromId, () => tx`and m.id >= ${fromId!}`)}
        ${where(tx, beforeId, () => tx`and m.id < ${beforeId!}`)}
      order by m.id desc limit ${limit}) l
    where f.membership_id = ${membershipId} and f.community_id = ${communityId}
      ${where(tx, forumId, () => tx`and f.forum_id = ${forumId!}`)}
    order by l.id desc limit ${limit}`;
}
