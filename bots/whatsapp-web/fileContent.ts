import type { MessageSendOptions } from 'whatsapp-web.js';
import { bytesOf } from '../../domain/bytesOf.ts';
import { SendError } from '../../domain/errors.ts';
import { clean } from './clean.ts';
import type { Piece } from './compose.ts';

/** It goes to the browser in one piece, as text. */
const largestFile = 64 * 1024 * 1024;

/**
 * A file as the library takes it: shown as what it is where WhatsApp can show such bytes, else as a document.
 * @throws {SendError} where it is too large, or cannot be read just now
 */
export async function fileContent({ file, caption }: Piece & { kind: 'file' }) {
  const { default: library } = await import('whatsapp-web.js');
  const bytes = await bytesOf(file);
  if (bytes.byteLength > largestFile)
    throw new SendError('rejected', 'the file is larger than WhatsApp Web takes', { ours: true });
  const media = new library.MessageMedia(file.mime, Buffer.from(bytes).toString('base64'), nameOf(file.name));
  return { content: media, ...(caption !== '' && { caption }), ...shownAs(file) };
}

/** Documents show their name. */
const nameOf = (name: string | null) => clean(name ?? '').trim() || 'file';

function shownAs({ kind, mime }: { kind: string; mime: string }): MessageSendOptions {
  if (!shown.test(mime) || kind === 'document' || kind === 'other') return { sendMediaAsDocument: true };
  // Waves and a microphone need Opus.
  if (kind === 'voice' && /^audio\/(ogg|opus)/.test(mime)) return { sendAudioAsVoice: true };
  if (kind === 'animation' && mime.startsWith('video/')) return { sendVideoAsGif: true };
  return {};
}

const shown = /^(image\/(jpeg|png|webp)|video\/(mp4|3gpp)|audio\/(ogg|opus|mpeg|mp4|aac|amr))/;
