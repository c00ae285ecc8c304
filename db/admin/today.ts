import { firstIdOf } from '../../domain/id.ts';
import type { Tx } from '../client.ts';

/** What came and went in one hour of a day, by channel. */
export interface HourCount {
  /** Full hours since the day began. */
  hour: number;
  channel: string;
  heard: number;
  sent: number;
}

/** How sending went by one channel; `null` is all of them together. */
export interface ChannelToday {
  channel: string | null;
  sent: number;
  /** By their receipts, or where none come, accepted. */
  delivered: number;
  failed: number;
  /** Of what was to go at once: until it was delivered. In milliseconds; null where nothing was. */
  medianMs: number | null;
  slowestMs: number | null;
  /** The share that was on its way within 10 seconds of when it was due; null where nothing was sent. */
  onTheWire: number | null;
}

/** A day of one community, by its own calendar. */
export interface DaySpan {
  communityId: string;
  from: Date;
  to: Date;
  now: Date;
  /** Channels without receipts. */
  noReceipts: string[];
}

/** What waited for a night's end was written before the day began. */
const heldBackMs = 86_400_000;

/**
 * What was heard and sent, hour by hour. Rows are found by their ids, which hold the time: only the partitions of these days
 * are read. What a digest carried is the digest, and changes of what was sent are left out, as in the figures of a day.
 */
export async function findHours(tx: Tx, span: DaySpan): Promise<HourCount[]> {
  const { from, to } = span;
  return tx<HourCount[]>`
    with heard as (
      select floor(extract(epoch from created_at - ${from}) / 3600)::int as hour, channel, count(*)::int as heard
      from heard_here(${firstIdOf(from)}, ${firstIdOf(to)}) group by 1, 2),
    gone as (
      select floor(extract(epoch from d.sent_at - ${from}) / 3600)::int as hour, a.channel, count(*)::int as sent
      from message_deliveries d join addresses a on a.id = d.address_id
      where ${sentIn(tx, span)} and d.sent_at >= ${from} and d.sent_at < ${to} group by 1, 2)
    select hour, channel, coalesce(heard, 0) as heard, coalesce(sent, 0) as sent
    from heard full join gone using (hour, channel) order by 1, 2`;
}

/** How sending went, by channel and (first) altogether. */
export async function findChannels(tx: Tx, span: DaySpan): Promise<ChannelToday[]> {
  const { from, to, noReceipts } = span;
  return tx<ChannelToday[]>`
    with gone as (
      select a.channel, d.status, d.not_before, d.sent_at, d.time_reason,
        coalesce(d.attempted_at, d.created_at) as tried_at, d.created_at,
        coalesce(d.delivered_at, case when a.channel = any(${noReceipts}) then d.sent_at end) as arrived_at,
        coalesce(d.sent_at >= ${from} and d.sent_at < ${to}, false) as is_sent
      from message_deliveries d join addresses a on a.id = d.address_id where ${sentIn(tx, span)})
    select channel,
      count(*) filter (where is_sent)::int as sent,
      count(*) filter (where is_sent and (status in ('delivered', 'read')
        or status = 'sent' and channel = any(${noReceipts})))::int as delivered,
      count(*) filter (where status in ('failed', 'dead') and tried_at >= ${from} and tried_at < ${to})::int as failed,
      round(percentile_cont(0.5) within group (order by took))::int as "medianMs",
      round(percentile_cont(0.95) within group (order by took))::int as "slowestMs",
      (avg((sent_at <= not_before + interval '10 seconds')::int) filter (where is_sent))::float8 as "onTheWire"
    from gone cross join lateral (
      select case when is_sent and time_reason is null then extract(epoch from arrived_at - created_at) * 1000 end as took
    ) t
    group by grouping sets ((), (channel))
    having channel is null or count(*) filter (where is_sent or status in ('failed', 'dead')) > 0
    order by channel nulls first`;
}

const sentIn = (tx: Tx, { communityId, from, to }: DaySpan) => tx`
  d.id >= ${firstIdOf(new Date(from.getTime() - heldBackMs))} and d.id < ${firstIdOf(to)}
  and d.community_id = ${communityId} and d.digest_id is null and d.kind <> 'edit'`;

/** What else is to be seen at a glance. */
export interface Glance {
  members: number;
  waiting: number;
  /** Since when whoever waits longest does. */
  waitingSince: Date | null;
  messages: number;
  /** Since when the oldest delivery that is due has waited. */
  dueSince: Date | null;
}

export async function findGlance(tx: Tx, { communityId, from, to, now }: DaySpan): Promise<Glance> {
  const [row] = await tx<Glance[]>`
    select
      (select count(*)::int from memberships where community_id = ${communityId} and status = 'active') as members,
      a.waiting, a.since as "waitingSince",
      (select count(*)::int from forums f join messages m on m.forum_id = f.id
        where f.community_id = ${communityId} and m.id >= ${firstIdOf(from)} and m.id < ${firstIdOf(to)}
          and m.deleted_at is null) as messages,
      (select min(not_before) from message_deliveries where community_id = ${communityId} and not_before <= ${now}
        and status in ('queued', 'sending', 'uncertain')) as "dueSince"
    from (select count(*)::int as waiting, min(created_at) as since from approvals
      where community_id = ${communityId} and status = 'open') a`;
  return row!;
}
