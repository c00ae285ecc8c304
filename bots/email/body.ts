import type { Outbound } from '../../domain/channel.ts';
import type { Formatted } from '../../domain/formatting/formatted.ts';
import { formattedOf } from '../../domain/formatting/formattedOf.ts';
import { plain } from '../../domain/formatting/plainText.ts';
import { toHtml } from './formatting.ts';

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
export function bodyOf({ body, choices }: Pick<Outbound, 'body' | 'choices'>, files: readonly Shown[]): Body {
  const message = formattedOf(body);
  const numbered = choices.map(({ label }, i) => `${i + 1} ${label}`).join('\n');
  const named = files.map(({ name }) => `[${name}]`).join('\n');
  const text = joined(plain(message), named, numbered);
  const words = isEmpty(message) ? '' : toHtml(message);
  const html = joined(words, files.map(figure).join('\n'), numbered && toHtml(formattedOf([numbered])));
  return { text, html: page(html) };
}

const isEmpty = ({ text }: Formatted) => text.trim() === '';

/** Files stand in a paragraph of their own. */
function joined(words: string, files: string, numbered: string): string {
  const between = files === '' ? '\n' : '\n\n';
  return [words.trimEnd(), files, numbered]
    .filter((block) => block !== '')
    .join(between)
    .trim();
}

function figure({ name, cid }: Shown): string {
  const shown = escaped(name);
  return cid === null
    ? `<p>[${shown}]</p>`
    : `<img src="cid:${escaped(cid)}" alt="${shown}" style="max-width:100%;height:auto">`;
}

const references: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => references[character]!);

const page = (lines: string) => `<!doctype html>\n<html><body>\n${lines}\n</body></html>`;
