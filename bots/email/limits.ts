/** What a mail may be at most. The size is also said to SMTP clients (RFC 1870), so that larger ones are not sent. */
export const limits = {
  bytes: 25 * 1024 * 1024,
  /** 25 MB in base64 have 345,000. */
  lines: 500_000,
  parts: 100,
  nesting: 20,
  headerBytes: 256 * 1024,
  headers: 1_000,
  /** Each server on the way adds one line; a mail that has passed so many is going round. */
  hops: 30,
};

/**
 * Why a mail is too much to be read, told before anything is decoded; `null` where it may be read.
 * Parts are counted by the lines that begin one, for every boundary that is declared anywhere. A boundary can be written
 * in ways that only the parser understands (escapes, continuations, comments, other letters); where one may be, every
 * line counts that could begin a part.
 */
export function excessOf(raw: Buffer): string | null {
  if (raw.length > limits.bytes) return `larger than ${limits.bytes / 1024 / 1024} MB`;
  const text = raw.toString('latin1');
  const headers = headerBlock(text);
  if (headers.length > limits.headerBytes) return 'headers without end';
  if (countLines(headers) > limits.headers) return `more than ${limits.headers} header lines`;
  if (countLines(text) > limits.lines) return `more than ${limits.lines} lines`;
  const boundaries = boundariesOf(text);
  if (boundaries === null || partsOf(text, boundaries) > limits.parts)
    return `more than ${limits.parts} parts`;
  return null;
}

function headerBlock(text: string): string {
  const end = /\r?\n\r?\n/.exec(text.slice(0, limits.headerBytes + 4));
  return text.slice(0, end?.index ?? limits.headerBytes + 1);
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** Any line, where a boundary may be declared that cannot be read here. */
type Boundaries = Pick<Set<string>, 'has'>;
const anyLine: Boundaries = { has: () => true };

/** `null` where there are more than a mail may have parts. */
function boundariesOf(text: string): Boundaries | null {
  const found = new Set<string>();
  for (const [, quoted, bare] of text.matchAll(
    /\bboundary\s{0,20}=\s{0,20}(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/gi,
  )) {
    found.add((quoted ?? bare)!.trimEnd());
    if (found.size > limits.parts) return null;
  }
  for (const [, type] of text.matchAll(contentType)) {
    if (noMultipart.test(type!)) continue;
    if (!plainMultipart.test(type!)) return anyLine;
    // One by one, as a quoted value may itself speak of a boundary.
    for (const [, name, quoted, bare] of type!.matchAll(plainParameter))
      if (/^boundary$/i.test(name!)) found.add((quoted ?? bare)!.trimEnd());
  }
  return found;
}

/** A bare CR does not end a line for the parser. */
const contentType = /^[ \t]*content-type[ \t\r]*:[ \t\r]*([^\n]*(?:\n[ \t][^\n]*)*)/gim;
const noMultipart = /^(?:$|(?!multipart)[\w.+-]{1,100}(?:[/;\s]|$))/i;
const plainParameter =
  /;\s{0,20}([\w.-]{1,80})\s{0,20}=\s{0,20}(?:"([\t\x20!#-[\]-~]{1,200})"|([!#-'*-:<-[\]-~]{1,200}))/g;
const plainMultipart = new RegExp(
  `^multipart/[\\w.+-]{1,80}(?:\\s{0,20}${plainParameter.source})*\\s{0,20};?\\s*$`,
  'i',
);

function partsOf(text: string, boundaries: Boundaries): number {
  let parts = 0;
  for (const [, line] of text.matchAll(/^--([^\r\n]{1,200})/gm)) {
    if (boundaries.has(line!.trimEnd()) && ++parts > limits.parts) break;
  }
  return parts;
}
