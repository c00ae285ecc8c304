import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns/format';
import type { HoldingName } from '../db/privacy/holdings.ts';
import type { HeldRow } from '../db/privacy/read.ts';
import { type Language, text } from '../domain/text.ts';
import { cityOf } from '../domain/timeZone.ts';
import { type TextKey, texts } from '../texts/texts.ts';
import { plainWords } from '../texts/words.ts';
import type { Gathered } from './gather.ts';

export interface Reader {
  language: Language;
  timeZone: string;
  now: Date;
}

/** So that phones do not take it for another alphabet's: a plain file tells nowhere else what it is written in. */
const byteOrderMark = '\uFEFF';

/**
 * The export as a page that any phone opens: plain text, in its reader's language and by their clock. What only programs
 * can use is left to the file beside it.
 */
export function pageOf(gathered: Gathered, reader: Reader): string {
  const { language, timeZone, now } = reader;
  const head = plainWords(
    text('mydata.page.head', { at: shownMoment(now, timeZone), city: cityOf(timeZone) }),
    language,
  );
  const parts = Object.entries(gathered).flatMap(([name, rows]) =>
    rows.length === 0 ? [] : [partOf(name as HoldingName, rows, reader)],
  );
  return `${byteOrderMark}${[head, ...parts].join('\n\n')}\n`;
}

function partOf(name: HoldingName, rows: HeldRow[], reader: Reader): string {
  const title = sentence(`mydata.part.${name}`, reader.language);
  const counted = rows.length > 1 ? `${title} (${rows.length})` : title;
  return [counted, '-'.repeat(counted.length), ...rows.map((row) => `* ${lineOf(row, reader)}`)].join('\n');
}

/** `Nov 21 2026, 14:03 | class: Lincoln 98 | role: member`. What is empty says nothing. */
function lineOf({ created_at: createdAt, ...row }: HeldRow, reader: Reader): string {
  const moment = createdAt instanceof Date ? [shownMoment(createdAt, reader.timeZone)] : [];
  const fields = Object.entries(row).flatMap(([name, value]) => {
    const shown = shownValue(value, reader);
    return shown === '' ? [] : [`${sentence(`mydata.field.${name}`, reader.language)}: ${shown}`];
  });
  return [...moment, ...fields].join(' | ');
}

function shownValue(value: unknown, reader: Reader): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return shownMoment(value, reader.timeZone);
  if (typeof value === 'boolean')
    return sentence(value ? 'mydata.page.yes' : 'mydata.page.no', reader.language);
  if (Array.isArray(value))
    return value
      .map((one) => shownValue(one, reader))
      .filter(Boolean)
      .join(', ');
  return typeof value === 'object' ? shownObject(value) : String(value);
}

/** A file as its name and link, what was said as its words; anything else is for programs. */
function shownObject(value: object): string {
  if ('link' in value) return [('name' in value && value.name) || '', value.link].filter(Boolean).join(' ');
  if ('text' in value && typeof value.text === 'string') return value.text;
  if ('caption' in value && typeof value.caption === 'string') return value.caption;
  return '';
}

/** Years count here, as an export spans them; the same in every language. */
const shownMoment = (moment: Date, timeZone: string) =>
  format(new TZDate(moment, timeZone), 'yyyy-MM-dd HH:mm');

const sentence = (key: string, language: Language): string =>
  key in texts ? plainWords(text(key as TextKey), language) : key.slice(key.lastIndexOf('.') + 1);
