import { firstIdOf } from '../../domain/id.ts';
import { momentAt, timeOfDay, wallTime } from '../../domain/wallClock.ts';
import type { Asked } from './asked.ts';
import { idOf } from './listing.ts';

const dayMs = 86_400_000;

/** When a day of a calendar begins there: `2026-03-01`; undefined for what is no day. */
export function dayOf(typed: string | null | undefined, timeZone: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed ?? '')) return undefined;
  const wall = Date.parse(`${typed}T00:00:00Z`);
  // Ids hold no time before 1970.
  return wall >= 0 && wall < Date.parse('2200-01-01') ? momentAt(wall, timeZone) : undefined;
}

/**
 * Which days a list is narrowed to, of the community's calendar, and where it goes on, as borders among ids: they sort by
 * their time, and of two borders the earlier one counts.
 */
export function daysAsked({ query, account: { timeZone } }: Pick<Asked, 'query' | 'account'>) {
  const from = dayOf(query.get('from'), timeZone);
  const to = dayOf(query.get('to'), timeZone);
  const end = to && firstIdOf(dayAfter(to, timeZone));
  const [beforeId] = [end, idOf(query.get('before'))].filter((one) => one !== undefined).sort();
  return { to, fromId: from && firstIdOf(from), beforeId };
}

/** When today began there. */
export const startOfDay = (now: Date, timeZone: string): Date =>
  momentAt(wallTime(now, timeZone) - timeOfDay(now, timeZone), timeZone);

/** When the day after the one that begins then begins: days have 23 or 25 hours where clocks are changed. */
export const dayAfter = (start: Date, timeZone: string): Date =>
  momentAt(wallTime(start, timeZone) + dayMs, timeZone);
