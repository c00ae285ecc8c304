import type { Tx } from './client.ts';

/** A finished day of a community. */
export interface DayFigures {
  /** Of its own calendar: `2026-03-01`. */
  day: string;
  posts: number;
  replies: number;
  newMembers: number;
  approvalsWaiting: number;
  channels: ChannelFigures[];
}

export interface ChannelFigures {
  channel: string;
  heard: number;
  sent: number;
  delivered: number;
  failed: number;
  /** Of what was to go at once: until it was delivered, or where no receipts come, accepted. In milliseconds. */
  medianMs: number | null;
  slowestMs: number | null;
}

/** How far back days are made up for: after an outage, or for a community that is older than its figures. */
const mostDays = 31;

/** Days that are over for an hour, when most receipts are in, and for which some community of the zone has no figures. */
export async function findMissingDays(
  tx: Tx,
  { now, count }: { now: Date; count: number },
): Promise<{ timeZone: string; day: string }[]> {
  return tx<{ timeZone: string; day: string }[]>`
    select c.time_zone as "timeZone", to_char(d.day, 'YYYY-MM-DD') as day from communities c
    cross join lateral (
      select ((${now}::timestamptz - interval '1 hour') at time zone c.time_zone)::date as today
    ) t
    cross join lateral (
      select day::date as day from generate_series(
        greatest((c.created_at at time zone c.time_zone)::date, t.today - ${mostDays}::int)::timestamp,
        (t.today - 1)::timestamp, '1 day') day
    ) d
    where not exists (select from daily_figures f where f.community_id = c.id and f.day = d.day)
    group by 1, 2 order by 2, 1 limit ${count}`;
}

/** The border of a day in a time zone, as moments. */
export async function findDay(
  tx: Tx,
  { timeZone, day }: { timeZone: string; day: string },
): Promise<{ from: Date; to: Date }> {
  const [row] = await tx<{ from: Date; to: Date }[]>`
    select ${day}::date::timestamp at time zone ${timeZone} as from,
      (${day}::date + 1)::timestamp at time zone ${timeZone} as to`;
  return row!;
}

/** A day of all communities of one time zone; `firstId` and `lastId` are the borders of what was written in it. */
export interface Span {
  timeZone: string;
  day: string;
  from: Date;
  to: Date;
  firstId: string;
  lastId: string;
  /** The border of what may have been sent in it: a weekly digest waits for a week. */
  plannedId: string;
  /** Channels without receipts: what they took counts as delivered. */
  noReceipts: string[];
}

/** Keeps the figures of a day for the communities of a time zone that have none; doing it twice changes nothing. */
export async function recordFigures(tx: Tx, span: Span): Promise<void> {
  const made = await tx<{ id: string }[]>`
    insert into daily_figures (community_id, day, posts, replies, new_members, approvals_waiting)
    select c.id, ${span.day}::date,
      (select count(*) from messages m join forums f on f.id = m.forum_id where f.community_id = c.id
        and m.parent_id is null and m.id >= ${span.firstId} and m.id < ${span.lastId}),
      (select count(*) from messages m join forums f on f.id = m.forum_id where f.community_id = c.id
        and m.parent_id is not null and m.id >= ${span.firstId} and m.id < ${span.lastId}),
      (select count(*) from approvals a where a.community_id = c.id and a.status = 'approved'
        and a.decided_at >= ${span.from} and a.decided_at < ${span.to}),
      (select count(*) from approvals a where a.community_id = c.id and a.created_at < ${span.to}
        and (a.decided_at is null or a.decided_at >= ${span.to}))
    from communities c where c.time_zone = ${span.timeZone} and c.created_at < ${span.to}
    on conflict do nothing returning community_id as id`;
  if (made.length > 0)
    await recordChannels(
      tx,
      span,
      made.map(({ id }) => id),
    );
}

/** What was heard and sent, by channel. What a digest carried is the digest; changes of what was sent are left out. */
async function recordChannels(tx: Tx, span: Span, communityIds: string[]): Promise<void> {
  await tx`
    with heard as (
      select coalesce(k.community_id, a.current_community_id, r.community_id) as community_id, a.channel,
        count(*)::int as heard
      from inbox i join addresses a on a.id = i.lane
      left join conversations k on k.id = i.conversation_id
      left join mirrors r on r.address_id = a.id and r.ended_at is null
      where i.kind = 'said' and i.id >= ${span.firstId} and i.id < ${span.lastId} group by 1, 2),
    gone as (
      select d.community_id, a.channel,
        count(*) filter (where d.sent_at >= ${span.from} and d.sent_at < ${span.to})::int as sent,
        count(*) filter (where d.sent_at >= ${span.from} and d.sent_at < ${span.to}
          and (d.status in ('delivered', 'read') or d.status = 'sent' and a.channel = any(${span.noReceipts})))::int
          as delivered,
        count(*) filter (where d.status in ('failed', 'dead') and coalesce(d.attempted_at, d.created_at) >= ${span.from}
          and coalesce(d.attempted_at, d.created_at) < ${span.to})::int as failed,
        percentile_cont(array[0.5, 0.95]) within group (order by took.ms) as took
      from message_deliveries d join addresses a on a.id = d.address_id
      cross join lateral (
        select case when d.time_reason is null and d.sent_at >= ${span.from} and d.sent_at < ${span.to} then
          extract(epoch from (coalesce(d.delivered_at, case when a.channel = any(${span.noReceipts}) then d.sent_at end)
            - d.created_at)) * 1000 end as ms
      ) took
      where d.id >= ${span.plannedId} and d.id < ${span.lastId} and d.digest_id is null and d.kind <> 'edit'
      group by 1, 2)
    insert into daily_channel_figures (community_id, day, channel, heard, sent, delivered, failed, median_ms, slowest_ms)
    select community_id, ${span.day}::date, channel, coalesce(heard, 0), coalesce(sent, 0), coalesce(delivered, 0),
      coalesce(failed, 0), round(took[1]), round(took[2])
    from heard full join gone using (community_id, channel)
    where community_id = any(${communityIds}) and coalesce(heard, 0) + coalesce(sent, 0) + coalesce(failed, 0) > 0
    on conflict do nothing`;
}

/** The latest days of a community that have figures, the newest first. */
export async function findFigures(
  tx: Tx,
  { communityId, count }: { communityId: string; count: number },
): Promise<DayFigures[]> {
  return tx<DayFigures[]>`
    select to_char(f.day, 'YYYY-MM-DD') as day, f.posts, f.replies, f.new_members as "newMembers",
      f.approvals_waiting as "approvalsWaiting",
      coalesce((select json_agg(json_build_object('channel', c.channel, 'heard', c.heard, 'sent', c.sent,
        'delivered', c.delivered, 'failed', c.failed, 'medianMs', c.median_ms, 'slowestMs', c.slowest_ms)
        order by c.heard + c.sent desc, c.channel)
        from daily_channel_figures c where c.community_id = f.community_id and c.day = f.day), '[]') as channels
    from daily_figures f where f.community_id = ${communityId} order by f.day desc limit ${count}`;
}
