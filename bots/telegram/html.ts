import type { Span } from '../../domain/channel.ts';
import { formattedOf } from '../../domain/formatting/formattedOf.ts';
import { slice } from '../../domain/formatting/slice.ts';
import { cut } from './cut.ts';
import { carried, toHtml } from './formatting.ts';

/** One message's worth of text: `html` for `parse_mode: 'HTML'`, `text` what people will read of it. */
export interface Part {
  html: string;
  text: string;
}

/** A message holds "1-4096 characters after entities parsing" (sendMessage); counted in UTF-16 units, which is never too many. */
export const longestMessage = 4096;

/** A body as Telegram's HTML, in as many messages as its length needs; each is valid on its own. */
export function render(body: Span[], limit = longestMessage): Part[] {
  const message = carried(formattedOf(body));
  return cut(message.text, limit).map(({ start, end }) => {
    const part = slice(message, start, end);
    return { text: part.text, html: toHtml(part) };
  });
}
