import { type TextKey, texts } from './texts.ts';

/** A piece of text; structurally the channels' span, but for Markdown, which whoever shows it reads. */
export type Words = string | { bold: string } | { markdown: string };

interface Ref {
  key: TextKey;
  params?: Record<string, Param>;
}

type Param = string | number | Ref | Ref[] | { markdown: string };

/** The sentence in a language. What people wrote fills the gaps as it is: never read for `**` or `{}`. */
export function words(ref: Ref, language: 'en' | 'es'): Words[] {
  return texts[ref.key][language]
    .split('**')
    .flatMap((part, index) =>
      filled(part, ref.params ?? {}, language).map((words) =>
        index % 2 && typeof words === 'string' ? { bold: words } : words,
      ),
    );
}

/** The same without emphasis: for labels, and where a match is looked for. */
export function plainWords(ref: Ref, language: 'en' | 'es'): string {
  return words(ref, language)
    .map((span) => (typeof span === 'string' ? span : 'bold' in span ? span.bold : span.markdown))
    .join('');
}

/** Whoever was forgotten has this for a name. */
const formerMember = texts['common.formerMember'];

const gap = /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g;

/** A part of a sentence in pieces: Markdown is one of its own. */
function filled(template: string, params: Record<string, Param>, language: 'en' | 'es') {
  const pieces: (string | { markdown: string })[] = [];
  let from = 0;
  for (const found of template.matchAll(gap)) {
    const value = params[found[1]!];
    if (typeof value !== 'object' || !('markdown' in value)) continue;
    pieces.push(fill(template.slice(from, found.index), params, language), value);
    from = found.index + found[0].length;
  }
  return [...pieces, fill(template.slice(from), params, language)].filter((piece) => piece !== '');
}

function fill(template: string, params: Record<string, Param>, language: 'en' | 'es'): string {
  return template.replace(gap, (_whole, name: string, one?: string, other?: string) => {
    const value = params[name];
    if (one !== undefined) return Number(value) === 1 ? one : (other ?? '');
    if (value === undefined) return '';
    if (value === formerMember.en) return formerMember[language];
    if (typeof value !== 'object') return String(value);
    return [value]
      .flat()
      .map((one) => ('markdown' in one ? one.markdown : plainWords(one, language)))
      .join('\n');
  });
}
