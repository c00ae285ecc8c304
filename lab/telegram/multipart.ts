/** One part of a multipart form. */
export interface Part {
  name: string;
  /** Missing in a plain field. */
  fileName: string | undefined;
  type: string;
  bytes: Buffer;
}

const BREAK = Buffer.from('\r\n');
const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * Reads a multipart form (RFC 7578) from clients that Node's own parser refuses: grammY writes header names small and
 * begins with a line break. `null` where there is no boundary or no end.
 */
export function readMultipart(contentType: string, body: Buffer): Part[] | null {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) return null;
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let at = body.indexOf(delimiter);
  while (at >= 0) {
    const start = at + delimiter.length;
    if (body.toString('latin1', start, start + 2) === '--') return parts;
    const end = body.indexOf(Buffer.concat([BREAK, delimiter]), start);
    const part = end < 0 ? null : readPart(body.subarray(start, end));
    if (!part) return null;
    parts.push(part);
    at = end + BREAK.length;
  }
  return null;
}

/** Header lines, an empty line, and whatever follows. */
function readPart(bytes: Buffer): Part | null {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return null;
  const head = bytes.toString('utf8', 0, headEnd);
  const disposition = /content-disposition:([^\r\n]*)/i.exec(head)?.[1] ?? '';
  const name = parameter(disposition, 'name');
  if (name === undefined) return null;
  return {
    name,
    fileName: parameter(disposition, 'filename'),
    type: /content-type:\s*([^\r\n]*)/i.exec(head)?.[1] ?? '',
    bytes: bytes.subarray(headEnd + HEAD_END.length),
  };
}

function parameter(disposition: string, name: string): string | undefined {
  const match = new RegExp(`[;\\s]${name}=(?:"([^"]*)"|([^;\\s]*))`, 'i').exec(disposition);
  return match?.[1] ?? match?.[2];
}
