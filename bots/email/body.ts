import type { Outbound } from '../../domain/channel.ts';
import { formattedOf } from '../../domain/formatting/formattedOf.ts';
import { plain } from '../../domain/formatting/plainText.ts';
import { toHtml } from './formatting.ts';

export interface Body {
  text: string;
  html: string;
}

/** A message as plain text and as HTML that say the same: choices become numbered lines, answered with the number. */
export function bodyOf({ body, choices }: Pick<Outbound, 'body' | 'choices'>): Body {
  const numbered = choices.map(({ label }, i) => `\n${i + 1} ${label}`);
  const message = formattedOf([...body, ...numbered]);
  return { text: plain(message).trim(), html: page(toHtml(message)) };
}

const page = (lines: string) => `<!doctype html>\n<html><body>\n${lines}\n</body></html>`;
