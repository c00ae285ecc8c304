import { communityName } from './answers.ts';
import { type Language, languages } from './text.ts';
import { timeZone } from './timeZone.ts';

/** What of a community its organizers may change. */
export type CommunityChange =
  | { what: 'name'; name: string }
  | { what: 'language'; language: Language }
  | { what: 'timeZone'; timeZone: string }
  | { what: 'vouches'; vouches: number };

/** More than that nobody gathers before the request lapses. */
export const mostVouches = 9;

const kinds: [RegExp, CommunityChange['what']][] = [
  [/^(?:name|nombre)\b/i, 'name'],
  [/^(?:language|idioma)\b/i, 'language'],
  [/^(?:time|hora)\b/i, 'timeZone'],
  [/^(?:vouches|avales)\b/i, 'vouches'],
];

/**
 * `name Lincoln High`, `language es`, `time Madrid`, `vouches 3`.
 * @returns the key of what is wrong with it; null where it does not say which is to be changed
 */
export function readCommunityChange(typed: string): CommunityChange | { problem: Problem } | null {
  const kind = kinds.find(([pattern]) => pattern.test(typed.trim()));
  if (!kind) return null;
  const [pattern, what] = kind;
  return readers[what](typed.trim().replace(pattern, '').trim());
}

type Problem =
  | 'founding.nameTooShort'
  | 'founding.nameTooLong'
  | 'community.badLanguage'
  | 'registration.badTimeZone'
  | 'community.badVouches';

const readers: Record<CommunityChange['what'], (typed: string) => CommunityChange | { problem: Problem }> = {
  name(typed) {
    const read = communityName.safeParse(typed);
    if (!read.success) return { problem: read.error.issues[0]!.message as Problem };
    return { what: 'name', name: read.data };
  },
  language(typed) {
    const names: Record<Language, RegExp> = {
      en: /^(?:en|english|ingl[eé]s)$/i,
      es: /^(?:es|spanish|espa[nñ]ol)$/i,
    };
    const language = languages.find((one) => names[one].test(typed));
    return language ? { what: 'language', language } : { problem: 'community.badLanguage' };
  },
  timeZone(typed) {
    const read = timeZone.safeParse(typed);
    return read.success ? { what: 'timeZone', timeZone: read.data } : { problem: 'registration.badTimeZone' };
  },
  vouches(typed) {
    const vouches = /^[1-9]$/.test(typed) ? Number(typed) : 0;
    return vouches >= 1 && vouches <= mostVouches
      ? { what: 'vouches', vouches }
      : { problem: 'community.badVouches' };
  },
};
