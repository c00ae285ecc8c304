/** Twilio refuses a longer Body with 21617 (https://www.twilio.com/docs/errors/21617). Counted in UTF-16 code units. */
export const BODY_LIMIT = 1600;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Cuts a text into messages Twilio takes, each marked "(1/2) ". Cuts fall on white space, which is left out there; a
 * word longer than a message (Chinese, a link) is cut between graphemes. Nothing else is lost or added.
 */
export function splitText(text: string, limit = BODY_LIMIT): string[] {
  if (text.length <= limit) return [text];
  for (let digits = 1; ; digits++) {
    const markLength = `(${'9'.repeat(digits)}/${'9'.repeat(digits)}) `.length;
    const parts = cut(text, limit - markLength);
    if (String(parts.length).length <= digits)
      return parts.map((part, i) => `(${i + 1}/${parts.length}) ${part}`);
  }
}

function cut(text: string, room: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > room) {
    const end = wordBorder(rest, room) ?? graphemeBorder(rest, room);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' ? parts : [...parts, rest];
}

/** A border in the first half would waste more of the message than a cut word costs the reader. */
function wordBorder(text: string, room: number): number | undefined {
  for (let at = room; at > room / 2; at--) if (/\s/.test(text[at]!)) return at;
  return undefined;
}

function graphemeBorder(text: string, room: number): number {
  let end = 0;
  for (const { index } of graphemes.segment(text.slice(0, room + 1))) end = index;
  return end > 0 ? end : codePointBorder(text, room);
}

/** A single grapheme may be longer than a message (stacked accents); then at least no surrogate pair is split. */
function codePointBorder(text: string, room: number): number {
  return text.codePointAt(room - 1)! > 0xffff ? room - 1 : room;
}
