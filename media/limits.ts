import type { FileKind } from '../domain/media.ts';

const megabyte = 1024 * 1024;

/**
 * The most bytes a file of each kind may have when it comes in. Telegram hands bots at most 20 MB
 * (https://core.telegram.org/bots/api#getfile); WhatsApp takes 16 MB of video and sound
 * (https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media): what is larger could be received and
 * not carried.
 */
export const maxBytesOf: Record<FileKind, number> = {
  photo: 20 * megabyte,
  video: 16 * megabyte,
  voice: 16 * megabyte,
  audio: 16 * megabyte,
  document: 20 * megabyte,
  sticker: megabyte,
  animation: 16 * megabyte,
};

/** The most that is ever fetched: what is in it may be of another kind than was said. */
export const maxBytes = Math.max(...Object.values(maxBytesOf));

/** The most a photo has when it goes out: WhatsApp's limit for images, the smallest of all. */
export const maxPhotoBytes = 5 * megabyte;

/**
 * The most pixels a photo may have, all its frames together: phones make 50 million. Decoded it needs 4 bytes for each,
 * so that this is 256 MB at worst, and a bomb of 65,000 by 65,000 would be 17 GB.
 */
export const maxPixels = 64_000_000;

/** The longer side of a photo on its way out: sharper than any phone's screen. */
export const maxPhotoSide = 2_560;
