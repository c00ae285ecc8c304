import type { Message, PhotoSize } from 'grammy/types';
import type { OutboundFile } from '../../domain/channel.ts';

/** How Telegram shows a file; the name of its field in a message. */
export type Shape = 'photo' | 'video' | 'animation' | 'voice' | 'audio' | 'document';

/** The types that are taken for more than a document (https://core.telegram.org/bots/api#sendvideo, #sendvoice, ...). */
const types: Record<Exclude<Shape, 'document'>, RegExp> = {
  photo: /^image\/(jpeg|png|webp)$/,
  video: /^video\/mp4$/,
  animation: /^(image\/gif|video\/mp4)$/,
  voice: /^audio\/(ogg|opus|mpeg|mp4)$/,
  audio: /^audio\/(mpeg|mp4)$/,
};

/** As what a file is sent. A sticker is a photo: those of Telegram are of formats of its own. */
export function shapeOf({ kind, mime }: Pick<OutboundFile, 'kind' | 'mime'>): Shape {
  const shape = kind === 'sticker' ? 'photo' : kind;
  if (!isShown(shape)) return 'document';
  return types[shape].test(mime.split(';')[0]!.trim().toLowerCase()) ? shape : 'document';
}

const isShown = (kind: string): kind is keyof typeof types => Object.hasOwn(types, kind);

/** A larger photo is refused (https://core.telegram.org/bots/api#sending-files); any other file may have 50 MB. */
export const maxPhotoBytes = 10 * 1024 * 1024;

/** A file as Telegram has it: its id can be sent again in this shape and in no other. */
export interface Held {
  shape: Shape;
  id: string;
}

/** Telegram may make of a file what it thinks best: an animation with sound becomes a film. */
export function heldIn(message: Message): Held | null {
  const held = inOrder
    .map((shape) => ({ shape, id: idOf(message[shape]) }))
    .find(({ id }) => id !== undefined);
  return (held as Held | undefined) ?? null;
}

/** An animation also comes as a document. */
const inOrder = ['animation', 'photo', 'video', 'voice', 'audio', 'document'] as const;

const idOf = (file: { file_id: string } | PhotoSize[] | undefined) =>
  Array.isArray(file) ? file.at(-1)?.file_id : file?.file_id;
