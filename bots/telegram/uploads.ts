import { InputFile } from 'grammy';
import type { Message } from 'grammy/types';
import { bytesOf } from '../../domain/bytesOf.ts';
import type { OutboundFile } from '../../domain/channel.ts';
import { BoundedMap } from './bounded.ts';
import { clean } from './clean.ts';
import { isUnknownFile, isUnshowable, isUnwelcome } from './failure.ts';
import { type Held, heldIn, maxPhotoBytes, type Shape, shapeOf } from './shape.ts';

/** Sends a file as `shape`: its bytes, or the id by which Telegram has them. */
export type SendFile<T> = (shape: Shape, media: InputFile | string) => Promise<T>;

/** Files that are with Telegram already, so that a post with a photo to a whole class is uploaded once. */
export interface Uploads {
  /** Sends a file as what it is, or as a document where Telegram or its reader will not have it so. */
  carry<T extends { value: Message }>(file: OutboundFile, send: SendFile<T>): Promise<T>;
}

export function telegramUploads(): Uploads {
  // How Telegram has a file, or will have it in a moment: null where its upload failed. An id lasts for ever.
  const known = new BoundedMap<string, Promise<Held | null>>(1_000);
  return {
    async carry(file, send) {
      const shape = shapeOf(file);
      try {
        return await carryAs(known, { shape, file, send });
      } catch (error) {
        if (shape === 'document' || !isUnwelcome(error)) throw error;
        return carryAs(known, { shape: 'document', file, send });
      }
    },
  };
}

interface Carrying<T> {
  shape: Shape;
  file: OutboundFile;
  send: SendFile<T>;
}

/** Whoever comes while it is being uploaded waits; where that failed, the next one uploads. */
async function carryAs<T extends { value: Message }>(
  known: Map<string, Promise<Held | null>>,
  carrying: Carrying<T>,
): Promise<T> {
  const key = `${carrying.shape} ${carrying.file.key}`;
  for (let upload = known.get(key); upload; upload = known.get(key)) {
    const held = await upload;
    if (!held) continue;
    try {
      return await carrying.send(held.shape, held.id);
    } catch (error) {
      if (!isUnknownFile(error)) throw error;
      if (known.get(key) === upload) known.delete(key);
    }
  }
  const sending = upload(carrying);
  const held = sending.then(
    ({ value }) => heldIn(value),
    () => null,
  );
  known.set(key, held);
  // Before any of those who wait looks again.
  void held.then((one) => !one && known.get(key) === held && known.delete(key));
  return sending;
}

/** As a document where Telegram cannot show it: a photo of odd proportions, an MP4 without a picture. */
async function upload<T>({ shape, file, send }: Carrying<T>): Promise<T> {
  const bytes = await bytesOf(file);
  const media = new InputFile(bytes, quoted(file.name ?? file.kind));
  const fitting = shape === 'photo' && bytes.length > maxPhotoBytes ? 'document' : shape;
  try {
    return await send(fitting, media);
  } catch (error) {
    if (fitting === 'document' || !isUnshowable(error)) throw error;
    return send('document', media);
  }
}

/** grammY writes names into the head of the form as they are: an unquoted one ends at its first semicolon. */
const quoted = (name: string) => `"${clean(name).replace(/[\p{Cc}"\\]/gu, '_')}"`;
