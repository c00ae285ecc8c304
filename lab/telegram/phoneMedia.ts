import { storeFile } from './files.ts';
import { imageSize } from './imageSize.ts';
import type { FileReference, Message } from './shapes.ts';
import type { World } from './world.ts';

/** What people send that is neither text nor contact; `bytes` may be left out where only the kind matters. */
export interface Media {
  kind: 'photo' | 'sticker' | 'voice' | 'document' | 'video' | 'audio' | 'animation';
  bytes?: Buffer;
  fileName?: string;
  caption?: string;
}

/** The fields of a message that carries the media, with its file kept for `getFile`. */
export function mediaMessage(world: World, botId: number, media: Media): Partial<Message> {
  const caption = media.caption ? { caption: media.caption } : {};
  const file = keep(world, botId, media);
  if (media.kind === 'photo') return { photo: [file], ...caption };
  return { [media.kind]: file, ...(media.kind === 'sticker' ? {} : caption) };
}

function keep(world: World, botId: number, media: Media): FileReference {
  const { kind, bytes = Buffer.from(`a ${media.kind}`) } = media;
  const { extension, detail } = KINDS[kind];
  const size = kind === 'photo' ? (imageSize(bytes) ?? {}) : {};
  const name = media.fileName ? { file_name: media.fileName } : {};
  return storeFile(world, botId, { kind, bytes, extension, detail: { ...detail, ...size, ...name } });
}

const KINDS: Record<Media['kind'], { extension: string; detail: Record<string, unknown> }> = {
  photo: { extension: 'jpg', detail: { width: 800, height: 600 } },
  sticker: {
    extension: 'webp',
    detail: { type: 'regular', width: 512, height: 512, is_animated: false, is_video: false, emoji: '👋' },
  },
  voice: { extension: 'oga', detail: { duration: 3, mime_type: 'audio/ogg' } },
  document: { extension: 'pdf', detail: { file_name: 'paper.pdf', mime_type: 'application/pdf' } },
  video: { extension: 'mp4', detail: { width: 640, height: 360, duration: 5, mime_type: 'video/mp4' } },
  audio: { extension: 'mp3', detail: { duration: 5, mime_type: 'audio/mpeg' } },
  animation: { extension: 'mp4', detail: { width: 320, height: 240, duration: 2, mime_type: 'video/mp4' } },
};
