import { tzOffset } from '@date-fns/tz';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
export const minutesOfDay = 24 * 60;

/** Wider than any change of a clock: Samoa once left out a whole day. */
const farMs = 36 * hourMs;

/** What a clock on the wall shows, as the milliseconds at which one in London would show it in winter. */
export const wallTime = (moment: Date, timeZone: string) => moment.getTime() + offsetMs(moment, timeZone);

/** How far into its day somebody's clock is, in milliseconds. */
export const timeOfDay = (moment: Date, timeZone: string) => modulo(wallTime(moment, timeZone), 24 * hourMs);

/**
 * When a clock on the wall shows this. What it shows twice means the first time; what it leaves out (an hour in spring, a
 * day in Samoa) means the moment at which it goes on.
 * @param wall as `wallTime` gives it
 */
export function momentAt(wall: number, timeZone: string): Date {
  const before = offsetMs(new Date(wall - farMs), timeZone);
  const after = offsetMs(new Date(wall + farMs), timeZone);
  const candidates = [wall - before, wall - after].sort((one, other) => one - other);
  const found = candidates.find((ms) => wallTime(new Date(ms), timeZone) === wall);
  if (found !== undefined) return new Date(found);
  return clockChange(new Date(candidates[0]!), new Date(candidates[1]!), timeZone)!;
}

/** The first moment after `from`, until `to`, at which clocks there are changed; null where they are not. */
export function clockChange(from: Date, to: Date, timeZone: string): Date | null {
  const offset = offsetMs(from, timeZone);
  if (offsetMs(to, timeZone) === offset) return null;
  let [earlier, later] = [from.getTime(), to.getTime()];
  while (later - earlier > 1) {
    const middle = Math.floor((earlier + later) / 2);
    if (offsetMs(new Date(middle), timeZone) === offset) earlier = middle;
    else later = middle;
  }
  return new Date(later);
}

const offsetMs = (moment: Date, timeZone: string) => tzOffset(timeZone, moment) * minuteMs;

const modulo = (value: number, by: number) => ((value % by) + by) % by;
