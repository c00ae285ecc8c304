import { z } from 'zod';
import { type FormatSpan, type Formatted, formatted } from '../../domain/formatting/formatted.ts';
import { escapeHtml } from '../../domain/formatting/html.ts';
import { spellOutLinks } from '../../domain/formatting/spellOut.ts';
import { walk } from '../../domain/formatting/walk.ts';

/**
 * `entities` or `caption_entities` of a message (https://core.telegram.org/bots/api#messageentity). Entities that are not
 * as described are left out: a message is worth more than its formatting.
 */
export const entitiesSchema = z
  .array(
    z
      .object({
        type: z.string(),
        offset: z.number(),
        length: z.number(),
        url: z.string().optional(),
        language: z.string().optional(),
      })
      .nullable()
      .catch(null),
  )
  .catch([])
  .transform((entities) => entities.filter((entity) => entity !== null));

export type Entity = z.infer<typeof entitiesSchema>[number];

const kinds: Record<string, 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler' | 'code' | 'quote'> = {
  bold: 'bold',
  italic: 'italic',
  underline: 'underline',
  strikethrough: 'strike',
  spoiler: 'spoiler',
  code: 'code',
  blockquote: 'quote',
  expandable_blockquote: 'quote',
};

/**
 * What somebody wrote in Telegram. Of mentions, hashtags, addresses and custom emoji the text is enough.
 * @param entities offsets in UTF-16 units; crossing and out of range ones do no harm
 */
export function fromEntities(text: string, entities: readonly Entity[]): Formatted {
  return formatted(text, entities.flatMap(spanOf));
}

function spanOf({ type, offset, length, url, language }: Entity): FormatSpan[] {
  const place = { start: offset, end: offset + length };
  if (type === 'pre') return [{ kind: 'pre', language: language ?? null, ...place }];
  if (type === 'text_link') return url ? [{ kind: 'link', url, ...place }] : [];
  const kind = kinds[type];
  return kind ? [{ kind, ...place }] : [];
}

/**
 * What Telegram can hold of a message, which is all but links to mail and phone: it takes `mailto:` for a host's name, so
 * their addresses stand behind their words, where its apps find them. Its text is what counts for the length.
 */
export const carried = (message: Formatted): Formatted =>
  spellOutLinks(message, (url) => url.startsWith('http'));

/** A message as Telegram's HTML (https://core.telegram.org/bots/api#html-style). */
export function toHtml(message: Formatted): string {
  const { text, spans } = carried(message);
  return walk(text, spans, {
    open: (span) => tagsOf(span)[0],
    close: (span) => tagsOf(span)[1],
    text: escapeHtml,
  });
}

const tags: Record<Exclude<FormatSpan['kind'], 'link'>, [open: string, close: string]> = {
  bold: ['<b>', '</b>'],
  italic: ['<i>', '</i>'],
  underline: ['<u>', '</u>'],
  strike: ['<s>', '</s>'],
  spoiler: ['<tg-spoiler>', '</tg-spoiler>'],
  code: ['<code>', '</code>'],
  pre: ['<pre>', '</pre>'],
  quote: ['<blockquote>', '</blockquote>'],
};

function tagsOf(span: FormatSpan): [open: string, close: string] {
  if (span.kind === 'link') return [`<a href="${escapeHtml(span.url)}">`, '</a>'];
  if (span.kind === 'pre' && span.language) {
    return [`<pre><code class="language-${escapeHtml(span.language)}">`, '</code></pre>'];
  }
  return tags[span.kind];
}
