/** What a character reference stands for, and how many characters of the source it took. */
export interface Decoded {
  text: string;
  length: number;
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Decodes the reference at `source[at]`, an ampersand; what is none stays an ampersand. */
export function decodeReference(source: string, at: number): Decoded {
  const rest = source.slice(at, at + 16);
  const numeric = /^&#(?:x([0-9a-f]+)|([0-9]+))/i.exec(rest);
  if (numeric) return decodeNumber(source, at, numeric);
  const name = /^&([a-z]+)/i.exec(rest);
  const text = name ? NAMED[name[1]!] : undefined;
  if (!name || !text) return { text: '&', length: 1 };
  return { text, length: name[0].length + semicolon(source, at + name[0].length) };
}

/** A lone surrogate, which no valid text holds; two of them that would fit are refused as well. */
export const isLoneSurrogate = (decoded: Decoded) =>
  decoded.text.length === 1 && /[\ud800-\udfff]/.test(decoded.text);

function decodeNumber(source: string, at: number, match: RegExpExecArray): Decoded {
  const code = match[1] ? Number.parseInt(match[1], 16) : Number(match[2]);
  if (code === 0 || code >= 0x10ffff || match[0].length >= 10) return { text: '&', length: 1 };
  const length = match[0].length + semicolon(source, at + match[0].length);
  return { text: String.fromCodePoint(code), length };
}

const semicolon = (source: string, at: number) => (source[at] === ';' ? 1 : 0);
