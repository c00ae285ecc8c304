import EmailReplyParser from 'email-reply-parser';

/** Longer texts are not asked about: the library's patterns take quadratic time on them. */
const MOST_CHARACTERS = 20_000;

/** An address, a time of day, a year, a label, a ruler: ordinary sentences seldom begin a paragraph with one. */
const evidence = /\S@\S|\d{1,2}[:.]\d{2}|\b(?:19|20)\d{2}\b|[:：]\s*$|^\s*[-_=*]{2,}/m;

/**
 * What email-reply-parser holds for the sender's own words, where it finds a quote that our rules do not know; `null`
 * where it does not. It is believed only if what it would take away looks like the head of a mail: it also takes ordinary
 * lines for quotes.
 */
export function secondOpinion(lines: readonly string[]): string[] | null {
  const text = lines.join('\n').replace(/\n{3,}/g, '\n\n');
  if (text.length > MOST_CHARACTERS) return null;
  const fragments = new EmailReplyParser().read(text).getFragments();
  const quoted = fragments.filter((fragment) => fragment.isQuoted());
  if (!quoted.some((fragment) => evidence.test(fragment.getContent().slice(0, 500)))) return null;
  return fragments
    .filter((fragment) => !fragment.isQuoted())
    .flatMap((fragment) => fragment.getContent().split('\n'));
}
