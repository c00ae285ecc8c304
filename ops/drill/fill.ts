import type postgres from 'postgres';
import { ensurePartitions } from '../../db/partitions.ts';

const perCommunity = 1_000;
/** Rows of one statement. */
const chunk = 250_000;

/** Fills a migrated database with one large class, its messages of this month, and what was sent of them. */
export async function fill(
  sql: postgres.Sql,
  { messages, deliveries }: { messages: number; deliveries: number },
): Promise<void> {
  await ensurePartitions(sql as never, new Date());
  await sql`set synchronous_commit = off`;
  await sql`create function drill_id(at timestamptz, kind text, number bigint) returns uuid
    language sql immutable parallel safe as $$
      select overlay(overlay(overlay(md5(kind || number)
        placing lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') from 1)
        placing '7' from 13) placing '8' from 17)::uuid $$`;
  await sql`create table drill_ticks (number int primary key, at timestamptz not null)`;
  await fillClass(sql);
  const each = Math.round(deliveries / messages);
  for (let first = 0; first < messages; first += chunk) {
    const last = Math.min(messages, first + chunk) - 1;
    await fillMessages(sql, first, last);
    await fillDeliveries(sql, { first, last, each });
  }
  await sql`drop function drill_id`;
  await sql`reset synchronous_commit`;
}

async function fillClass(sql: postgres.Sql): Promise<void> {
  const all = sql`generate_series(0, ${perCommunity - 1}::int) n`;
  const id = (kind: string) => sql`drill_id('2026-01-01', ${kind}, n)`;
  const one = (kind: string) => sql`drill_id('2026-01-01', ${kind}, 0)`;
  await sql`
    insert into communities (id, name, time_zone, language, created_at)
    values (${one('community')}, 'Class', 'America/New_York', 'en', now())`;
  await sql`
    insert into forums (id, community_id, name, is_main, created_at)
    values (${one('forum')}, ${one('community')}, 'General', true, now())`;
  await sql`
    insert into people (id, name, language, time_zone, created_at)
    select ${id('person')}, 'Member ' || n, 'en', 'America/New_York', now() from ${all}`;
  await sql`
    insert into memberships (id, person_id, community_id, number, role, status, preferred_channel, status_since, created_at)
    select ${id('member')}, ${id('person')}, ${one('community')}, n + 1, 'member', 'active', 'telegram', now(), now() from ${all}`;
  await sql`
    insert into addresses (id, channel, account, identifier_hash, sealed_identifier, sealed_for_person, person_id, language, created_at)
    select ${id('address')}, 'telegram', '7000001', sha256(n::text::bytea), sha256(n::text::bytea), false, ${id('person')}, 'en',
      now() from ${all}`;
}

/** A moment of this month for each number, in order. */
const momentOf = (sql: postgres.Sql, number: postgres.Fragment) =>
  sql`date_trunc('month', now()) + ${number} * interval '1 millisecond'`;

function fillMessages(sql: postgres.Sql, first: number, last: number) {
  return sql`
    insert into messages (id, community_id, forum_id, author_id, text, created_at)
    select drill_id(${momentOf(sql, sql`i`)}, 'message', i), drill_id('2026-01-01', 'community', 0),
      drill_id('2026-01-01', 'forum', 0), drill_id('2026-01-01', 'member', i % ${perCommunity}::int),
      'Message ' || i || repeat(' of about a hundred characters', 3), ${momentOf(sql, sql`i`)}
    from generate_series(${first}::int, ${last}::int) i`;
}

function fillDeliveries(
  sql: postgres.Sql,
  { first, last, each }: { first: number; last: number; each: number },
) {
  const moment = momentOf(sql, sql`i`);
  return sql`
    insert into message_deliveries (id, kind, lane, address_id, person_id, community_id, message_id, status, not_before,
      attempts, attempted_at, sent_at, correlation_id, created_at)
    select drill_id(${moment}, 'delivery', i * ${each}::bigint + reader), 'post', 'post',
      drill_id('2026-01-01', 'address', (i + reader) % ${perCommunity}::int),
      drill_id('2026-01-01', 'person', (i + reader) % ${perCommunity}::int), drill_id('2026-01-01', 'community', 0),
      drill_id(${moment}, 'message', i), 'sent', ${moment}, 1, ${moment}, ${moment},
      drill_id(${moment}, 'correlation', i)::text, ${moment}
    from generate_series(${first}::int, ${last}::int) i, generate_series(1, ${each}::int) reader`;
}
