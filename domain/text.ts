import type { TextKey } from '../texts/texts.ts';

/** A sentence not yet put into a language: kept in rows as it is, so that each reader gets it in their own. */
export interface TextRef {
  key: TextKey;
  params?: Record<string, Param>;
}

/**
 * What fills a sentence's gaps; people's own words are never interpreted, but for Markdown that stands in a gap of its own.
 * Several sentences are lines.
 */
export type Param = string | number | TextRef | TextRef[] | { markdown: string };

/** Names a sentence and what fills its gaps. */
export function text(key: TextKey, params?: Record<string, Param>): TextRef {
  return params ? { key, params } : { key };
}

/** The languages the bot speaks. */
export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

/** The language of ours nearest to a provider's tag (`es-MX`, `pt-BR`); English where there is none. */
export function nearestLanguage(tag: string | null): Language {
  const primary = tag?.toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === primary) ?? 'en';
}
