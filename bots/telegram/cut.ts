/** Where one part of a long text begins and ends, in UTF-16 units. */
export interface Range {
  start: number;
  end: number;
}

/**
 * Cuts a text into parts of at most `limit` UTF-16 units: between paragraphs if that leaves the part at least half
 * full, else between lines, else between words, else anywhere but within a surrogate pair. White space at a cut is
 * dropped, so that no part is empty. A text that is short enough is one part, untouched.
 */
export function cut(text: string, limit: number): Range[] {
  if (text.length <= limit) return [{ start: 0, end: text.length }];
  const parts: Range[] = [];
  let start = skipSpace(text, 0);
  while (text.length - start > limit) {
    const end = start + lengthOfNext(text.slice(start, start + limit + 1), limit);
    parts.push({ start, end });
    start = skipSpace(text, end);
  }
  if (start < text.length) parts.push({ start, end: text.length });
  return parts;
}

/** `window` is one unit longer than a part may be, so that a border just behind a full part is seen. */
function lengthOfNext(window: string, limit: number): number {
  const borders = [window.lastIndexOf('\n\n'), window.lastIndexOf('\n'), window.search(/\s\S*$/)];
  const border = borders.find((index) => index >= limit / 2);
  const anywhere = splitsPair(window, limit) ? limit - 1 : limit;
  return window.slice(0, border ?? anywhere).trimEnd().length;
}

function skipSpace(text: string, from: number): number {
  const visible = /\S/g;
  visible.lastIndex = from;
  return visible.exec(text)?.index ?? text.length;
}

function splitsPair(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(text[at - 1]!) && /[\uDC00-\uDFFF]/.test(text[at] ?? '');
}
