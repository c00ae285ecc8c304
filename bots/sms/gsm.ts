/**
 * The 7-bit alphabet of text messages (3GPP TS 23.038, section 6.2.1): what is written with it alone fits 160 to a
 * segment, anything else makes the whole message UCS-2 at 70.
 */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿' +
  'abcdefghijklmnopqrstuvwxyzäöñüà';

/** Section 6.2.1.1: reached by an escape, so each costs two septets. */
const EXTENSION = '\f^{}\\[~]|€';

const septets = new Map([
  ...[...BASIC].map((character) => [character, 1] as const),
  ...[...EXTENSION].map((character) => [character, 2] as const),
]);

/**
 * Typography that means the same in plain characters. Letters are never replaced: `año` and `ano` are different words,
 * so `á` or `ł` make a message UCS-2 rather than wrong. Nor is what stands inside words: Catalan's `l·l`.
 */
const plainTypography = new Map<string, string>([
  ...pairs('‘’‚‛′´`', "'"),
  ...pairs('“”„‟″«»', '"'),
  ...pairs('‐‑‒–—―−', '-'),
  ...pairs('•●▪', '*'),
  ...pairs(
    '\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000',
    ' ',
  ),
  ...pairs('\u2028\u2029\u0085\v', '\n'),
  ...pairs('\u00ad\u200b\u2060\ufeff', ''),
  ['…', '...'],
  ['‹', '<'],
  ['›', '>'],
  ['⁄', '/'],
]);

/** Septets one character costs, or `undefined` where the alphabet has no such character. */
export const septetsOf = (character: string): number | undefined => septets.get(character);

/** Plain typography where that makes the whole text GSM-7; else the text as it was. */
export function preferGsm(text: string): string {
  const plain = [...text].map((character) => plainTypography.get(character) ?? character).join('');
  return isGsm(plain) ? plain : text;
}

function isGsm(text: string): boolean {
  return [...text].every((character) => septets.has(character));
}

function pairs(characters: string, plain: string): [string, string][] {
  return [...characters].map((character) => [character, plain]);
}
