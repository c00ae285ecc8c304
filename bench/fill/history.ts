import type postgres from 'postgres';
import { firstIdOf } from '../../domain/id.ts';

export interface History {
  /** Of each: events said, deliveries, ids of providers, keys of known events; a quarter as many talks that are over. */
  rows: number;
  /** Whose history it is, as `fillMembers` was told. */
  members: number;
  since: Date;
  /** The days before now over which it is spread. */
  days: number;
}

/** What a class said and heard in the past, all of it done with, evenly among its members. */
export async function fillHistory(
  owner: postgres.Sql,
  { rows, members, since, days }: History,
): Promise<void> {
  await addMonthsBefore(owner, days);
  const known = owner`${since}::timestamptz`;
  const past = owner`
    select i, 1 + i % ${members}::int as n,
      now() - ${`${days} days`}::interval + (i + 0.5) * (${`${days} days`}::interval - interval '1 hour') / ${rows}::int as at
    from generate_series(0, ${rows - 1}::int) i`;
  await owner`
    insert into inbox (id, lane, kind, sealed, status, correlation_id, created_at, handled_at)
    select bench_id(at, 'inbox', i), bench_id(${known}, 'address', n), 'said',
      (select string_agg(sha512((i || ' ' || part)::text::bytea), '') from generate_series(1, 10) part), 'done',
      bench_id(at, 'correlation', i)::text, at, at from (${past}) e`;
  await owner`
    insert into dedupe_keys (channel, account, external_id, created_at)
    select 'telegram', '7000001', 'past ' || i, at from (${past}) e`;
  await owner`
    insert into message_deliveries (id, kind, lane, address_id, person_id, content, status, not_before, attempts, attempted_at,
      sent_at, correlation_id, created_at)
    select bench_id(at, 'delivery', i), 'answer', 'answer', bench_id(${known}, 'address', n), bench_id(${known}, 'person', n),
      '{"parts": [{"key": "common.nothingToCancel"}]}', (array['sent', 'sent', 'delivered', 'read', 'failed'])[1 + i % 5],
      at, 1, at, at, bench_id(at, 'correlation', i)::text, at from (${past}) e`;
  await owner`
    insert into sent_messages (address_id, provider_id, delivery_id, part, created_at)
    select bench_id(${known}, 'address', n), 'past ' || i, bench_id(at, 'delivery', i), 0, at from (${past}) e`;
  await owner`
    insert into conversations (id, flow, version, value, context, status, address_id, step, created_at, updated_at)
    select bench_id(at, 'talk', i), 'post', 1, '"posted"', jsonb_build_object('draft', repeat('what was said ', 12)),
      'done', bench_id(${known}, 'address', n), 4, at, at from (${past}) e where i % 4 = 0`;
  await owner`
    insert into delivery_lanes (address_id, lane, channel)
    select bench_id(${known}, 'address', n), lane, 'telegram'
    from generate_series(1, ${members}::int) n, (values ('answer'), ('post')) as l(lane)`;
  await owner`vacuum analyze`;
}

async function addMonthsBefore(owner: postgres.Sql, days: number): Promise<void> {
  const now = new Date();
  for (let ago = 0; ago <= Math.ceil(days / 28); ago++) {
    const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - ago));
    const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - ago + 1));
    const month = first.toISOString().slice(0, 7).replace('-', '_');
    for (const parent of ['inbox', 'message_deliveries'])
      await owner`select add_month(${parent}, ${month}, ${firstIdOf(first)}::uuid, ${firstIdOf(next)}::uuid)`;
  }
}
