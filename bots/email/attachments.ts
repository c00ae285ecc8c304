import type { Email } from 'postal-mime';
import type { MailAttachment } from '../../domain/mail.ts';
import { bytesOf, idsIn } from './read.ts';

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
