import type postgres from 'postgres';

/**
 * Ids of version 7 that are known from a moment, a kind and a number: rows that name each other are written side by side,
 * without a look-up. `bench_id` stays in the database that is filled, which is thrown away.
 */
export async function createIds(owner: postgres.Sql): Promise<void> {
  await owner`
    create or replace function bench_id(at timestamptz, kind text, number bigint) returns uuid
    language sql immutable parallel safe as $$
      select overlay(overlay(overlay(md5(kind || number)
        placing lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') from 1)
        placing '7' from 13) placing '8' from 17)::uuid
    $$`;
}
