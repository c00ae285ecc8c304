import type postgres from 'postgres';
import type { Desk } from '../../lab/desk.ts';
import type { FakeClock } from '../support/clock.ts';
import type { Scheduler } from './scheduler.ts';

export interface RestParts {
  scheduler: Scheduler;
  clock: FakeClock;
  sql: postgres.Sql;
  desk: Desk;
}

/** What is not over, and when something happens about it. */
interface Open {
  what: string;
  due: Date | null;
}

/** How long everything runs before one looks again. */
const lookAgainMs = 2_000;
const mostLooks = 80;
const hourMs = 3_600_000;

/**
 * Lets everything come to its end: retries, digests, receipts that never came. Waits of hours are leapt over. Returns
 * what does not end, in a sentence; null where all did.
 * @param until leaves what is due after this for later
 */
export async function comesToRest(parts: RestParts, until?: Date): Promise<string | null> {
  const { scheduler, clock } = parts;
  for (let look = 0; look < mostLooks; look++) {
    const wakeMs = clock.now().getTime() + lookAgainMs;
    await scheduler.runUntil(() => clock.now().getTime() >= wakeMs, hourMs);
    const open = (await openNow(parts)).filter(({ due }) => !until || !due || due < until);
    if (open.length === 0) return null;
    const next = Math.min(...open.map(({ due }) => due?.getTime() ?? 0));
    if (next > clock.now().getTime()) clock.leap(next - clock.now().getTime());
    if (look === mostLooks - 1) return `not at rest: ${open.map(({ what }) => what).join(', ')}`;
  }
  return null;
}

async function openNow({ sql, desk, clock }: RestParts): Promise<Open[]> {
  const rows = await sql<Open[]>`
    select 'inbox' as what, not_before as due from inbox where status = 'waiting'
    union all
    select status || ' ' || kind, coalesce(digest_at, not_before) from message_deliveries
    where status in ('queued', 'sending', 'uncertain') or status = 'held' and digest_at is not null
    union all
    select 'lane', greatest(due_at, leased_until) from delivery_lanes where due_at is not null or leased_until is not null
    union all
    select 'fanout', null from fanouts where planned_at is null
    union all
    -- No receipt comes after an hour; what is tried again, or waits for its hour in doubt, may take longer.
    select 'report', greatest(f.created_at + interval '61 minutes', (
      select max(not_before) from message_deliveries d
      where d.message_id = f.message_id and d.status in ('queued', 'uncertain')))
    from fanouts f where f.planned_at is not null and f.completed_at is null`;
  const updates = Object.values(desk.telegram.snapshot().bots).flatMap((bot) => bot.updates);
  const texts = desk.twilio.snapshot().messages.filter(({ ahead }) => ahead.length > 0);
  const onTheWay = [...updates, ...texts].map(() => ({ what: 'on its way', due: clock.now() }));
  return [...rows, ...onTheWay];
}
