import type { OutboundFile } from '../../domain/channel.ts';

/** How WhatsApp shows a file. */
export interface MediaType {
  type: 'image' | 'video' | 'audio' | 'sticker' | 'document';
  hasCaption: boolean;
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media#supported-media-types */
const types: Record<string, MediaType['type']> = {
  'image/jpeg': 'image',
  'image/png': 'image',
  'image/webp': 'sticker',
  'video/mp4': 'video',
  'video/3gpp': 'video',
  'audio/aac': 'audio',
  'audio/amr': 'audio',
  'audio/mp4': 'audio',
  'audio/mpeg': 'audio',
  'audio/ogg': 'audio',
  'audio/opus': 'audio',
};

/** What is neither picture, film nor sound of a kind that WhatsApp plays is a document, and so is what was sent as one. */
export function mediaTypeOf({ kind, mime }: Pick<OutboundFile, 'kind' | 'mime'>): MediaType {
  const known = kind === 'document' ? undefined : types[mime.split(';')[0]!.trim().toLowerCase()];
  const type = known ?? 'document';
  return { type, hasCaption: type !== 'audio' && type !== 'sticker' };
}
