import { clockChange, minutesOfDay, timeOfDay } from './wallClock.ts';

const minuteMs = 60_000;

/** When somebody wants no messages, by the clock on their wall: minutes after midnight. May cross midnight. */
export interface QuietHours {
  from: number;
  to: number;
}

/** Whether a moment is within them; their last minute is the one before `to`. */
export function isQuiet({ from, to }: QuietHours, moment: Date, timeZone: string): boolean {
  const minute = timeOfDay(moment, timeZone) / minuteMs;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/**
 * The first moment from `now` on that is not quiet. A clock that is changed meanwhile counts as it shows: what it leaves
 * out is not waited for, an hour it shows twice is quiet twice.
 */
export function afterQuiet(quiet: QuietHours | null, now: Date, timeZone: string): Date {
  if (!quiet || !isQuiet(quiet, now, timeZone)) return now;
  const restMs = (quiet.to * minuteMs - timeOfDay(now, timeZone) + dayMs) % dayMs;
  const end = new Date(now.getTime() + restMs);
  const change = clockChange(now, end, timeZone);
  return change ? afterQuiet(quiet, change, timeZone) : end;
}

const dayMs = minutesOfDay * minuteMs;

/** `22-7`, `22:30 - 7`, `from 10pm to 7am`; null for anything else, and for hours that are none or all of the day. */
export function readQuietHours(typed: string): QuietHours | null {
  const time = String.raw`(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?`;
  const span = new RegExp(
    `^(?:(?:from|de|desde)\\s+)?(?:las\\s+)?${time}\\s*(?:-|–|—|to|till|until|a|hasta)\\s*(?:las\\s+)?${time}$`,
    'i',
  );
  const found = span.exec(typed.trim());
  if (!found) return null;
  const from = readTime(found.slice(1, 4));
  const to = readTime(found.slice(4, 7));
  return from === null || to === null || from === to ? null : { from, to };
}

/** `7`, `7:30`, `7pm`; in minutes after midnight, null for what is no time. */
export function readTimeOfDay(typed: string): number | null {
  const found = /^(?:(?:at|a)\s+)?(?:las\s+)?(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?$/i.exec(typed.trim());
  return found ? readTime(found.slice(1, 4)) : null;
}

function readTime([hours, minutes = '0', half]: (string | undefined)[]): number | null {
  const hour = Number(hours);
  const minute = Number(minutes);
  if (minute > 59 || hour > 24 || (half && (hour < 1 || hour > 12))) return null;
  const isAfternoon = half?.toLowerCase() === 'pm';
  const of24 = half ? (hour % 12) + (isAfternoon ? 12 : 0) : hour % 24;
  return of24 * 60 + minute;
}

/** `07:30`. */
export const shownTime = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
