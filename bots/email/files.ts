import type { Email } from 'postal-mime';
import type { Said, SaidFile } from '../../domain/channel.ts';
import type { MailAttachment } from '../../domain/mail.ts';
import { kindOfType } from '../../domain/media.ts';
import { bytesOf } from './read.ts';

/** Keeps a file's bytes for when its event is handled; the id is what they are fetched by. */
export type Keep = (bytes: Uint8Array) => Promise<string>;

/** What is in a mail besides its text, of which somebody would say that they sent it. */
export function filesIn(email: Email, attachments: MailAttachment[], domain: string): MailAttachment[] {
  const html = email.html?.slice(0, mostCharacters) ?? '';
  const sent = attachments.filter(
    (one) => !isVersion(one) && !isSignature(one) && !isOurs(one, domain) && !isQuoted(one, html),
  );
  // What was attached stands before what is shown within the text.
  return sent.toSorted((a, b) => Number(a.isInline) - Number(b.isInline));
}

/** Longer pages are not looked through: each file would cost a reading. */
const mostCharacters = 500_000;

/** The text once more, for a watch or a calendar: what is sent as a file has a name. */
const isVersion = ({ name, claimedType }: MailAttachment) => name === null && claimedType.startsWith('text/');

/** A logo below a name has 2 to 8 kB; no photo that somebody means to show has. */
const largestLogo = 10_000;

/** Pictures below a name, and what mail programs sign with (RFC 8551, RFC 3156). */
const isSignature = ({ isInline, claimedType, bytes }: MailAttachment) =>
  (isInline && claimedType.startsWith('image/') && bytes < largestLogo) ||
  /^application\/(?:x-)?(?:pkcs7-signature|pgp-signature)/i.test(claimedType);

/** A picture of our own mail, come back with the answer. */
const isOurs = ({ isInline, contentId }: MailAttachment, domain: string) =>
  isInline && contentId?.toLowerCase().endsWith(`@${domain}`) === true;

/** A picture of a mail that is quoted below the answer: mail programs send it back, often under another id. */
function isQuoted({ isInline, contentId }: MailAttachment, html: string): boolean {
  const at = isInline && contentId ? html.indexOf(`cid:${contentId}`) : -1;
  if (at < 0) return false;
  const before = html.slice(0, at);
  const depth = count(before, /<blockquote\b/gi) - count(before, /<\/blockquote\b/gi);
  return depth > 0 || outlooksQuote.test(before);
}

/** Outlook marks where a quotation begins, and not where it ends: it is the rest of the mail. */
const outlooksQuote = /\bid="?(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container)\b/;

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** The files as what was said with them; null where there are none. */
export async function saidFiles(
  files: MailAttachment[],
  email: Email,
  keep: Keep | undefined,
): Promise<Pick<Said & { kind: 'media' }, 'media' | 'file' | 'more'> | null> {
  const [first] = files;
  if (!first) return null;
  const media = kindOfType(first.claimedType);
  if (!keep) return { media, file: null };
  const kept: SaidFile[] = [];
  for (const one of files) {
    const id = await keep(bytesOf(email.attachments[one.index]!));
    kept.push({ id, mime: one.claimedType, name: one.name, size: one.bytes });
  }
  const [file, ...more] = kept;
  return { media, file: file!, ...(more.length > 0 && { more }) };
}
