import EmailReplyParser from 'email-reply-parser';

/** Longer texts are not asked about: the library's patterns take quadratic time on them. */
const MOST_CHARACTERS = 20_000;

/**
 * What email-reply-parser holds for the sender's own words, where it finds a quote that our rules do not know; `null`
 * where it does not. It is believed only if what it would take away speaks of an address or a date: it also takes
 * ordinary lines for quotes.
 */
export function secondOpinion(lines: readonly string[]): string[] | null {
  const text = lines.join('\n').replace(/\n{3,}/g, '\n\n');
  if (text.length > MOST_CHARACTERS) return null;
  const fragments = new EmailReplyParser().read(text).getFragments();
  const quoted = fragments.filter((fragment) => fragment.isQuoted());
  if (!quoted.some((fragment) => /\S@\S|\d{1,2}[:.]\d{2}/.test(fragment.getContent().slice(0, 500))))
    return null;
  return fragments
    .filter((fragment) => !fragment.isQuoted())
    .flatMap((fragment) => fragment.getContent().split('\n'));
}
