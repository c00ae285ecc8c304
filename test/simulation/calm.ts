import type postgres from 'postgres';
import type { Clock } from '../../domain/clock.ts';
import type { FakeClock } from '../support/clock.ts';

/** A clock of people and providers, which tells when the next of them does something. */
export interface ForeseeingClock extends Clock {
  nextAt(): number;
}

export function foreseeing(clock: FakeClock): ForeseeingClock {
  const due = new Set<{ atMs: number }>();
  return {
    now: () => clock.now(),
    after(ms, callback) {
      const one = { atMs: clock.now().getTime() + ms };
      due.add(one);
      const cancel = clock.after(ms, () => {
        due.delete(one);
        callback();
      });
      return () => {
        due.delete(one);
        cancel();
      };
    },
    nextAt: () => Math.min(...[...due].map(({ atMs }) => atMs)),
  };
}

/** How long nobody will do anything, in ms: no person, no provider, and nothing that a row says is due. */
export async function calmFor({
  sql,
  world,
}: {
  sql: postgres.Sql;
  world: ForeseeingClock;
}): Promise<number> {
  const [row] = await sql<{ due: Date | null }[]>`
    select min(due) as due from (
      select coalesce(not_before, created_at) as due from inbox where status = 'waiting'
      union all select greatest(due_at, leased_until) from delivery_lanes where due_at is not null
      union all select leased_until from delivery_lanes where leased_until is not null
      union all select digest_at from message_deliveries where status = 'held' and digest_at is not null
      union all select created_at from fanouts where planned_at is null
      union all select due_at from timers
    ) open`;
  const nextMs = Math.min(row!.due?.getTime() ?? Number.POSITIVE_INFINITY, world.nextAt());
  return nextMs - world.now().getTime();
}
