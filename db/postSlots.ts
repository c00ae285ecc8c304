import { firstIdOf } from '../domain/id.ts';
import type { Limit } from '../domain/limits.ts';
import type { Tx } from './client.ts';

/**
 * When the next post of a person may go out, in all their communities: now, or as soon as fewer than the limit went, or
 * are to go, in the time before. Exact, as whoever posts has locked themselves.
 */
export async function findPostSlot(
  tx: Tx,
  { personId, now, limit }: { personId: string; now: Date; limit: Limit },
): Promise<Date> {
  const windowMs = limit.seconds * 1_000;
  // Nothing waits longer than a window, so what is older than two has gone.
  const since = firstIdOf(new Date(now.getTime() - 2 * windowMs));
  const [row] = await tx<{ goesAt: Date }[]>`
    select f.goes_at as "goesAt" from memberships a
    join messages m on m.author_id = a.id and m.id > ${since}
    join fanouts f on f.message_id = m.id and f.kind = 'post' and f.goes_at is not null
    where a.person_id = ${personId}
    order by f.goes_at desc offset ${limit.points - 1} limit 1`;
  return row ? new Date(Math.max(now.getTime(), row.goesAt.getTime() + windowMs)) : now;
}
