import { momentAt, wallTime } from './wallClock.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** How often somebody hears from a community. */
export const frequencies = ['at once', 'daily', 'weekly'] as const;
export type Frequency = (typeof frequencies)[number];

/** When somebody's digests come, by their own clock. */
export interface Rhythm {
  every: 'day' | 'week';
  /** In minutes after midnight. */
  at: number;
  /** 0 is Sunday; it counts for weeks only. */
  weekday: number;
}

/** The next moment after `now` at which a digest is due. On a day or at an hour that the clocks leave out: as they go on. */
export function nextSlot({ every, at, weekday }: Rhythm, now: Date, timeZone: string): Date {
  const wall = wallTime(now, timeZone);
  const today = wall - modulo(wall, dayMs);
  // One day more than a week: today's slot may be over, or its day left out.
  for (let day = 0; day <= 8; day++) {
    const start = today + day * dayMs;
    if (every === 'week' && new Date(start).getUTCDay() !== weekday) continue;
    const slot = momentAt(start + at * minuteMs, timeZone);
    if (slot > now) return slot;
  }
  throw new RangeError(`no digest of ${timeZone} follows ${now.toISOString()}`);
}

const modulo = (value: number, by: number) => ((value % by) + by) % by;
