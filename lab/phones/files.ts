import type { Context } from 'hono';
import type { Classmate } from '../cast.ts';
import type { EmailEmulator } from '../email/emulator.ts';
import type { WhatsappEmulator } from '../whatsapp/emulator.ts';

/** What a page may draw; everything else is only to be saved, whatever it calls itself. */
export const drawnTypes = ['image/jpeg', 'image/png', 'image/webp'];

interface Wanted {
  whatsapp: WhatsappEmulator;
  email: EmailEmulator;
  member: Classmate | undefined;
  mediaId: string;
}

/** A file of a message on this phone, or of a mail in this mailbox; `null` where none has it. */
export function fileOnPhone(c: Context, wanted: Wanted): Response | null {
  const file = find(wanted);
  if (!file) return null;
  const isDrawn = drawnTypes.includes(file.mimeType);
  return c.body(new Uint8Array(file.bytes), 200, {
    'Content-Type': isDrawn ? file.mimeType : 'application/octet-stream',
    'Content-Disposition': isDrawn ? 'inline' : 'attachment',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, max-age=3600',
  });
}

function find({ whatsapp, email, member, mediaId }: Wanted): { mimeType: string; bytes: Buffer } | undefined {
  if (member?.channel === 'whatsapp') {
    const messages = whatsapp.phones.of(member.number).conversation();
    const isThere = messages.some(({ content }) => content.mediaId === mediaId);
    return isThere ? whatsapp.file(mediaId) : undefined;
  }
  if (member?.channel !== 'email') return undefined;
  const mails = email.mailboxes.of(member.email!).mails();
  const file = mails.flatMap(({ files }) => files).find(({ id }) => id === mediaId);
  return file && { mimeType: file.mimeType, bytes: Buffer.from(file.base64, 'base64') };
}
