import type { Outbound, Span } from '../../domain/channel.ts';

export interface Body {
  text: string;
  html: string;
}

/** A message as plain text and as HTML that say the same: choices become numbered lines, answered with the number. */
export function bodyOf({ body, choices }: Pick<Outbound, 'body' | 'choices'>): Body {
  const numbered = choices.map(({ label }, i) => `${i + 1} ${label}`);
  const text = [body.map(plain).join(''), ...numbered].join('\n').trim();
  const marked = [body.map(markup).join(''), ...numbered.map(escaped)].join('\n').trim();
  return { text: storable(text), html: page(storable(marked)) };
}

function plain(span: Span): string {
  if (typeof span === 'string') return span;
  return 'bold' in span ? span.bold : span.italic;
}

function markup(span: Span): string {
  if (typeof span === 'string') return escaped(span);
  return 'bold' in span ? `<strong>${escaped(span.bold)}</strong>` : `<em>${escaped(span.italic)}</em>`;
}

const references: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => references[character]!);
}

/** `dir="auto"`, so that a reader of Arabic and one of English each see their paragraphs from their side. */
function page(marked: string): string {
  const paragraphs = marked
    .split(/\n{2,}/)
    .map((one) => `<p dir="auto">${one.replaceAll('\n', '<br>\n')}</p>`);
  return `<!doctype html>\n<html><body>\n${paragraphs.join('\n')}\n</body></html>`;
}

function storable(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
}
