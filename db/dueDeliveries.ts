import type { Content, DeliveryKind, Lane } from '../domain/content.ts';
import { grouped } from '../domain/grouped.ts';
import type { Tx } from './client.ts';
import { type DueDigest, findDigests } from './digestItems.ts';
import { type ClaimedLane, lookAhead } from './lanes.ts';
import { findMediaByIds, findMediaOf, type MediaRow } from './media.ts';

/** A row of a lane that is not finished. */
export interface OpenRow {
  id: string;
  /** Its place in the lane; of equal ones the id decides. */
  position: number;
  addressId: string;
  lane: Lane;
  status: 'queued' | 'sending' | 'uncertain';
  notBefore: Date;
  attempts: number;
  /** When the send began of which nobody knows yet how it ended, or the last one that failed. */
  attemptedAt: Date | null;
  isRepeated: boolean;
}

/**
 * The first unfinished rows of each lane, in their order. A night's worth of rows that wait for the morning must not hide
 * from us one behind them that is due.
 */
export async function openRows(tx: Tx, lanes: ClaimedLane[], now: Date): Promise<OpenRow[]> {
  return tx<OpenRow[]>`
    select d.* from jsonb_to_recordset(${tx.json(lanes as never)}) as l("addressId" uuid, lane text)
    cross join lateral (
      select id, position::float8 as position, address_id as "addressId", lane, status, not_before as "notBefore", attempts,
        attempted_at as "attemptedAt", is_repeated as "isRepeated"
      from message_deliveries
      where address_id = l."addressId" and lane = l.lane and status in ('queued', 'sending', 'uncertain')
        and (status <> 'queued' or attempts > 0 or not_before <= ${now})
      order by position, id limit ${lookAhead}
    ) d`;
}

/** A delivery with all that is needed to render and send it. */
export interface DueDelivery {
  id: string;
  kind: DeliveryKind;
  lane: Lane;
  addressId: string;
  channel: string;
  sealedIdentifier: Buffer;
  wrappedKey: Buffer | null;
  language: string;
  isStopped: boolean;
  needsConsent: boolean;
  /** The id of the last mail of their talk with the bot. */
  threadId: string | null;
  /** When they last wrote, where their channel has a window. */
  heardAt: Date | null;
  /** When their quiet hours are; of a group there are none. */
  quietFrom: number | null;
  quietTo: number | null;
  timeZone: string | null;
  personId: string | null;
  communityId: string | null;
  communityName: string | null;
  /** More than one, so that it must be said which. */
  hasCommunities: boolean;
  messageId: string | null;
  content: Content | null;
  attempts: number;
  attemptedAt: Date | null;
  /** The ids of what this one changes. */
  changes: string[] | null;
  changesId: string | null;
  correlationId: string | null;
  message: DueMessage | null;
  /** Where it is a digest, or changes one. */
  digest: DueDigest | null;
  /** Of the message, or what goes with the words, in their order. */
  files: MediaRow[];
}

/** The message a post delivers, as its reader should see it. */
export interface DueMessage {
  /** Markdown. */
  text: string;
  /** What the thread began with, as Markdown; read for mails alone. */
  rootText: string | null;
  isDeleted: boolean;
  /** Its words are others than when the send began of which nobody knows how it ended. */
  isChanged: boolean;
  /** The person. */
  authorId: string;
  authorName: string;
  forumName: string | null;
  forumTitle: string;
  /** Its reader allows what is urgent at any hour. */
  isUrgent: boolean;
  /** When its reader wrote what it answers, as JSON has it; null where somebody else did. */
  answersActAt: string | null;
  /** What the reader types to answer it. */
  number: number | null;
  parentAuthorName: string | null;
  /** The reader is answered themselves. */
  isParentReaders: boolean;
  parentNumber: number | null;
  /** The parent on the reader's own screen. */
  parentProviderId: string | null;
}

/**
 * Marks rows as being sent and reads what sending them takes. In their order. A send that is still to be
 * settled keeps its moment: the provider is asked about what came since then.
 */
export async function startSending(tx: Tx, ids: string[], now: Date): Promise<DueDelivery[]> {
  const due = await markSending(tx, ids, now);
  const messageIds = due.flatMap(({ message, messageId }) => (message && messageId ? [messageId] : []));
  const files = grouped(await findMediaOf(tx, [...new Set(messageIds)]), ({ messageId }) => messageId);
  const ownFiles = await findMediaByIds(
    tx,
    due.flatMap(({ content }) => content?.files ?? []),
  );
  const digests = await findDigests(
    tx,
    due.flatMap(({ digestId }) => digestId ?? []),
  );
  return due.map(({ digestId, ...one }) => ({
    ...one,
    files: one.message
      ? (files.get(one.messageId ?? '') ?? [])
      : (one.content?.files ?? []).flatMap((id) => ownFiles.find((file) => file.id === id) ?? []),
    digest: digests.get(digestId ?? '') ?? null,
  }));
}

