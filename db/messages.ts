import type { ForumChoice } from '../domain/effects/posting.ts';
import type { MembershipStatus, Role } from '../domain/member.ts';
import type { Tx } from './client.ts';
import { noteQueued } from './queued.ts';

/** The forums somebody may write to, the main one first. */
export async function findForums(
  tx: Tx,
  who: { personId: string; communityId: string | null },
): Promise<ForumChoice[]> {
  return tx<ForumChoice[]>`
    select f.id as "forumId", f.name, (
        select count(*)::int from forum_members o join memberships om on om.id = o.membership_id
        where o.forum_id = f.id and om.status = 'active' and om.id <> m.id) as readers
    from memberships m join forum_members fm on fm.membership_id = m.id join forums f on f.id = fm.forum_id
    where m.person_id = ${who.personId} and m.status = 'active'
      and (${who.communityId}::uuid is null or m.community_id = ${who.communityId})
    order by f.is_main desc, f.name`;
}

/** A message as one person knows it. */
export interface KnownMessage {
  messageId: string;
  communityId: string;
  forumId: string;
  /** Theirs for it. */
  number: number;
  /** Markdown. */
  text: string;
  isDeleted: boolean;
  authorId: string;
  authorName: string;
  authorNumber: number;
  /** Where this person stands in the message's community; null for one who never belonged. */
  membershipId: string | null;
  role: Role | null;
  status: MembershipStatus | null;
  isInForum: boolean;
}

/** Finds a message by a person's own number for it, or by its id; null for what was never theirs to see. */
export async function findKnownMessage(
  tx: Tx,
  asked: { personId: string; number: number | null; messageId: string | null },
): Promise<KnownMessage | null> {
  const [row] = await tx<KnownMessage[]>`
    select m.id as "messageId", m.community_id as "communityId", m.forum_id as "forumId", n.number, m.text,
      m.deleted_at is not null as "isDeleted", m.author_id as "authorId", author.name as "authorName",
      author_n.number as "authorNumber", mine.id as "membershipId", mine.role, mine.status,
      exists (select from forum_members fm where fm.forum_id = m.forum_id and fm.membership_id = mine.id) as "isInForum"
    from message_numbers n
    join messages m on m.id = n.message_id
    join memberships am on am.id = m.author_id
    join people author on author.id = am.person_id
    join message_numbers author_n on author_n.message_id = m.id and author_n.person_id = am.person_id
    left join memberships mine on mine.person_id = n.person_id and mine.community_id = m.community_id
    where n.person_id = ${asked.personId}
      and (n.number = ${asked.number} or (${asked.number}::int is null and n.message_id = ${asked.messageId}))`;
  return row ?? null;
}

/** Locks people in the order of their ids, as the planner does: both count up the numbers. */
export async function lockPeople(tx: Tx, ids: string[]): Promise<void> {
  await tx`select id from people where id = any(${ids}) order by id for no key update`;
}

/** Somebody about to write in a forum, read and kept as they are until the commit. */
export interface Author {
  membershipId: string;
  communityId: string;
  status: MembershipStatus;
  isInForum: boolean;
  readers: number;
}

export async function findAuthor(
  tx: Tx,
  { personId, forumId }: { personId: string; forumId: string },
): Promise<Author | null> {
  const [row] = await tx<Author[]>`
    select m.id as "membershipId", m.community_id as "communityId", m.status,
      exists (select from forum_members fm where fm.forum_id = f.id and fm.membership_id = m.id) as "isInForum",
      (select count(*)::int from forum_members o join memberships om on om.id = o.membership_id
        where o.forum_id = f.id and om.status = 'active' and om.id <> m.id) as readers
    from forums f join memberships m on m.community_id = f.community_id
    where f.id = ${forumId} and m.person_id = ${personId} for share of m`;
  return row ?? null;
}

/** Whether a message can still be answered: kept so until the commit. */
export async function isStanding(tx: Tx, messageId: string): Promise<boolean> {
  const rows = await tx`select from messages where id = ${messageId} and deleted_at is null for share`;
  return rows.length > 0;
}

