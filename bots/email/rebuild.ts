import { z } from 'zod';
import type { FormPart } from './formParts.ts';

const charsetsSchema = z.record(z.string(), z.string().regex(/^[\w.:-]{1,40}$/));
const filesSchema = z.record(z.string(), z.object({ 'content-id': z.string().optional() }));

/** Headers that were about the body as it was; and blank lines would end the headers. */
const aboutBody = /^(?:content-(?:type|transfer-encoding|disposition|id)|mime-version):/i;

/**
 * A raw mail out of the fields that Inbound Parse makes of one, where it is not set to send the raw mail itself.
 * https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/setting-up-the-inbound-parse-webhook
 */
export function rebuiltMail(parts: Map<string, FormPart>): Buffer {
  const charsets = json(parts, 'charsets', charsetsSchema);
  const infos = json(parts, 'attachment-info', filesSchema);
  const text = (name: 'text' | 'html') =>
    parts.has(name) ? [bodyPart(name, parts.get(name)!.bytes, charsets[name] ?? 'utf-8')] : [];
  const files = [...parts].filter(
    ([name, { fileName }]) => /^attachment\d+$/.test(name) && fileName !== null,
  );
  const alternative = multipart('alternative', 'homeroom-body', [...text('text'), ...text('html')]);
  const attached = files.map(([name, file]) => filePart(file, infos[name]?.['content-id']));
  const body = multipart('mixed', 'homeroom-mail', [alternative, ...attached]);
  return Buffer.from(`${headersOf(parts)}MIME-Version: 1.0\r\n${body}`, 'latin1');
}

function headersOf(parts: Map<string, FormPart>): string {
  const text = (parts.get('headers')?.bytes ?? Buffer.alloc(0)).toString('latin1');
  const unfolded = text.replace(/\r?\n(?=[ \t])/g, '\u0000').split(/\r?\n/);
  const kept = unfolded.filter((line) => line.trim() !== '' && !aboutBody.test(line));
  return kept.map((line) => `${line.replaceAll('\u0000', '\r\n')}\r\n`).join('');
}

function multipart(kind: string, boundary: string, parts: string[]): string {
  const opened = parts.map((part) => `--${boundary}\r\n${part}\r\n`);
  return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${opened.join('')}--${boundary}--\r\n`;
}

function bodyPart(name: 'text' | 'html', bytes: Buffer, charset: string): string {
  const type = name === 'text' ? 'text/plain' : 'text/html';
  return encoded([`Content-Type: ${type}; charset=${charset}`], bytes);
}

function filePart({ fileName, type, bytes }: FormPart, contentId: string | undefined): string {
  const name = encodeURIComponent((fileName ?? '').replace(/\p{Surrogate}/gu, '_')).replace(/['()*]/g, '_');
  const safeType = /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream';
  const id = contentId?.replace(/[<>\s]/g, '').slice(0, 200);
  return encoded(
    [
      `Content-Type: ${safeType}`,
      `Content-Disposition: ${id ? 'inline' : 'attachment'}; filename*=utf-8''${name}`,
      ...(id && /^[\x21-\x7e]+$/.test(id) ? [`Content-ID: <${id}>`] : []),
    ],
    bytes,
  );
}

function encoded(headers: string[], bytes: Buffer): string {
  const lines = bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
  return [...headers, 'Content-Transfer-Encoding: base64', '', lines].join('\r\n');
}

/** What is malformed counts as not given: none of it is needed to read the text. */
function json<T>(
  parts: Map<string, FormPart>,
  name: string,
  schema: z.ZodType<Record<string, T>>,
): Record<string, T> {
  try {
    return schema.parse(JSON.parse(parts.get(name)?.bytes.toString('utf8') ?? '{}'));
  } catch {
    return {};
  }
}
