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

const ways = {
  en: { pattern: 'MMM d, HH:mm', locale: enUS },
  es: { pattern: 'd MMM, HH:mm', locale: es },
};