type Marked = Omit<DueDelivery, 'files' | 'digest'> & { digestId: string | null };

/**
 * "Not finished" is said this way round so that Postgres finds the rows by their ids: said as in the index of what is open,
 * it read all of that for each call as long as the table had no statistics (135 us a row among 20,000).
 */
async function markSending(tx: Tx, ids: string[], now: Date): Promise<Marked[]> {
  return tx<Marked[]>`
    with d as (
      update message_deliveries set status = 'sending', attempts = attempts + 1,
        attempted_at = case when status = 'queued' then ${now}::timestamptz else attempted_at end
      where id = any(${ids})
        and status not in ('held', 'sent', 'delivered', 'read', 'skipped', 'failed', 'dead') returning *)
    ${dueColumns(tx)} order by d.position, d.id`;
}

/** Reads of rows `d` what sending them takes. */
export const dueColumns = (tx: Tx) => tx`
  select d.id, d.kind, d.lane, d.address_id as "addressId", a.channel, a.sealed_identifier as "sealedIdentifier",
    case when a.sealed_for_person then
      -- A merge, or its undoing, moves addresses while something waits for their former person.
      case when p.id = a.person_id then p.wrapped_key
        else (select o.wrapped_key from people o where o.id = a.person_id) end
    end as "wrappedKey",
    coalesce(p.language, a.language) as language,
    exists (select from suppressions s where s.address_id = a.id and s.ended_at is null) as "isStopped",
    a.channel = 'sms' and (a.consent_sent_at is null or a.consent_sent_at > d.attempted_at) as "needsConsent", a.heard_at as "heardAt",
    p.quiet_from as "quietFrom", p.quiet_to as "quietTo", p.time_zone as "timeZone",
    case when a.channel = 'email' and d.content is not null then
      (select s.provider_id from sent_messages s where s.address_id = a.id and s.message_id is null
        order by s.created_at desc, s.part limit 1)
    end as "threadId",
    d.person_id as "personId", d.community_id as "communityId", c.name as "communityName",
    case when d.content is null then
      (select count(*) from memberships m where m.person_id = d.person_id and m.status = 'active') > 1
    end as "hasCommunities",
    case when d.kind in ('digest', 'edit') then (select g.id from digests g where g.id in (d.id, d.changes_id)) end as "digestId",
    d.message_id as "messageId", d.content, d.attempts, d.attempted_at as "attemptedAt",
    d.changes_id as "changesId", d.correlation_id as "correlationId",
    case when d.changes_id is not null then
      (select jsonb_agg(s.provider_id order by s.part) from sent_messages s where s.delivery_id = d.changes_id)
    end as changes,
    case when d.content is null then (
      select jsonb_build_object('text', m.text, 'isDeleted', m.deleted_at is not null,
        'isChanged', coalesce(m.edited_at > d.attempted_at, false), 'authorId', author.id, 'authorName', author.name,
        'rootText', case when a.channel = 'email' then (
          with recursive up as (
            select id, parent_id, text, deleted_at from messages where id = m.id
            union all
            select p.id, p.parent_id, p.text, p.deleted_at from messages p join up on p.id = up.parent_id)
          select text from up where parent_id is null and deleted_at is null) end,
        'forumTitle', f.name,
        'forumName', case when f.is_main then null else f.name end, 'number', n.number,
        'isUrgent', case when m.is_urgent then coalesce((select allows_urgent from memberships
          where person_id = d.person_id and community_id = d.community_id), false) else false end,
        'answersActAt', case when pm.person_id = d.person_id then parent.created_at end,
        'parentAuthorName', parent_author.name,
        'isParentReaders', coalesce(pm.person_id = d.person_id, false), 'parentNumber', parent_n.number,
        'parentProviderId', (select s.provider_id from sent_messages s
          where s.message_id = parent.id and parent.deleted_at is null and s.address_id = d.address_id order by s.created_at, s.part limit 1))
      from messages m
      join forums f on f.id = m.forum_id
      join memberships am on am.id = m.author_id join people author on author.id = am.person_id
      left join message_numbers n on n.message_id = m.id and n.person_id = d.person_id
      left join messages parent on parent.id = m.parent_id
      left join memberships pm on pm.id = parent.author_id left join people parent_author on parent_author.id = pm.person_id
      left join message_numbers parent_n on parent_n.message_id = m.parent_id and parent_n.person_id = d.person_id
      where m.id = d.message_id)
    end as message
  from d
  join addresses a on a.id = d.address_id
  left join people p on p.id = coalesce(d.person_id, a.person_id)
  left join communities c on c.id = d.community_id`;
