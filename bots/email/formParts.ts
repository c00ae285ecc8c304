/** One field or file of a form, its bytes as they came. */
export interface FormPart {
  fileName: string | null;
  type: string;
  bytes: Buffer;
}

/** SendGrid sends some twenty fields and at most a hundred files. */
const MOST_PARTS = 150;

/**
 * The parts of a form by name (RFC 7578). The text in them is not decoded, as SendGrid sends each field in the mail's
 * own charset; a parser that takes them for UTF-8 would lose letters. `null` where it is no such form.
 */
export function formParts(contentType: string, body: Buffer): Map<string, FormPart> | null {
  const boundary = /^multipart\/form-data\b.*?\bboundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(
    contentType,
  );
  if (!boundary) return null;
  const delimiter = Buffer.from(`--${boundary[1] ?? boundary[2]}`);
  const parts = new Map<string, FormPart>();
  let start = body.indexOf(delimiter);
  while (start >= 0 && parts.size < MOST_PARTS) {
    const from = start + delimiter.length;
    const end = body.indexOf(Buffer.concat([Buffer.from('\r\n'), delimiter]), from);
    if (end < 0) break;
    const read = partOf(body.subarray(from, end));
    if (read) parts.set(...read);
    start = end + 2;
  }
  return parts.size > 0 ? parts : null;
}

function partOf(part: Buffer): [name: string, part: FormPart] | null {
  const end = part.indexOf('\r\n\r\n');
  if (end < 0 || end > 4_000) return null;
  const headers = part.subarray(0, end).toString('utf8');
  const name = /;\s*name="([^"]{1,100})"/i.exec(headers)?.[1];
  if (name === undefined) return null;
  const fileName = /;\s*filename="([^"]{0,500})"/i.exec(headers)?.[1] ?? null;
  const type = /^content-type:[ \t]*([^\s;]{1,100})/im.exec(headers)?.[1] ?? 'text/plain';
  return [name, { fileName, type, bytes: part.subarray(end + 4) }];
}
