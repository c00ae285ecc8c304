import { type Formatted, formatted } from './formatted.ts';
import { bareAddress } from './links.ts';

/**
 * Puts the address of each link that a channel cannot hold behind its words: `words (address)`.
 * @param canHold asked with a link's address and its words
 */
export function spellOutLinks(
  { text, spans }: Formatted,
  canHold: (url: string, words: string) => boolean = () => false,
): Formatted {
  const spelled = new Set(
    spans.filter((span) => span.kind === 'link' && !canHold(span.url, text.slice(span.start, span.end))),
  );
  const added = new Map<number, string>();
  for (const span of spelled) if (span.kind === 'link') added.set(span.end, ` (${bareAddress(span.url)})`);
  const longer = [...added].reduceRight(
    (words, [at, address]) => words.slice(0, at) + address + words.slice(at),
    text,
  );
  const { startAt, endAt } = placesBehind(added, text.length);
  const kept = spans.filter((span) => !spelled.has(span));
  return formatted(
    longer,
    kept.map((span) => ({ ...span, start: startAt(span.start), end: endAt(span.end) })),
  );
}

/** What begins where something was added begins behind it; what ends there ends before it. */
function placesBehind(added: Map<number, string>, length: number) {
  const before = new Uint32Array(length + 1);
  for (let at = 0, sum = 0; at <= length; at++) {
    before[at] = sum;
    sum += added.get(at)?.length ?? 0;
  }
  const endAt = (at: number) => at + before[at]!;
  return { startAt: (at: number) => endAt(at) + (added.get(at)?.length ?? 0), endAt };
}