/** Keeps a message, gives it its author's number, and sets it on its way. Returns the number. */
export async function createMessage(
  tx: Tx,
  message: {
    id: string;
    fanoutId: string;
    communityId: string;
    forumId: string;
    authorId: string;
    authorPersonId: string;
    parentId: string | null;
    /** Markdown. */
    text: string;
    /** Announced by an organizer. */
    isUrgent?: boolean;
    /** When it goes out, where its author's posts are counted. */
    goesAt?: Date | null;
    /** What its author typed, on which address, where that can be edited or replied to. */
    typed: { addressId: string; providerId: string } | null;
    /** From which of their addresses, where it may have become theirs by a merge: it goes back with that. */
    from?: string;
    correlationId: string | null;
    now: Date;
  },
): Promise<number> {
  noteQueued(tx, 'posts');
  const [row] = await tx<{ number: number }[]>`
    with message as (
      insert into messages (id, community_id, forum_id, author_id, parent_id, text, is_urgent,
        created_at)
      values (${message.id}, ${message.communityId}, ${message.forumId}, ${message.authorId}, ${message.parentId},
        ${message.text}, ${message.isUrgent ?? false}, ${message.now})),
    counted as (
      update people set last_number = last_number + 1 where id = ${message.authorPersonId} returning id, last_number),
    numbered as (
      insert into message_numbers (person_id, number, message_id)
      select id, last_number, ${message.id} from counted),
    merged as (
      update merges set message_ids = message_ids || ${message.id}::uuid
      where kept_id = ${message.authorId} and undone_at is null and ${message.from ?? null} = any(address_ids)),
    fanout as (
      insert into fanouts (id, community_id, message_id, kind, correlation_id, goes_at, created_at)
      values (${message.fanoutId}, ${message.communityId}, ${message.id}, 'post', ${message.correlationId},
        ${message.goesAt ?? null}, ${message.now}))
    select last_number as number from counted`;
  if (message.typed) {
    await tx`
      insert into sent_messages (address_id, provider_id, message_id, created_at)
      values (${message.typed.addressId}, ${message.typed.providerId}, ${message.id}, ${message.now})
      on conflict do nothing`;
  }
  return row!.number;
}

export async function isAuthor(tx: Tx, messageId: string, personId: string): Promise<boolean> {
  const rows = await tx`
    select from messages m join memberships a on a.id = m.author_id
    where m.id = ${messageId} and a.person_id = ${personId}`;
  return rows.length > 0;
}

/** Marks a message as taken back. Returns false where somebody was quicker. */
export async function deleteMessage(
  tx: Tx,
  deletion: {
    messageId: string;
    fanoutId: string;
    communityId: string;
    correlationId: string | null;
    now: Date;
  },
): Promise<boolean> {
  const rows = await tx`
    update messages set deleted_at = ${deletion.now} where id = ${deletion.messageId} and deleted_at is null
    returning id`;
  if (rows.length === 0) return false;
  noteQueued(tx, 'posts');
  await tx`
    insert into fanouts (id, community_id, message_id, kind, completed_at, correlation_id, created_at)
    values (${deletion.fanoutId}, ${deletion.communityId}, ${deletion.messageId}, 'delete', ${deletion.now},
      ${deletion.correlationId}, ${deletion.now})`;
  return true;
}

/** Gives a message other words. Returns false where it was taken back meanwhile. */
export async function correctMessage(
  tx: Tx,
  correction: {
    messageId: string;
    fanoutId: string;
    communityId: string;
    text: string;
    correlationId: string | null;
    now: Date;
  },
): Promise<boolean> {
  const rows = await tx`
    update messages set text = ${correction.text}, edited_at = ${correction.now}
    where id = ${correction.messageId} and deleted_at is null returning id`;
  if (rows.length === 0) return false;
  noteQueued(tx, 'posts');
  await tx`
    insert into fanouts (id, community_id, message_id, kind, completed_at, correlation_id, created_at)
    values (${correction.fanoutId}, ${correction.communityId}, ${correction.messageId}, 'edit', ${correction.now},
      ${correction.correlationId}, ${correction.now})`;
  return true;
}

/** How many copies of a message have left, or may have, by channel. */
export async function countCopies(tx: Tx, messageId: string): Promise<{ channel: string; sent: number }[]> {
  return tx<{ channel: string; sent: number }[]>`
    select a.channel, count(*)::int as sent
    from message_deliveries d join addresses a on a.id = d.address_id
    where d.message_id = ${messageId} and d.kind = 'post'
      and d.status in ('sending', 'uncertain', 'sent', 'delivered', 'read')
    group by a.channel`;
}
