import type { Content, DeliveryStatus } from '../domain/content.ts';
import type { Tx } from './client.ts';
import type { Account } from './reach.ts';
import { findWays, ownColumns, type RecipientRow } from './recipients.ts';
import { returnSegments } from './smsBudget.ts';

export interface FanoutRow {
  id: string;
  messageId: string;
  communityId: string;
  forumId: string;
  authorId: string;
  authorPersonId: string;
  kind: 'post' | 'edit' | 'delete';
  /** Taken back meanwhile: nobody else gets it. */
  isDeleted: boolean;
  cursor: string | null;
  correlationId: string | null;
}

/** Takes a message that is not planned to the end, and waits for no file and no hour; nobody else plans it meanwhile. */
export async function takeFanout(tx: Tx, now: Date): Promise<FanoutRow | null> {
  const [row] = await tx<FanoutRow[]>`
    select f.id, f.message_id as "messageId", f.community_id as "communityId", m.forum_id as "forumId",
      m.author_id as "authorId", author.person_id as "authorPersonId", f.kind, m.deleted_at is not null as "isDeleted", f.cursor,
      f.correlation_id as "correlationId"
    from fanouts f join messages m on m.id = f.message_id join memberships author on author.id = m.author_id
    where f.planned_at is null and (f.goes_at is null or f.goes_at <= ${now} or m.deleted_at is not null)
      and not exists (select from message_media mm join media w on w.id = mm.media_id
        where mm.message_id = m.id and w.status = 'fetching')
    order by f.id limit 1 for update of f skip locked`;
  return row ?? null;
}

/** A reader of a message, with the number it got for them. */
export interface Reader extends RecipientRow {
  number: number;
}

interface Chunk {
  fanout: FanoutRow;
  parentId: string | null;
  accounts: Account[];
  /** How many members at most. */
  count: number;
}

/**
 * Plans for the next readers of a forum, in the order of their ids: gives each the message's number, and reads what decides
 * how they are reached. Whoever has a number for this message already was planned before and is left out.
 */
export async function numberReaders(
  tx: Tx,
  { fanout, parentId, accounts, count }: Chunk,
): Promise<{ readers: Reader[]; last: string | null }> {
  const chunk = await lockReaders(tx, fanout, count);
  if (chunk.length === 0) return { readers: [], last: null };
  const concerning = { authorId: fanout.authorId, forumId: fanout.forumId, parentId };
  const [rows, ways] = await Promise.all([
    giveNumbers(tx, { fanout, parentId, personIds: chunk.map(({ personId }) => personId) }),
    findWays(tx, chunk, { concerning, accounts }),
  ]);
  return { readers: rows.map((row) => Object.assign(row, ways(row))), last: chunk.at(-1)!.personId };
}

/** The walk is along `memberships_of_community`: each chunk reads its own members alone, however large the class is. */
async function lockReaders(tx: Tx, { communityId, forumId, cursor }: FanoutRow, count: number) {
  return tx<{ personId: string; membershipId: string }[]>`
    select p.id as "personId", m.id as "membershipId" from memberships m join people p on p.id = m.person_id
    where m.community_id = ${communityId} and m.status = 'active'
      and m.person_id > ${cursor ?? '00000000-0000-0000-0000-000000000000'}
      and (select true from forum_members fm where fm.forum_id = ${forumId} and fm.membership_id = m.id)
    order by m.person_id limit ${count} for no key update of p`;
}

async function giveNumbers(
  tx: Tx,
  { fanout, parentId, personIds }: { fanout: FanoutRow; parentId: string | null; personIds: string[] },
): Promise<Omit<Reader, 'addresses' | 'mutes'>[]> {
  return tx<Omit<Reader, 'addresses' | 'mutes'>[]>`
    with numbered as (
      update people set last_number = last_number + 1
      where id = any(${personIds}) and id <> ${fanout.authorPersonId}
        and not exists (select from message_numbers n where n.message_id = ${fanout.messageId} and n.person_id = people.id)
      returning *),
    kept as (
      insert into message_numbers (person_id, number, message_id)
      select id, last_number, ${fanout.messageId} from numbered)
    select p.last_number as number, ${ownColumns(tx, { parentId })}
    from numbered p join memberships m on m.person_id = p.id and m.community_id = ${fanout.communityId}
    order by p.id`;
}

/** Stops what of a message is still on its way; a row that a worker took meanwhile is past stopping. */
export async function skipUnsent(tx: Tx, messageId: string): Promise<void> {
  const stopped = await tx<{ id: string }[]>`
    update message_deliveries set status = 'skipped', reason = 'deleted'
    where message_id = ${messageId} and kind = 'post' and status in ('queued', 'held')
      and not exists (select from message_deliveries g where g.id = digest_id and g.status not in ('queued', 'held'))
    returning id`;
  await returnSegments(
    tx,
    stopped.map(({ id }) => id),
  );
}

/** Where a message can be seen, and whose hours count there; of a group nobody's. */
export interface SentCopy {
  deliveryId: string;
  personId: string | null;
  addressId: string;
  channel: string;
  quietFrom: number | null;
  quietTo: number | null;
  timeZone: string | null;
}

