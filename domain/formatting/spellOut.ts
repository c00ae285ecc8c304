import { type Formatted, formatted } from './formatted.ts';
import { bareAddress } from './links.ts';

/** Puts the address of each link that a channel cannot hold behind its words: `words (address)`. */
export function spellOutLinks(
  message: Formatted,
  canHold: (url: string) => boolean = () => false,
): Formatted {
  const links = message.spans.flatMap((span) => (span.kind === 'link' && !canHold(span.url) ? [span] : []));
  if (links.length === 0) return message;
  const addresses = links.map(({ end, url }) => ({ at: end, text: ` (${bareAddress(url)})` }));
  let text = '';
  let from = 0;
  for (const { at, text: address } of addresses) {
    text += message.text.slice(from, at) + address;
    from = at;
  }
  const added = (isBefore: (at: number) => boolean) =>
    addresses.reduce((sum, { at, text }) => sum + (isBefore(at) ? text.length : 0), 0);
  const spans = message.spans.filter((span) => span.kind !== 'link' || canHold(span.url));
  return formatted(
    text + message.text.slice(from),
    spans.map((span) => ({
      ...span,
      start: span.start + added((at) => at <= span.start),
      end: span.end + added((at) => at < span.end),
    })),
  );
}

/** Without some kinds of formatting; the words stay. */
export function without(message: Formatted, kinds: readonly string[]): Formatted {
  return formatted(
    message.text,
    message.spans.filter(({ kind }) => !kinds.includes(kind)),
  );
}
