import { type TextKey, texts } from './texts.ts';

/** A piece of text; structurally the channels' span. */
export type Words = string | { bold: string };

interface Ref {
  key: TextKey;
  params?: Record<string, string | number | Ref | Ref[]>;
}

/** The sentence in a language. What people wrote fills the gaps as it is: never read for `**` or `{}`. */
export function words(ref: Ref, language: 'en' | 'es'): Words[] {
  const spans: Words[] = [];
  for (const [index, part] of texts[ref.key][language].split('**').entries()) {
    const filled = fill(part, ref.params ?? {}, language);
    if (filled) spans.push(index % 2 ? { bold: filled } : filled);
  }
  return spans;
}

/** The same without emphasis: for labels, and where a match is looked for. */
export function plainWords(ref: Ref, language: 'en' | 'es'): string {
  return words(ref, language)
    .map((span) => (typeof span === 'string' ? span : span.bold))
    .join('');
}

const gap = /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g;

function fill(template: string, params: NonNullable<Ref['params']>, language: 'en' | 'es'): string {
  return template.replace(gap, (_whole, name: string, one?: string, other?: string) => {
    const value = params[name];
    if (one !== undefined) return Number(value) === 1 ? one : (other ?? '');
    if (value === undefined) return '';
    if (typeof value !== 'object') return String(value);
    return [value]
      .flat()
      .map((one) => plainWords(one, language))
      .join('\n');
  });
}
