import type { SendMailOptions } from 'nodemailer';
import { bytesOf } from '../../domain/bytesOf.ts';
import type { OutboundFile } from '../../domain/channel.ts';

/** What every mail program draws; other pictures are attached like any file. */
const drawn = /^image\/(?:jpeg|png|gif)$/;

/** Whether it is shown within the text. */
export const isShown = ({ kind, mime }: OutboundFile) => kind !== 'document' && drawn.test(mime);

/** The name of a file in a mail, for its head and for readers. */
export const nameOf = ({ name, kind }: OutboundFile) =>
  (name ?? kind)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}"\\]/gu, '_')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .slice(0, 200);

/** The id by which the text shows its picture (RFC 2392); it ends in our domain, so that it is known when it comes back. */
export const contentIdOf = (deliveryId: string, domain: string, index = 0) =>
  `file${index === 0 ? '' : index + 1}.${deliveryId}@${domain}`;

/**
 * A file as an attachment.
 * @throws {SendError} where it cannot be read just now
 */
export async function attachmentOf(
  file: OutboundFile,
  cid: string,
): Promise<NonNullable<SendMailOptions['attachments']>[number]> {
  const bytes = await bytesOf(file);
  return {
    filename: nameOf(file),
    content: Buffer.from(bytes),
    contentType: file.mime,
    ...(isShown(file) ? { cid, contentDisposition: 'inline' } : { contentDisposition: 'attachment' }),
  };
}