/** What was sent of a message, or may have been, and can still be changed on its reader's screen. */
export async function sentOfMessage(
  tx: Tx,
  { messageId, exceptOn }: { messageId: string; exceptOn: string[] },
): Promise<SentCopy[]> {
  return tx<SentCopy[]>`
    select coalesce(g.id, d.id) as "deliveryId", d.person_id as "personId", d.address_id as "addressId", a.channel,
      p.quiet_from as "quietFrom", p.quiet_to as "quietTo", p.time_zone as "timeZone"
    from message_deliveries d join addresses a on a.id = d.address_id left join people p on p.id = d.person_id
    left join message_deliveries g on g.id = d.digest_id
    where d.message_id = ${messageId} and d.kind = 'post' and d.status <> 'skipped'
      and coalesce(g.status, d.status) in ('sending', 'uncertain', 'sent', 'delivered', 'read')
      and a.channel <> all(${exceptOn})
    order by d.id`;
}

/**
 * Of copies those about which a correction waits for its hour already: it will say the words that count then. One that is
 * just being taken may say the words before.
 */
export async function findWaitingCorrections(
  tx: Tx,
  { messageId, now }: { messageId: string; now: Date },
): Promise<Set<string>> {
  const rows = await tx<{ id: string }[]>`
    select changes_id as id from message_deliveries
    where message_id = ${messageId} and kind = 'edit' and status = 'queued' and attempts = 0 and not_before > ${now}
    for update skip locked`;
  return new Set(rows.map(({ id }) => id));
}

export async function advanceFanout(
  tx: Tx,
  id: string,
  to: { cursor: string | null; plannedAt: Date | null },
) {
  await tx`update fanouts set cursor = ${to.cursor}, planned_at = ${to.plannedAt} where id = ${id}`;
}

/** Notes which delivery tells the author of each message, so that it can be edited as the others complete. */
export async function linkConfirmations(
  tx: Tx,
  links: { messageId: string; deliveryId: string }[],
): Promise<void> {
  if (links.length === 0) return;
  await tx`
    update fanouts f set confirmation_id = l."deliveryId"
    from jsonb_to_recordset(${tx.json(links as never)}) as l("messageId" uuid, "deliveryId" uuid)
    where f.message_id = l."messageId" and f.kind = 'post'`;
}

/** A message on its way, and what its author sees of that. */
export interface OpenFanout {
  id: string;
  messageId: string;
  communityId: string;
  /** The author's own. */
  number: number;
  isDeleted: boolean;
  correlationId: string | null;
  /** The count the author saw last. */
  reportedCount: number;
  total: number;
  /** Where the provider sends no receipts, or none came within the hour: accepted. */
  delivered: number;
  /** Those for whom nobody will try again. */
  missed: number;
  /** Those who get it at their own hours, after quiet ones or with a digest, or with their next word. */
  later: number;
  confirmation: {
    id: string;
    status: DeliveryStatus;
    addressId: string;
    channel: string;
    personId: string;
    content: Content;
    hasOpenEdit: boolean;
  } | null;
}

/** Planned messages whose author has not heard the end, except those reported on since `before`. */
export async function takeOpenFanouts(
  tx: Tx,
  {
    now,
    before,
    receiptsUntil,
    withReceipts,
  }: { now: Date; before: Date; receiptsUntil: Date; withReceipts: string[] },
): Promise<OpenFanout[]> {
  return tx<OpenFanout[]>`
    select f.id, f.message_id as "messageId", f.community_id as "communityId", n.number,
      m.deleted_at is not null as "isDeleted", f.reported_count as "reportedCount",
      f.correlation_id as "correlationId", counted.*,
      case when c.id is not null then jsonb_build_object('id', c.id, 'status', c.status, 'addressId', c.address_id,
        'channel', ca.channel, 'personId', c.person_id, 'content', c.content, 'hasOpenEdit', exists (
          select from message_deliveries e where e.message_id = f.message_id and e.changes_id = c.id
            and e.status in ('queued', 'sending', 'uncertain')))
      end as confirmation
    from fanouts f
    join messages m on m.id = f.message_id
    join memberships author on author.id = m.author_id
    join message_numbers n on n.message_id = m.id and n.person_id = author.person_id
    left join message_deliveries c on c.id = f.confirmation_id
    left join addresses ca on ca.id = c.address_id
    cross join lateral (
      select count(*)::int as total,
        count(*) filter (where d.status in ('delivered', 'read') or d.status = 'sent'
          and (a.channel <> all(${withReceipts}) or d.sent_at < ${receiptsUntil}))::int as delivered,
        count(*) filter (where d.status in ('skipped', 'failed', 'dead'))::int as missed,
        count(*) filter (where d.status = 'held'
          or d.status = 'queued' and d.attempts = 0 and d.not_before > ${now}
          or d.status = 'uncertain' and d.time_reason = 'quietHours' and d.not_before > ${now})::int as later
      from message_deliveries d left join addresses a on a.id = d.address_id
      where d.message_id = f.message_id and d.kind = 'post' and d.person_id is not null
        and (d.status not in ('failed', 'dead', 'skipped')
          or not exists (select from message_deliveries n where n.replaces_id = d.id))
    ) counted
    where f.completed_at is null and f.kind = 'post' and f.planned_at is not null
      and (f.reported_at is null or f.reported_at <= ${before})
    order by f.id for update of f skip locked`;
}

/** Keeps what authors were told, and where that was the last word. */
export async function recordReports(
  tx: Tx,
  reports: { fanoutId: string; count: number; isFinal: boolean }[],
  now: Date,
): Promise<void> {
  await tx`
    update fanouts f set reported_at = ${now}, reported_count = r.count,
      completed_at = case when r."isFinal" then ${now}::timestamptz end
    from jsonb_to_recordset(${tx.json(reports as never)}) as r("fanoutId" uuid, count int, "isFinal" boolean)
    where f.id = r."fanoutId"`;
}
