import type { Context } from 'hono';
import type { Classmate } from '../cast.ts';
import type { EmailEmulator } from '../email/emulator.ts';
import type { TelegramEmulator } from '../telegram/emulator.ts';
import type { WebBrowsers } from '../web/browsers.ts';
import type { WhatsappEmulator } from '../whatsapp/emulator.ts';
import type { WhatsappWebEmulator } from '../whatsapp-web/emulator.ts';
import { fileIn } from './telegramPhone.ts';

/** What a page may draw, by the first bytes; everything else is only to be saved, whatever it calls itself. */
const drawn: [mime: string, start: RegExp][] = [
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/png', /^\x89PNG\r\n/],
  ['image/gif', /^GIF8/],
  ['image/webp', /^RIFF.{4}WEBP/s],
];

/** Their types. */
export const drawnTypes = drawn.map(([mime]) => mime);

interface Asked {
  telegram: TelegramEmulator;
  whatsapp: WhatsappEmulator;
  whatsappWeb: WhatsappWebEmulator | null;
  email: EmailEmulator;
  web: WebBrowsers;
  member: Classmate | undefined;
  fileId: string;
}

/** A file of a message on this phone; `null` where no message has it. */
export async function fileOnPhone(c: Context, asked: Asked): Promise<Response | null> {
  const bytes = asked.member && (await bytesOn(asked.member, asked));
  if (!bytes) return null;
  const start = bytes.toString('latin1', 0, 16);
  const [mime] = drawn.find(([, pattern]) => pattern.test(start)) ?? [];
  return c.body(new Uint8Array(bytes), 200, {
    'Content-Type': mime ?? 'application/octet-stream',
    'Content-Disposition': mime ? 'inline' : 'attachment',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, max-age=3600',
  });
}

async function bytesOn(
  { id, channel, number, telegramId, email: address }: Classmate,
  { telegram, whatsapp, whatsappWeb, email, web, fileId }: Asked,
): Promise<Buffer | undefined> {
  if (channel === 'telegram') {
    const { messages } = telegram.phones.of(telegramId!).screen();
    const isShown = messages.some(({ message }) => fileIn(message)?.file_unique_id === fileId);
    return isShown ? telegram.file(fileId) : undefined;
  }
  if (channel === 'whatsapp-web') return whatsappWeb ? ofMessage(whatsappWeb, number, fileId) : undefined;
  if (channel === 'web') return web.of(id).file(fileId, 0);
  if (channel === 'email') {
    const files = email.mailboxes
      .of(address!)
      .mails()
      .flatMap((mail) => mail.files);
    const file = files.find(({ id }) => id === fileId);
    return file && Buffer.from(file.base64, 'base64');
  }
  if (channel !== 'whatsapp') return undefined;
  const messages = whatsapp.phones.of(number).conversation();
  const isShown = messages.some(({ content }) => content.mediaId === fileId);
  return isShown ? whatsapp.file(fileId)?.bytes : undefined;
}

/** There a file has no id but its message's. */
function ofMessage({ phones }: WhatsappWebEmulator, number: string, messageId: string): Buffer | undefined {
  const messages = phones.of(number).conversation();
  const message = messages.find(({ id, isRevoked }) => id === messageId && !isRevoked);
  return message?.media ? Buffer.from(message.media.base64, 'base64') : undefined;
}
