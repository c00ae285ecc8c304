import { ParseError } from './parsedText.ts';
import type { MessageEntity } from './shapes.ts';

/**
 * A moment shown in the reader's own time zone (`<tg-time unix="..." format="...">`); none without a valid moment.
 * @throws {ParseError} for a format other than `r` or letters of `wdDtT`
 */
export function dateTimeEntity(
  place: { offset: number; length: number },
  moment: { unix: string; format: string },
): MessageEntity | undefined {
  if (!isDateFormat(moment.format)) throw new ParseError('Invalid date format used');
  const unix_time = int32(moment.unix);
  if (unix_time <= 0) return undefined;
  const format = canonical(moment.format);
  return { type: 'date_time', ...place, unix_time, ...(format && { date_time_format: format }) };
}

/** Relative (`r`), or any of day of the week, date and time. */
export const isDateFormat = (format: string) => /^([rR]|[wWdDtT]*)$/.test(format);

/** The leading digits, wrapped to 32 bits: the server's own arithmetic. */
function int32(value: string): number {
  const digits = /^-?\d+/.exec(value)?.[0] ?? '0';
  return Number(BigInt.asIntN(32, BigInt(digits)));
}

/** Day of the week, date, time, each once; of a long and a short form the short one. */
function canonical(format: string): string {
  if (/^r$/i.test(format)) return 'r';
  const weekday = /w/i.test(format) ? 'w' : '';
  const date = /d/.exec(format) ?? /D/.exec(format) ?? '';
  const time = /t/.exec(format) ?? /T/.exec(format) ?? '';
  return `${weekday}${date}${time}`;
}
