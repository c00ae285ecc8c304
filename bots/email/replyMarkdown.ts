import type { Formatted } from '../../domain/formatting/formatted.ts';
import { slice } from '../../domain/formatting/slice.ts';
import { withMarkdown } from '../../domain/formatting/withMarkdown.ts';
import { fromHtml } from './readHtml.ts';

/** No reply is as long; the formatting of what is would not be kept anyway. */
const LONGEST_REPLY = 20_000;

/**
 * The formatting of a reply, where the mail's HTML begins with the same words: then what stands behind them there (quotes,
 * signatures) is what was cut off here too. Nothing where the two parts say different things.
 * @param reply as it was cut out of the mail's text
 */
export function replyMarkdown(reply: string, html: string | undefined): { markdown?: string } {
  if (!html || reply === '' || reply.length > LONGEST_REPLY) return {};
  const message = fromHtml(html);
  const start = message.text.search(/\S/);
  const end = endOf(reply, message);
  return end === null ? {} : withMarkdown(slice(message, start, end), reply);
}

/**
 * Where the reply's words end in the text of the HTML; null where it begins otherwise. Blanks and line breaks do not count,
 * as mail programs break the lines of the plain part; nor do `*` and `_`, by which they show there what is bold in HTML, nor
 * the addresses that they put behind the words of links.
 */
function endOf(reply: string, { text }: Formatted): number | null {
  const wanted = reply.replace(/<(?:https?:|mailto:)[^<>\s]*>/g, '').replace(/[\s*_]/g, '');
  let found = 0;
  let at = 0;
  for (; at < text.length && found < wanted.length; at++) {
    if (/[\s*_]/.test(text[at]!)) continue;
    if (text[at] !== wanted[found]) return null;
    found++;
  }
  if (found < wanted.length || wanted === '') return null;
  return at + /^[*_]*/.exec(text.slice(at, at + 10))![0].length;
}
