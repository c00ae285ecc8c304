import type { Tx } from '../client.ts';
import { type Page, type PageAsked, paged, where } from './paged.ts';

/** A message as a member sees it: of forums they read, without the words that were taken back. */
export interface MessageRow {
  id: string;
  forum_id: string;
  parent_id: string | null;
  author: { id: string; number: number; full_name: string };
  content: string | null;
  /** Theirs for it; null where none was given yet. */
  number: number | null;
  is_urgent: boolean;
  created_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
}

export interface Reader {
  communityId: string;
  membershipId: string;
  personId: string;
}

const columns = (tx: Tx, { personId }: Reader) => tx`
  m.id, m.forum_id, m.parent_id, case when m.deleted_at is null then m.text end as content, m.is_urgent,
  json_build_object('id', a.id, 'number', a.number, 'full_name', p.name) as author,
  (select number from message_numbers n where n.message_id = m.id and n.person_id = ${personId}) as number,
  m.created_at, m.edited_at, m.deleted_at`;

const from = (tx: Tx, { communityId, membershipId }: Reader) => tx`
  from messages m join memberships a on a.id = m.author_id join people p on p.id = a.person_id
  where m.community_id = ${communityId} and exists (select from forum_members f
    where f.forum_id = m.forum_id and f.membership_id = ${membershipId})`;

export function listMessages(
  tx: Tx,
  {
    reader,
    filter: { forum_id: forumId, author_id: authorId, parent_id: parentId },
  }: {
    reader: Reader;
    filter: Partial<Record<'forum_id' | 'author_id' | 'parent_id', string | undefined>>;
  },
  page: PageAsked,
): Promise<Page<MessageRow>> {
  return paged<MessageRow>(tx, page, {
    columns: columns(tx, reader),
    from: tx`${from(tx, reader)}
      ${where(tx, forumId, () => tx`and m.forum_id = ${forumId!}`)}
      ${where(tx, authorId, () => tx`and m.author_id = ${authorId!}`)}
      ${where(tx, parentId, () => tx`and m.parent_id = ${parentId!}`)}`,
    sorts: { created_at: tx`m.created_at` },
    last: tx`m.id`,
  });
}

export async function findMessage(tx: Tx, reader: Reader, id: string): Promise<MessageRow | null> {
  const [row] = await tx<MessageRow[]>`select ${columns(tx, reader)} ${from(tx, reader)} and m.id = ${id}`;
  return row ?? null;
}

/** Those of these that they read, the oldest first. */
export function findMessages(tx: Tx, reader: Reader, ids: string[]): Promise<MessageRow[]> {
  return tx<MessageRow[]>`
    select ${columns(tx, reader)} ${from(tx, reader)} and m.id = any(${ids}) order by m.id`;
}

/** The messages of a community that were made after an id, in all its forums. */
export async function findMessageIdsAfter(tx: Tx, communityId: string, after: string): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select id from messages where community_id = ${communityId} and id > ${after} and deleted_at is null order by id`;
  return rows.map(({ id }) => id);
}
