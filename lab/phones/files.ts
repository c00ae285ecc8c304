import type { Context } from 'hono';
import type { Classmate } from '../cast.ts';
import type { WhatsappEmulator } from '../whatsapp/emulator.ts';

/** What a page may draw; everything else is only to be saved, whatever it calls itself. */
const drawn = ['image/jpeg', 'image/png', 'image/webp'];

/** A file of a message on this phone; `null` where no message has it. */
export function fileOnPhone(
  c: Context,
  {
    whatsapp,
    member,
    mediaId,
  }: { whatsapp: WhatsappEmulator; member: Classmate | undefined; mediaId: string },
): Response | null {
  if (member?.channel !== 'whatsapp') return null;
  const messages = whatsapp.phones.of(member.number).conversation();
  const file = messages.some(({ content }) => content.mediaId === mediaId) && whatsapp.file(mediaId);
  if (!file) return null;
  const isDrawn = drawn.includes(file.mimeType);
  return c.body(new Uint8Array(file.bytes), 200, {
    'Content-Type': isDrawn ? file.mimeType : 'application/octet-stream',
    'Content-Disposition': isDrawn ? 'inline' : 'attachment',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, max-age=3600',
  });
}
