import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns/format';
import { enUS } from 'date-fns/locale/en-US';
import { es } from 'date-fns/locale/es';
import type { Language } from './text.ts';

/** A moment as somebody's clock shows it, with the day, as people write it: `Nov 21, 03:04`, `21 nov, 03:04`. */
export function localTime(moment: Date, timeZone: string, language: Language): string {
  const { pattern, locale } = ways[language];
  return format(new TZDate(moment, timeZone), pattern, { locale });
}

/** A day of a calendar, given as `2026-03-01`: `Mar 1`, `1 mar`. */
export function dayName(day: string, language: Language): string {
  const { dayPattern, locale } = ways[language];
  return format(new TZDate(`${day}T12:00:00Z`, 'UTC'), dayPattern, { locale });
}

const ways = {
  en: { pattern: 'MMM d, HH:mm', dayPattern: 'MMM d', locale: enUS },
  es: { pattern: 'd MMM, HH:mm', dayPattern: 'd MMM', locale: es },
};
