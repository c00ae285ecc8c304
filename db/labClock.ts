import type { Engine, Tx } from './client.ts';

/** How far the Lab's clock is ahead of the real one, in ms. */
export async function findLabAhead(sql: Engine | Tx): Promise<number> {
  const [row] = await sql`select ahead_ms from lab_clock`;
  return Number(row?.ahead_ms ?? 0);
}

/** Remembers it; of two servers the one that is further ahead wins, as time never goes back. */
export async function recordLabAhead(sql: Engine | Tx, aheadMs: number): Promise<void> {
  await sql`
    insert into lab_clock (ahead_ms) values (${aheadMs})
    on conflict (is_only) do update set ahead_ms = greatest(lab_clock.ahead_ms, excluded.ahead_ms)`;
}
