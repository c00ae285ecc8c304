import { nextSlot, type Rhythm } from '../domain/digestSlot.ts';
import { afterQuiet, type QuietHours } from '../domain/quietHours.ts';

/** When people can hear something, by their own clocks. */
export interface Hours {
  /** The first moment from this one on that is not quiet. */
  awake(quiet: QuietHours | null, from: Date, timeZone: string): Date;
  /** When the next digest is due. */
  slot(rhythm: Rhythm, timeZone: string): Date;
}

/**
 * The hours of many people at one moment, each worked out once: of ten thousand members most share their zone and their
 * habits, and a zone's arithmetic takes 30 us.
 */
export function hoursAt(now: Date): Hours {
  const known = new Map<string, Date>();
  return {
    awake(quiet, from, timeZone) {
      if (!quiet) return from;
      const key = `${timeZone} ${quiet.from} ${quiet.to} ${from.getTime()}`;
      return known.get(key) ?? kept(known, key, afterQuiet(quiet, from, timeZone));
    },
    slot(rhythm, timeZone) {
      const key = `${timeZone} ${rhythm.every} ${rhythm.at} ${rhythm.weekday}`;
      return known.get(key) ?? kept(known, key, nextSlot(rhythm, now, timeZone));
    },
  };
}

function kept(known: Map<string, Date>, key: string, moment: Date): Date {
  known.set(key, moment);
  return moment;
}
