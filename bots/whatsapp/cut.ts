/** Where one part of a long text begins and ends, in UTF-16 units. */
export interface Range {
  start: number;
  end: number;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Cuts a text into parts of at most `limit` units: between paragraphs, lines or words where that leaves the part at
 * least half full, else between what people see as one character. Blanks at a cut are left out; a short text is one
 * part, untouched.
 */
export function cut(text: string, limit: number): Range[] {
  if (text.length <= limit) return [{ start: 0, end: text.length }];
  const parts: Range[] = [];
  let start = nextVisible(text, 0);
  while (text.length - start > limit) {
    const end = start + borderIn(text.slice(start, start + limit + 1), limit);
    parts.push({ start, end: start + text.slice(start, end).trimEnd().length });
    start = nextVisible(text, end);
  }
  if (start < text.length) parts.push({ start, end: text.trimEnd().length });
  return parts;
}

/** `window` is a unit longer than a part may be, so that a border just behind a full part is seen. */
function borderIn(window: string, limit: number): number {
  const borders = [window.lastIndexOf('\n\n'), window.lastIndexOf('\n'), window.search(/\s\S*$/)];
  return borders.find((at) => at >= limit / 2) ?? graphemeBorder(window, limit);
}

function graphemeBorder(window: string, limit: number): number {
  let border = 0;
  for (const { index } of graphemes.segment(window)) if (index <= limit) border = index;
  if (border > 0) return border;
  // One character alone may be longer than a part (stacked accents); then at least no surrogate pair is split.
  return window.codePointAt(limit - 1)! > 0xffff ? limit - 1 : limit;
}

function nextVisible(text: string, from: number): number {
  const visible = /\S/g;
  visible.lastIndex = from;
  return visible.exec(text)?.index ?? text.length;
}
