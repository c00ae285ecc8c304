/**
 * The number that a carried message shows its reader at the end of its first line (`post.header`, `post.headerIn`), read
 * from a quotation of it; null where it shows none. Whom it answers may follow in brackets.
 */
export function shownNumber(quoted: string): number | null {
  const [, digits] = /^.* · #(\d{1,9})(?: \(.*\))?(?:\n|$)/.exec(quoted) ?? [];
  return digits ? Number(digits) : null;
}
