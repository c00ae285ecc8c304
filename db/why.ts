import type { DeliveryStatus } from '../domain/content.ts';
import type { SuppressionKind } from '../domain/suppression.ts';
import type { Tx } from './client.ts';

export interface NumberedMessage {
  messageId: string;
  number: number;
  authorPersonId: string;
  authorName: string;
  isDeleted: boolean;
  /** When it goes out, where its author's posts are counted. */
  goesAt: Date | null;
}

/** The message a person means by a number; without one their latest. */
export async function findNumbered(
  tx: Tx,
  personId: string,
  number: number | null,
): Promise<NumberedMessage | null> {
  const [row] = await tx<NumberedMessage[]>`
    select n.message_id as "messageId", n.number, author.person_id as "authorPersonId", p.name as "authorName",
      m.deleted_at is not null as "isDeleted",
      (select goes_at from fanouts where message_id = m.id and kind = 'post') as "goesAt"
    from message_numbers n join messages m on m.id = n.message_id
    join memberships author on author.id = m.author_id join people p on p.id = author.person_id
    where n.person_id = ${personId} and (${number}::int is null or n.number = ${number})
    order by n.number desc limit 1`;
  return row ?? null;
}

/** How many deliveries of a message stand where, by channel, reason and moment. */
export interface DeliveryCount {
  channel: string | null;
  status: DeliveryStatus;
  reason: string | null;
  wayReason: string | null;
  timeReason: string | null;
  /** When it will go, where it waits. */
  goesAt: Date | null;
  count: number;
  /** Whose they are, where they are a few. */
  names: string[] | null;
}

/** More names than this say less than their number. */
const namesShown = 8;

export async function countDeliveries(tx: Tx, messageId: string, now: Date): Promise<DeliveryCount[]> {
  return tx<DeliveryCount[]>`
    select channel, status, reason, "wayReason", "timeReason", "goesAt", count(*)::int as count,
      case when count(*) <= ${namesShown} then array_agg(name order by name) end as names
    from (
      select a.channel, d.status, d.reason, d.way_reason as "wayReason", p.name, wait.at as "goesAt",
        case when wait.at is not null then d.time_reason end as "timeReason"
      from message_deliveries d
      left join addresses a on a.id = d.address_id left join people p on p.id = d.person_id
      cross join lateral (
        select case when d.status = 'held' then d.digest_at
          when d.status = 'queued' and d.attempts = 0 and d.not_before > ${now} then d.not_before end as at
      ) wait
      where d.message_id = ${messageId} and d.kind = 'post'
        and not exists (select from message_deliveries n where n.replaces_id = d.id)
    ) each
    group by 1, 2, 3, 4, 5, 6 order by count(*) desc, 1, 2, 6`;
}

/** What became of a message on its way to one reader. */
export interface OwnDelivery {
  channel: string | null;
  status: DeliveryStatus;
  reason: string | null;
  attempts: number;
  isRepeated: boolean;
  sentAt: Date | null;
  wayReason: string | null;
  timeReason: string | null;
  goesAt: Date | null;
  /** The moment of the digest that brought it, where one did. */
  inDigestOf: Date | null;
  timeZone: string;
}

export async function findOwnDelivery(
  tx: Tx,
  messageId: string,
  personId: string,
): Promise<OwnDelivery | null> {
  const [row] = await tx<OwnDelivery[]>`
    select a.channel, d.status, d.reason, d.attempts, d.is_repeated as "isRepeated", d.sent_at as "sentAt",
      d.way_reason as "wayReason", d.time_reason as "timeReason", coalesce(d.digest_at, d.not_before) as "goesAt",
      p.time_zone as "timeZone", (select g.slot_at from digests g where g.id = d.digest_id) as "inDigestOf"
    from message_deliveries d left join addresses a on a.id = d.address_id join people p on p.id = d.person_id
    where d.message_id = ${messageId} and d.person_id = ${personId} and d.kind = 'post'
    order by d.position desc, d.id desc limit 1`;
  return row ?? null;
}

/** The ways that were tried before the last one, in their order. */
export async function findEarlierWays(
  tx: Tx,
  messageId: string,
  personId: string,
): Promise<{ channel: string; status: DeliveryStatus; reason: string | null }[]> {
  return tx<{ channel: string; status: DeliveryStatus; reason: string | null }[]>`
    select a.channel, d.status, d.reason from message_deliveries d join addresses a on a.id = d.address_id
    where d.message_id = ${messageId} and d.person_id = ${personId} and d.kind = 'post'
      and exists (select from message_deliveries n where n.replaces_id = d.id)
    order by d.position, d.id`;
}

/** Where a person gets nothing any more: since when, and how it was said. */
export interface Stop {
  channel: string;
  how: SuppressionKind;
  providerCode: string | null;
  since: Date;
}

export async function findStops(tx: Tx, personId: string): Promise<Stop[]> {
  return tx<Stop[]>`
    select a.channel, s.how, s.provider_code as "providerCode", s.created_at as since
    from addresses a join suppressions s on s.address_id = a.id and s.ended_at is null
    where a.person_id = ${personId} order by s.created_at`;
}
