import { text } from './arguments.ts';
import { givenFile, referenceTo, storeFile } from './files.ts';
import { MAX_CAPTION, readFormatted } from './formatted.ts';
import { imageSize } from './imageSize.ts';
import type { Context, Method } from './method.ts';
import type { Upload } from './params.ts';
import { badRequest } from './refusal.ts';
import { deliver } from './sendMessage.ts';
import type { FileReference, Message } from './shapes.ts';

/** A photo comes back as a list of its sizes (https://core.telegram.org/bots/api#sendphoto). */
export const sendPhoto: Method = (context) => {
  const photo = readMedia(context, 'photo');
  return deliver(context, { photo: [photo], ...readCaption(context) });
};

/** Every other kind of file is one object under its own name (https://core.telegram.org/bots/api#senddocument). */
export const sendFileAs =
  (kind: string): Method =>
  (context) => {
    const file = readMedia(context, kind);
    // "For backward compatibility" (https://core.telegram.org/bots/api#message).
    const asDocument = kind === 'animation' ? { document: documentOf(file) } : {};
    return deliver(context, {
      [kind]: file,
      ...asDocument,
      ...(kind === 'sticker' ? {} : readCaption(context)),
    });
  };

function documentOf({ file_id, file_unique_id, file_size, file_name, mime_type }: FileReference) {
  return { file_id, file_unique_id, file_size, file_name, mime_type } as FileReference;
}

function readCaption({ call }: Context): Partial<Message> {
  const caption = readFormatted(call, 'caption');
  if (caption.text.length > MAX_CAPTION) throw badRequest('message caption is too long');
  return {
    ...(caption.text && { caption: caption.text }),
    ...(caption.entities.length > 0 && { caption_entities: caption.entities }),
  };
}

function readMedia(context: Context, kind: string): FileReference {
  const given = givenFile(context, kind);
  if ('file' in given) {
    if (given.file.kind !== kind)
      throw badRequest(`can't use file of type ${TYPES[given.file.kind]} as ${TYPES[kind]}`);
    return referenceTo(given.file);
  }
  const { upload } = given;
  const detail = detailOf(context, { kind, upload });
  const extension = /\.(\w{1,8})$/.exec(upload.name)?.[1] ?? EXTENSIONS[kind] ?? 'bin';
  return storeFile(context.world, context.bot.user.id, { kind, bytes: upload.bytes, detail, extension });
}

const TYPES: Record<string, string> = {
  photo: 'Photo',
  document: 'Document',
  voice: 'VoiceNote',
  audio: 'Audio',
  video: 'Video',
  video_note: 'VideoNote',
  animation: 'Animation',
  sticker: 'Sticker',
};

const EXTENSIONS: Record<string, string> = {
  photo: 'jpg',
  voice: 'oga',
  audio: 'mp3',
  video: 'mp4',
  sticker: 'webp',
};

function detailOf({ call }: Context, of: { kind: string; upload: Upload }): Record<string, unknown> {
  const { kind, upload } = of;
  const mime_type = typeOf(upload);
  const duration = Number(text(call, 'duration')) || 0;
  const size = { width: Number(text(call, 'width')) || 320, height: Number(text(call, 'height')) || 240 };
  switch (kind) {
    case 'photo':
      return photoDetail(upload);
    case 'document':
      return { file_name: upload.name, mime_type };
    case 'voice':
      return { duration, mime_type: 'audio/ogg' };
    case 'sticker':
      return { type: 'regular', width: 512, height: 512, is_animated: false, is_video: false };
    case 'video_note':
      return { duration, length: Number(text(call, 'length')) || 240 };
    case 'audio':
      return { duration, file_name: upload.name, mime_type };
    default:
      return { ...size, duration, file_name: upload.name, mime_type };
  }
}

/** Clients often say no more than that it is bytes. */
function typeOf({ name, type }: Upload): string {
  if (type && type !== 'application/octet-stream') return type;
  return BY_ENDING[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

const BY_ENDING: Record<string, string> = {
  gif: 'image/gif',
  jpg: 'image/jpeg',
  png: 'image/png',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  pdf: 'application/pdf',
  txt: 'text/plain',
};

const MAX_PHOTO = 10 * 1024 * 1024;

/** What is no picture is refused, as Telegram's servers refuse it, and what is too large, too wide or too long. */
function photoDetail({ bytes }: Upload): Record<string, unknown> {
  if (bytes.length > MAX_PHOTO) {
    throw badRequest(
      `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${MAX_PHOTO} bytes`,
    );
  }
  const size = imageSize(bytes);
  if (!size) throw badRequest('IMAGE_PROCESS_FAILED');
  const { width, height } = size;
  const proportion = Math.max(width, height) / Math.max(1, Math.min(width, height));
  if (width + height > 10_000 || proportion > 20) throw badRequest('PHOTO_INVALID_DIMENSIONS');
  return { ...size };
}
