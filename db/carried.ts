import { grouped } from '../domain/grouped.ts';
import type { Tx } from './client.ts';
import { findMediaOf, type MediaRow } from './media.ts';

/** A message as the planner looks at it: what decides about it, and what it will look like. */
export interface CarriedMessage {
  messageId: string | null;
  isUrgent: boolean;
  authorId: string;
  authorName: string;
  forumId: string;
  /** Null in a community's main forum, which is not named. */
  forumName: string | null;
  communityName: string;
  /** Markdown. */
  text: string;
  /** What it answers, where it is a reply. */
  parent: { id: string; personId: string; authorName: string; saidAt: Date } | null;
  files: MediaRow[];
}

type Row = Omit<CarriedMessage, 'parent' | 'files'> & {
  parentId: string | null;
  parentPersonId: string;
  parentAuthorName: string;
  parentSaidAt: Date;
};

export async function findCarried(tx: Tx, messageId: string): Promise<CarriedMessage> {
  return (await findAllCarried(tx, [messageId])).get(messageId)!;
}

/** The same of many, by their ids. */
export async function findAllCarried(tx: Tx, messageIds: string[]): Promise<Map<string, CarriedMessage>> {
  if (messageIds.length === 0) return new Map();
  const [rows, media] = await Promise.all([
    tx<(Row & { messageId: string })[]>`
      select m.id as "messageId", m.is_urgent as "isUrgent", m.author_id as "authorId", author.name as "authorName",
        m.forum_id as "forumId", case when f.is_main then null else f.name end as "forumName", c.name as "communityName",
        m.text, parent.id as "parentId", pm.person_id as "parentPersonId", pp.name as "parentAuthorName",
        parent.created_at as "parentSaidAt"
      from messages m
      join memberships am on am.id = m.author_id join people author on author.id = am.person_id
      join forums f on f.id = m.forum_id join communities c on c.id = m.community_id
      left join messages parent on parent.id = m.parent_id
      left join memberships pm on pm.id = parent.author_id left join people pp on pp.id = pm.person_id
      where m.id = any(${messageIds})`,
    findMediaOf(tx, messageIds),
  ]);
  const files = grouped(media, ({ messageId }) => messageId);
  return new Map(rows.map((row) => [row.messageId, carriedOf(row, files.get(row.messageId) ?? [])]));
}

function carriedOf(row: Row, files: MediaRow[]): CarriedMessage {
  const {
    parentId: id,
    parentPersonId: personId,
    parentAuthorName: authorName,
    parentSaidAt: saidAt,
    ...message
  } = row;
  return { ...message, parent: id ? { id, personId, authorName, saidAt } : null, files };
}

/** The same of a message that nobody has posted yet: its author and place only. */
export async function findPlace(
  tx: Tx,
  { personId, forumId }: { personId: string; forumId: string },
): Promise<
  | (Pick<CarriedMessage, 'authorId' | 'authorName' | 'forumId' | 'forumName' | 'communityName'> & {
      communityId: string;
    })
  | null
> {
  const [row] = await tx<
    (Pick<CarriedMessage, 'authorId' | 'authorName' | 'forumId' | 'forumName' | 'communityName'> & {
      communityId: string;
    })[]
  >`
    select m.id as "authorId", p.name as "authorName", f.id as "forumId", c.id as "communityId",
      case when f.is_main then null else f.name end as "forumName", c.name as "communityName"
    from forums f join communities c on c.id = f.community_id
    join memberships m on m.community_id = c.id and m.person_id = ${personId} join people p on p.id = m.person_id
    where f.id = ${forumId}`;
  return row ?? null;
}
