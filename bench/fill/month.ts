import type postgres from 'postgres';

/** How much people say and hear in a month. These are assumptions: `docs/growing.md` names them. */
export const monthly = {
  perCommunity: 50,
  /** Posts and replies of a member. */
  messages: 1,
  /** What a member says to the bot, those included; each is answered. */
  events: 4,
  /** Registrations, posts, settings: talks that were begun and are over. */
  conversations: 1.5,
  days: 30,
} as const;

export interface Month {
  members: number;
  /** As `fillMembers` was told, from which their ids follow. */
  since: Date;
  /** Its first day. */
  from: Date;
}

type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** Writes one day of everything but digests. Every member has messages: those of a class are spread over the month. */
export async function fillDay(owner: postgres.Sql, month: Month, day: number): Promise<void> {
  const { members, since, from } = month;
  const communities = Math.ceil(members / monthly.perCommunity);
  const at = owner`(${from}::timestamptz + (i + 0.5) * ${`${monthly.days} days`}::interval / ${members * monthly.messages}::int)`;
  const days = share(members * monthly.messages, day);
  const known = owner`${since}::timestamptz`;
  // Message i is of class i % communities, whose members take turns.
  const messages = owner`
    select i, ${at} as at, i % ${communities}::int as class, (i / ${communities}::int) as turn,
      bench_id(${at}, 'message', i) as id, bench_id(${known}, 'community', i % ${communities}::int) as community_id,
      bench_id(${known}, 'forum', i % ${communities}::int) as forum_id
    from generate_series(${days.first}::bigint, ${days.last}::bigint) i`;
  await fillMessages(owner, messages, known);
  await fillPosts(owner, messages, known);
  await fillAnswers(owner, month, day);
}

/** What of something that is spread over the month belongs to a day. */
const share = (count: number, day: number) => ({
  first: Math.floor((count * day) / monthly.days),
  last: Math.floor((count * (day + 1)) / monthly.days) - 1,
});

async function fillMessages(owner: postgres.Sql, messages: Fragment, known: Fragment): Promise<void> {
  const size = monthly.perCommunity;
  await owner`
    insert into messages (id, community_id, forum_id, author_id, text, created_at)
    select id, community_id, forum_id, bench_id(${known}, 'member', class * ${size} + turn % ${size} + 1),
      'Message ' || i || repeat(' of about a hundred characters', 3), at from (${messages}) m`;
  await owner`
    insert into fanouts (id, community_id, message_id, kind, planned_at, reported_at, reported_count, completed_at, created_at)
    select bench_id(at, 'fanout', i), community_id, id, 'post', at, at, ${size} - 1, at + interval '1 hour', at from (${messages}) m`;
  await owner`
    insert into message_numbers (person_id, number, message_id)
    select bench_id(${known}, 'person', class * ${size} + r), turn + 1, id from (${messages}) m, generate_series(1, ${size}) r`;
}

/** A seventh of readers waits for digests; of the others 2 % could not be reached, and most of the rest was receipted. */
async function fillPosts(owner: postgres.Sql, messages: Fragment, known: Fragment): Promise<void> {
  const size = monthly.perCommunity;
  await owner`
    insert into message_deliveries (id, kind, lane, address_id, person_id, community_id, message_id, status, reason,
      time_reason, digest_at, digest_id, segments, not_before, attempts, attempted_at, sent_at, delivered_at, created_at)
    select bench_id(at + r * interval '1 millisecond', 'delivery', i * ${size} + r), 'post', 'post',
      bench_id(${known}, 'address', n), bench_id(${known}, 'person', n), community_id, id,
      case when n % 50 = 0 then 'failed' when n % 10 < 4 then 'sent' else 'delivered' end,
      case when n % 50 = 0 then 'unreachable' end, waits, slot, case when slot is not null then bench_id(slot, 'digest', n) end,
      case when n % 10 = 6 and slot is null then 2 end, coalesce(slot, at), 1, at, at, at, at
    from (
      select m.*, r, n, case n % 8 when 6 then 'daily' when 7 then 'weekly' end as waits,
        case n % 8 when 6 then date_trunc('day', at) + interval '1 day' when 7 then date_trunc('week', at) + interval '7 days' end as slot
      from (${messages}) m, generate_series(1, ${size}) r, lateral (select class * ${size} + r as n) reader
      where r <> turn % ${size} + 1
    ) d`;
}

