/** What a mail may be at most. The size is also said to SMTP clients (RFC 1870), so that larger ones are not sent. */
export const limits = {
  bytes: 25 * 1024 * 1024,
  parts: 100,
  nesting: 20,
  headerBytes: 256 * 1024,
  headers: 1_000,
  /** Each server on the way adds one line; a mail that has passed so many is going round. */
  hops: 30,
};

/**
 * Why a mail is too much to be read, told before anything is decoded; `null` where it may be read.
 * Parts are counted by the lines that begin one, for every boundary that is declared anywhere.
 */
export function excessOf(raw: Buffer): string | null {
  if (raw.length > limits.bytes) return `larger than ${limits.bytes / 1024 / 1024} MB`;
  const text = raw.toString('latin1');
  const headers = headerBlock(text);
  if (headers.length > limits.headerBytes) return 'headers without end';
  if (countLines(headers) > limits.headers) return `more than ${limits.headers} header lines`;
  const boundaries = boundariesOf(text);
  if (boundaries === null || partsOf(text, boundaries) > limits.parts)
    return `more than ${limits.parts} parts`;
  return null;
}

function headerBlock(text: string): string {
  const end = /\r?\n\r?\n/.exec(text.slice(0, limits.headerBytes + 4));
  return text.slice(0, end?.index ?? limits.headerBytes + 1);
}

const countLines = (text: string) => text.split('\n').length;

/** `null` where there are more than a mail may have parts. */
function boundariesOf(text: string): Set<string> | null {
  const found = new Set<string>();
  for (const [, quoted, bare] of text.matchAll(
    /\bboundary\s{0,20}=\s{0,20}(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/gi,
  )) {
    found.add((quoted ?? bare)!.trimEnd());
    if (found.size > limits.parts) return null;
  }
  return found;
}

function partsOf(text: string, boundaries: Set<string>): number {
  if (boundaries.size === 0) return 0;
  let parts = 0;
  for (const [, line] of text.matchAll(/^--([^\r\n]{1,200})\r?$/gm)) {
    if (boundaries.has(line!.trimEnd()) && ++parts > limits.parts) break;
  }
  return parts;
}
