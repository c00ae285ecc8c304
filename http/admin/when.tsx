import type { FC } from 'hono/jsx';
import type { Language } from '../../domain/text.ts';
import type { Asked } from './asked.ts';

/** A moment, by the clock of the community; with its year where that is another one. */
export const When: FC<{ asked: Asked; at: Date | null }> = ({ asked, at }) => {
  if (!at) return <span class="soft">–</span>;
  return <time datetime={at.toISOString()}>{momentWords(asked, at)}</time>;
};

export function momentWords(
  { account: { timeZone }, language, now }: Pick<Asked, 'account' | 'language' | 'now'>,
  at: Date,
): string {
  const isThisYear = yearIn(at, timeZone) === yearIn(now, timeZone);
  return format(language, {
    ...(isThisYear ? {} : { year: 'numeric' }),
    ...{ timeZone, day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false },
  }).format(at);
}

/** A day of the community's calendar. */
export const dayWords = (
  { account: { timeZone }, language }: Pick<Asked, 'account' | 'language'>,
  at: Date,
) => format(language, { timeZone, day: 'numeric', month: 'short', year: 'numeric' }).format(at);

const yearIn = (at: Date, timeZone: string) => format('en', { timeZone, year: 'numeric' }).format(at);

const locales: Record<Language, string> = { en: 'en-GB', es: 'es-ES' };

/** Making one costs more than all it formats. */
const made = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, options]);
  const known = made.get(key) ?? new Intl.DateTimeFormat(locales[language], options);
  made.set(key, known);
  return known;
}
