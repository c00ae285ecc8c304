/** How a text goes over the air. */
export interface Encoded {
  encoding: 'GSM-7' | 'UCS-2';
  segments: number;
}

/** 3GPP TS 23.038 section 6.2.1, row by row: a character's place is its code. 0x1b, here `\x1b`, is the escape. */
const ROWS = [
  '@£$¥èéùìòÇ\nØø\rÅå',
  'Δ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ',
  ' !"#¤%&\'()*+,-./',
  '0123456789:;<=>?',
  '¡ABCDEFGHIJKLMNO',
  'PQRSTUVWXYZÄÖÑÜ§',
  '¿abcdefghijklmno',
  'pqrstuvwxyzäöñüà',
].join('');

const ESCAPE = 0x1b;

/** Section 6.2.1.1: what follows an escape. */
const ESCAPED: Record<string, number> = {
  '\f': 0x0a,
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
};

/** Encodes a text and cuts it into segments as a network does (3GPP TS 23.040, section 9.2.3.24.1). */
export function encoded(text: string): Encoded {
  const septets = toSeptets(text);
  if (septets) return { encoding: 'GSM-7', segments: cuts(septets, 160, 153, (code) => code === ESCAPE) };
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  return { encoding: 'UCS-2', segments: cuts(units, 70, 67, (unit) => unit >= 0xd800 && unit <= 0xdbff) };
}

function toSeptets(text: string): number[] | null {
  const septets: number[] = [];
  for (const character of text) {
    const code = character === '\x1b' ? -1 : ROWS.indexOf(character);
    const escaped = ESCAPED[character];
    if (code >= 0) septets.push(code);
    else if (escaped !== undefined) septets.push(ESCAPE, escaped);
    else return null;
  }
  return septets;
}

/** `opensPair` tells of a code that may not be the last of its segment. */
function cuts(codes: number[], alone: number, joined: number, opensPair: (code: number) => boolean): number {
  if (codes.length <= alone) return 1;
  let segments = 0;
  for (let at = 0; at < codes.length; segments++) {
    const end = Math.min(at + joined, codes.length);
    at = end < codes.length && opensPair(codes[end - 1]!) ? end - 1 : end;
  }
  return segments;
}
