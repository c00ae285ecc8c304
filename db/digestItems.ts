import type { Ranked, WaitReason } from '../domain/digest.ts';
import { grouped } from '../domain/grouped.ts';
import type { Tx } from './client.ts';
import { findMediaOf, type MediaRow } from './media.ts';

/** A message in a digest, as its reader should see it now. */
export interface DigestItem extends Ranked {
  /** Markdown. */
  text: string;
  /** What the thread began with, as Markdown; null where that was taken back. */
  rootText: string | null;
  authorId: string;
  authorName: string;
  forumName: string;
  isMain: boolean;
  /** What the reader types to answer it. */
  number: number;
  files: MediaRow[];
}

/** A digest with what is in it now: in its latest words, without what was taken back. */
export interface DueDigest {
  slotAt: Date;
  timeReason: WaitReason;
  timeZone: string;
  shown: number;
  items: DigestItem[];
}

type Row = Omit<DigestItem, 'files'>;

/** Messages as one reader sees each, by the reader and the message. */
export async function findDigestItems(
  tx: Tx,
  asked: { personId: string; messageId: string }[],
): Promise<(DigestItem & { personId: string })[]> {
  if (asked.length === 0) return [];
  const messageIds = [...new Set(asked.map(({ messageId }) => messageId))];
  const [rows, media] = await Promise.all([
    tx<(Row & { personId: string })[]>`
      with recursive up as (
        select id as message_id, id, parent_id from messages where id = any(${messageIds})
        union all
        select up.message_id, p.id, p.parent_id from messages p join up on p.id = up.parent_id)
      select asked."personId", m.id as "messageId", m.text, root.id as "rootId",
        case when root.deleted_at is null then root.text end as "rootText", m.is_urgent as "isUrgent", m.forum_id as "forumId",
        author.id as "authorId", author.name as "authorName", f.name as "forumName", f.is_main as "isMain",
        n.number
      from jsonb_to_recordset(${tx.json(asked as never)}) as asked("personId" uuid, "messageId" uuid)
      join messages m on m.id = asked."messageId" and m.deleted_at is null
      join up on up.message_id = m.id and up.parent_id is null join messages root on root.id = up.id
      join forums f on f.id = m.forum_id
      join memberships am on am.id = m.author_id join people author on author.id = am.person_id
      join message_numbers n on n.message_id = m.id and n.person_id = asked."personId"`,
    findMediaOf(tx, messageIds),
  ]);
  const files = grouped(media, ({ messageId }) => messageId);
  return rows.map((row) => ({ ...row, files: files.get(row.messageId) ?? [] }));
}

/** What these digests carry, by their ids. */
export async function findDigests(tx: Tx, ids: string[]): Promise<Map<string, DueDigest>> {
  if (ids.length === 0) return new Map();
  const [digests, carried] = await Promise.all([
    tx<(Omit<DueDigest, 'items'> & { id: string })[]>`
      select g.id, g.slot_at as "slotAt", g.time_reason as "timeReason", g.shown, p.time_zone as "timeZone"
      from digests g join memberships m on m.id = g.membership_id join people p on p.id = m.person_id
      where g.id = any(${ids})`,
    tx<{ digestId: string; personId: string; messageId: string }[]>`
      select digest_id as "digestId", person_id as "personId", message_id as "messageId"
      from message_deliveries where digest_id = any(${ids}) and status <> 'skipped'`,
  ]);
  const items = await findDigestItems(tx, carried);
  const itemOf = new Map(items.map(({ personId, ...item }) => [`${personId} ${item.messageId}`, item]));
  const carriedBy = grouped(carried, ({ digestId }) => digestId);
  return new Map(
    digests.map(({ id, ...digest }) => [
      id,
      {
        ...digest,
        items: (carriedBy.get(id) ?? []).flatMap(
          ({ personId, messageId }) => itemOf.get(`${personId} ${messageId}`) ?? [],
        ),
      },
    ]),
  );
}
