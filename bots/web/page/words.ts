import type { TextKey } from '../../../texts/texts.ts';
import { webChat } from '../../../texts/webChat.ts';

export type Language = 'en' | 'es';

type Name<T> = T extends `web.${infer Rest}` ? Rest : never;
export type PageWords = Record<Name<keyof typeof webChat & TextKey>, string>;

/** The page's own words in one language, by their short names. */
export function pageWords(language: Language): PageWords {
  const entries = Object.entries(webChat).map(([key, sentence]) => [
    key.slice('web.'.length),
    sentence[language],
  ]);
  return Object.fromEntries(entries);
}

/** The first of ours that a browser prefers (RFC 9110, section 12.5.4). */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .split(',', 20)
    .map((part) => {
      const [tag = '', quality] = part.trim().split(/;\s*q=/i);
      return {
        language: tag.slice(0, 2).toLowerCase(),
        quality: quality === undefined ? 1 : Number(quality),
      };
    })
    .filter(({ language, quality }) => (language === 'en' || language === 'es') && quality > 0)
    .sort((one, other) => other.quality - one.quality);
  return (wanted[0]?.language as Language | undefined) ?? 'en';
}
