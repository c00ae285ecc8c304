import type { Outbound, Span } from '../../domain/channel.ts';

export interface Body {
  text: string;
  html: string;
}

/** A file as the text tells of it: its name, and where the page shows it itself the id of its picture. */
export interface Shown {
  name: string;
  cid: string | null;
}

/** A message as plain text and as HTML that say the same: choices become numbered lines, answered with the number. */
export function bodyOf({ body, choices }: Pick<Outbound, 'body' | 'choices'>, file: Shown | null): Body {
  const numbered = choices.map(({ label }, i) => `${i + 1} ${label}`);
  const text = joined(body.map(plain).join(''), file && `[${file.name}]`, numbered);
  const marked = joined(body.map(markup).join(''), file && figure(file), numbered.map(escaped));
  return { text: storable(text), html: page(storable(marked)) };
}

/** A file stands in a paragraph of its own. */
function joined(words: string, file: string | null, numbered: string[]): string {
  const blocks = file === null ? [[words, ...numbered]] : [[words.trimEnd()], [file], numbered];
  return blocks
    .map((lines) => lines.join('\n'))
    .filter((block) => block !== '')
    .join('\n\n')
    .trim();
}

function figure({ name, cid }: Shown): string {
  if (cid === null) return `[${escaped(name)}]`;
  return `<img src="cid:${escaped(cid)}" alt="${escaped(name)}" style="max-width:100%;height:auto">`;
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
