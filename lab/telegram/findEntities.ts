import type { MessageEntity } from './shapes.ts';

/** Word characters in the sense of Telegram: letters and digits of any script, and the underscore. */
const WORD = '[\\p{L}\\p{M}\\p{N}_]';

/** In order of rank: what an earlier one has taken, a later one does not get. */
const KINDS: [string, RegExp][] = [
  ['bot_command', new RegExp(`(?<!${WORD}|[/<>])/\\w{1,64}(?:@\\w{3,32}|(?!@\\w))(?!${WORD}|[/<>])`, 'gu')],
  ['mention', new RegExp(`(?<!${WORD})@\\w{4,32}(?!${WORD})`, 'gu')],
  [
    'hashtag',
    new RegExp(`(?<!${WORD})#(?=[\\p{N}_]*\\p{L})(?=([\\p{L}\\p{N}_]{1,256}(?:@\\w{3,32})?))\\1(?!#)`, 'gu'),
  ],
  ['email', /(?<![\w.+-])[a-z0-9_+.-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?![\w@/])/gi],
  ['url', urlPattern()],
];

/**
 * What Telegram finds in a text by itself: commands, mentions, hashtags, mail and web addresses. Addresses without a
 * scheme are found for the domains people write most; phone and card numbers are not looked for.
 */
export function findEntities(text: string): MessageEntity[] {
  const found: MessageEntity[] = [];
  for (const [type, pattern] of [...KINDS].toReversed()) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      const end = entity.offset + entity.length;
      if (!found.some((one) => one.offset < end && entity.offset < one.offset + one.length))
        found.push(entity);
    }
  }
  return found.toSorted((a, b) => a.offset - b.offset);
}

/** Punctuation that ends a sentence is not part of an address at its end. */
function urlPattern(): RegExp {
  const label = '[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_-]*[\\p{L}\\p{N}_])?';
  const withScheme = `https?://(?:${label}\\.)+[\\p{L}]{2,24}`;
  const domains = 'com|org|net|info|me|io|dev|app|co|es|de|fr|it|uk|eu|us|ca|mx|ar';
  const bare = `(?:${label}\\.)+(?:${domains})(?![\\p{L}\\p{N}_-])`;
  const port = '(?::\\d{1,5})?';
  const tail = '(?:[/?#][^\\s<>"«»]*[^\\s<>"«».,:;!?\'()\\[\\]{}]|[/?#])?';
  return new RegExp(`(?<![\\p{L}\\p{N}_@.$#/-])(?:${withScheme}|${bare})${port}${tail}`, 'giu');
}