async function fillAnswers(owner: postgres.Sql, { members, since, from }: Month, day: number): Promise<void> {
  const known = owner`${since}::timestamptz`;
  const count = members * monthly.events;
  const { first, last } = share(count, day);
  const events = owner`
    select i, 1 + i % ${members}::int as n, ${from}::timestamptz + i * ${`${monthly.days} days`}::interval / ${count}::int as at
    from generate_series(${first}::bigint, ${last}::bigint) i`;
  await owner`
    insert into inbox (id, lane, kind, sealed, status, correlation_id, created_at, handled_at)
    select bench_id(at, 'inbox', i), bench_id(${known}, 'address', n), 'said',
      (select string_agg(sha512((i || ' ' || part)::text::bytea), '') from generate_series(1, 10) part), 'done',
      bench_id(at, 'correlation', i)::text, at, at from (${events}) e`;
  await owner`
    insert into message_deliveries (id, kind, lane, address_id, person_id, content, status, not_before, attempts, attempted_at,
      sent_at, correlation_id, created_at)
    select bench_id(at, 'answer', i), 'answer', 'answer', bench_id(${known}, 'address', n), bench_id(${known}, 'person', n),
      '{"parts": [{"key": "post.sent", "params": {"number": 12, "forum": "General", "count": 49}}]}', 'sent', at, 1, at, at,
      bench_id(at, 'correlation', i)::text, at from (${events}) e`;
  await owner`
    insert into dedupe_keys (channel, account, external_id, created_at)
    select 'telegram', '7000001', (700000000 + i)::text, at from (${events}) e`;
  await owner`
    insert into conversations (id, flow, version, value, context, status, address_id, step, created_at, updated_at)
    select bench_id(at, 'talk', i), 'post', 1, '"posted"', jsonb_build_object('draft', repeat('what was said ', 12), 'forumId', bench_id(at, 'x', i)),
      'done', bench_id(${known}, 'address', n), 4, at, at from (${events}) e
    where i % ${Math.round((monthly.events / monthly.conversations) * 3)}::int < 3`;
}

/**
 * What follows from the month: the digests that its items name, the providers' ids of all that went out, what browsers show,
 * and the lanes.
 */
export async function fillRest(owner: postgres.Sql, { from }: Month): Promise<void> {
  await owner`
    insert into digests (id, community_id, membership_id, slot_at, time_reason, shown, told, created_at)
    select d.digest_id, d.community_id, m.id, d.digest_at, d.time_reason, least(d.items, 20), least(d.items, 20), d.digest_at
    from (select digest_id, community_id, person_id, digest_at, time_reason, count(*) as items from message_deliveries
      where digest_id is not null group by 1, 2, 3, 4, 5) d
    join memberships m on m.person_id = d.person_id and m.community_id = d.community_id`;
  await owner`
    insert into message_deliveries (id, kind, lane, address_id, person_id, community_id, status, not_before, attempts,
      attempted_at, sent_at, created_at)
    select g.id, 'digest', 'post', a.id, m.person_id, g.community_id, 'sent', g.slot_at, 1, g.slot_at, g.slot_at, g.slot_at
    from digests g join memberships m on m.id = g.membership_id
    cross join lateral (select id from addresses where person_id = m.person_id order by channel = m.preferred_channel desc limit 1) a`;
  await owner`
    insert into sent_messages (address_id, provider_id, delivery_id, message_id, part, status, created_at)
    select d.address_id, case a.channel when 'telegram' then right(d.position::text, 7) || part
        when 'sms' then 'SM' || md5(d.id::text || part) when 'email' then '<' || d.id || '@class.example.org>'
        else 'wamid.' || md5(d.id::text) || md5(d.position::text) end,
      d.id, d.message_id, part, case when d.status = 'delivered' then 'delivered' end, d.created_at
    from message_deliveries d join addresses a on a.id = d.address_id
      cross join generate_series(0, coalesce(d.segments, 1) - 1) part
    where d.digest_id is null and d.status <> 'failed' and d.created_at >= ${from}`;
  await fillScreens(owner, from);
  await owner`
    insert into delivery_lanes (address_id, lane, channel)
    select id, lane, channel from addresses, (values ('answer'), ('post')) as l(lane)`;
}

/** What was sent to browsers and what was said there: 225 bytes each, as a post of a hundred characters has when it is sealed. */
async function fillScreens(owner: postgres.Sql, from: Date): Promise<void> {
  const shown = owner`
    select d.address_id, d.id::text as id, false as is_mine, d.created_at as at from message_deliveries d
    where d.digest_id is null and d.status <> 'failed' and d.created_at >= ${from}
    union all
    select lane, 'm-' || gen_random_uuid(), true, created_at from inbox`;
  await owner`
    insert into web_messages (address_id, id, number, revision, is_mine, sealed, delivered_at, read_at, created_at)
    select address_id, s.id, number, number, is_mine,
      (select substr(string_agg(sha512((s.id || part)::bytea), ''), 1, 225) from generate_series(1, 4) part),
      case when not is_mine then at end, case when not is_mine then at end, at
    from (select s.*, row_number() over (partition by address_id order by at) as number
      from (${shown}) s join addresses a on a.id = s.address_id where a.channel = 'web') s
    order by at`;
}
