import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { Unavailable } from '../../domain/errors.ts';
import { excessOf, limits } from './limits.ts';
import type { MailThreads } from './threads.ts';

/** A mail as postal-mime reads it, or the reason why it is refused; it is never read then. */
export type Read = { email: Email } | { refused: string };

/**
 * Reads a raw mail of RFC 5322 within our limits. Mails within it stay attachments: their text is not the sender's.
 * @param threads where it is read, so that nobody else waits; without them here
 * @throws {Unavailable} where they were stopped meanwhile
 */
export async function readMail(raw: Buffer, threads?: MailThreads): Promise<Read> {
  const excess = excessOf(raw);
  if (excess !== null) return { refused: excess };
  try {
    const email = threads
      ? await threads.run<Email>('read', { mail: raw, options })
      : await PostalMime.parse(raw, options);
    return { email };
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    if (error instanceof Error && error.name === 'AbortError') return { refused: 'too slow to be read' };
    return { refused: `nested deeper than ${limits.nesting} parts, or headers without end` };
  }
}

const options = {
  forceRfc822Attachments: true,
  maxNestingDepth: limits.nesting,
  maxHeadersSize: 2 * limits.headerBytes,
  maxRfc822NestingDepth: 0,
};

/** All values of a header, in order, unfolded. */
export function headersOf(email: Email, name: string): string[] {
  return email.headers.filter(({ key }) => key === name).map(({ value }) => value.trim());
}

export function headerOf(email: Email, name: string): string | null {
  return headersOf(email, name)[0] ?? null;
}

/** The ids in Message-ID, In-Reply-To or References, without their brackets. */
export function idsIn(header: string | null | undefined): string[] {
  return [...(header ?? '').slice(0, 10_000).matchAll(/<([^<>\s]{1,300})>/g)].map(([, id]) => id!);
}

export function bytesOf({ content }: Attachment): Buffer {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as Uint8Array);
}

/** The text of a part that postal-mime hands over as an attachment. */
export function textOfPart(email: Email, type: string): string | null {
  const part = email.attachments.find(({ mimeType }) => mimeType === type);
  return part ? bytesOf(part).subarray(0, 100_000).toString('utf8') : null;
}
