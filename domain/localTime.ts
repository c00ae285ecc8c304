import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns';

/** A moment as somebody's clock shows it, with the day: `2026-03-02 09:05`. Same in every language. */
export function localTime(moment: Date, timeZone: string): string {
  return format(new TZDate(moment, timeZone), 'yyyy-MM-dd HH:mm');
}
