import type { Context } from 'hono';
import type { Classmate } from '../cast.ts';
import type { WhatsappWebEmulator } from '../whatsapp-web/emulator.ts';
import type { Providers } from './acts.ts';

/** What a page may draw; everything else is only to be saved, whatever it calls itself. */
const drawn = ['image/jpeg', 'image/png', 'image/webp'];

/** A file of a message on this phone; `null` where no message has it. */
export function fileOnPhone(
  c: Context,
  { member, mediaId, ...providers }: FilesOnPhones & { member: Classmate | undefined; mediaId: string },
): Response | null {
  const file = member && fileOf(providers, member, mediaId);
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

type FilesOnPhones = Pick<Providers, 'whatsapp' | 'whatsappWeb'>;

function fileOf({ whatsapp, whatsappWeb }: FilesOnPhones, { channel, number }: Classmate, mediaId: string) {
  if (channel === 'whatsapp-web') return whatsappWeb && ofMessage(whatsappWeb, number, mediaId);
  if (channel !== 'whatsapp') return null;
  const messages = whatsapp.phones.of(number).conversation();
  return messages.some(({ content }) => content.mediaId === mediaId) ? whatsapp.file(mediaId) : null;
}

/** There a file has no id but its message's. */
function ofMessage({ phones }: WhatsappWebEmulator, number: string, messageId: string) {
  const message = phones
    .of(number)
    .conversation()
    .find(({ id, isRevoked }) => id === messageId && !isRevoked);
  if (!message?.media) return null;
  const { mimetype, base64 } = message.media;
  return { mimeType: mimetype, bytes: Buffer.from(base64, 'base64') };
}
