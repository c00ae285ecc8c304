import { ParseError } from './parsedText.ts';
import type { MessageEntity } from './shapes.ts';

/** A moment shown in the reader's own time zone (`<tg-time unix="..." format="...">`); none without a valid moment. */
export function dateTimeEntity(
  place: { offset: number; length: number },
  moment: { unix: string; format: string },
): MessageEntity | undefined {
  if (!/^(r|w?[dD]?[tT]?)$/i.test(moment.format) || !isFormat(moment.format)) {
    throw new ParseError('Invalid date format used');
  }
  if (!/^\d{1,10}$/.test(moment.unix)) return undefined;
  const unix_time = Number(moment.unix);
  if (unix_time === 0 || unix_time > 0x7fffffff) return undefined;
  return {
    type: 'date_time',
    ...place,
    unix_time,
    ...(moment.format ? { date_time_format: moment.format } : {}),
  };
}

const isFormat = (format: string) => /^([rR]|(?:[wWdDtT])*)$/.test(format);
