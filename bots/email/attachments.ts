import type { Email } from 'postal-mime';
import type { MailAttachment } from '../../domain/mail.ts';
import { bytesOf, idsIn, readMail } from './read.ts';

/** What is known of the files in a mail without looking into them. */
export function attachmentsOf(email: Email): MailAttachment[] {
  return email.attachments.slice(0, 100).map((attachment, index) => ({
    index,
    name: attachment.filename?.replace(/[\p{Cc}/\\]/gu, '_').slice(0, 255) ?? null,
    claimedType: attachment.mimeType.slice(0, 100),
    bytes: bytesOf(attachment).length,
    isInline: attachment.disposition === 'inline' || attachment.related === true,
    contentId: idsIn(attachment.contentId)[0] ?? null,
  }));
}

/** The bytes of an attachment of a stored mail; `null` where there is none at this index. */
export async function attachmentBytes(raw: { mail: string }, index: number): Promise<Buffer | null> {
  const read = await readMail(Buffer.from(raw.mail, 'base64'));
  const attachment = 'email' in read ? read.email.attachments[index] : undefined;
  return attachment ? bytesOf(attachment) : null;
}
