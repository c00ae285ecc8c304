import type { HoldingName } from '../db/privacy/holdings.ts';
import type { HeldRow } from '../db/privacy/read.ts';
import { type Language, text } from '../domain/text.ts';
import { cityName } from '../domain/timeZone.ts';
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
  const shownAt = momentsIn(timeZone);
  const head = plainWords(text('mydata.page.head', { at: shownAt(now), city: cityName(timeZone) }), language);
  const parts = Object.entries(gathered).flatMap(([name, rows]) =>
    rows.length === 0 ? [] : [partOf(name as HoldingName, rows, { language, shownAt })],
  );
  return `${byteOrderMark}${[head, ...parts].join('\n\n')}\n`;
}

/** How things are told: in which language, and moments by whose clock. */
interface Telling {
  language: Language;
  shownAt(moment: Date): string;
}

function partOf(name: HoldingName, rows: HeldRow[], telling: Telling): string {
  const title = sentence(`mydata.part.${name}`, telling.language);
  const counted = rows.length > 1 ? `${title} (${rows.length})` : title;
  return [counted, '-'.repeat(counted.length), ...rows.map((row) => `* ${lineOf(row, telling)}`)].join('\n');
}

/** How the work went inside: left to programs. */
const technical = new Set([
  'not_before',
  'first_attempted_at',
  'attempted_at',
  'handled_at',
  'updated_at',
  'value',
  'weight',
  'is_main',
]);
/** Whose values are words of ours, which each language has. */
const ourWords = new Set(['kind', 'status', 'role', 'frequency', 'privacy_profile', 'verdict']);
const channelNames = new Set(['channel', 'preferred_channel']);

/** `2026-03-01 14:03 | class: Lincoln 98 | role: member`. What is empty, or not so, says nothing. */
function lineOf({ created_at: createdAt, ...row }: HeldRow, telling: Telling): string {
  const moment = createdAt instanceof Date ? [telling.shownAt(createdAt)] : [];
  const fields = Object.entries(row).flatMap(([name, value]) => {
    const shown = technical.has(name) || value === false ? '' : shownField(name, value, telling);
    return shown === '' ? [] : [`${sentence(`mydata.field.${name}`, telling.language)}: ${shown}`];
  });
  return [...moment, ...fields].join(' | ').replaceAll('\n', '\n  ');
}

function shownField(name: string, value: unknown, telling: Telling): string {
  if (typeof value !== 'string') return shownValue(value, telling);
  if (ourWords.has(name)) return sentence(`mydata.word.${value}`, telling.language);
  if (channelNames.has(name)) return sentence(`channel.${value}`, telling.language);
  return shownValue(value, telling);
}

function shownValue(value: unknown, telling: Telling): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return telling.shownAt(value);
  if (value === true) return sentence('mydata.page.yes', telling.language);
  if (Array.isArray(value))
    return value
      .map((one) => shownValue(one, telling))
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

/**
 * `2026-03-01 14:05`: years count here, as an export spans them, and Swedes write it the same for everybody. One formatter
 * for all: with date-fns, 20,000 deliveries held up the server for seconds.
 */
function momentsIn(timeZone: string): Telling['shownAt'] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (moment) => format.format(moment);
}

const sentence = (key: string, language: Language): string =>
  key in texts ? plainWords(text(key as TextKey), language) : key.slice(key.lastIndexOf('.') + 1);
