import { z } from 'zod';
import type { SaidFile } from '../../domain/channel.ts';
import { clean } from './clean.ts';

const file = z.looseObject({
  file_id: z.string().min(1),
  mime_type: z.string().optional().catch(undefined),
  file_name: z.string().optional().catch(undefined),
  file_size: z.number().optional().catch(undefined),
});

const photo = z.array(file.extend({ width: z.number(), height: z.number() }));
const livePhoto = z.looseObject({ photo });
const sticker = file.extend({ is_animated: z.boolean().optional(), thumbnail: file.optional() });

/**
 * The file in a message's media field, or null where it holds none (a location) or it is malformed. Of a photo the
 * largest size: Telegram makes several, and the small ones are for lists.
 */
export function fileIn(field: string, content: unknown): SaidFile | null {
  switch (field) {
    case 'photo':
      return largest(photo.safeParse(content).data);
    case 'live_photo':
      return largest(livePhoto.safeParse(content).data?.photo);
    case 'sticker':
      return stickerFile(sticker.safeParse(content).data);
    default:
      return said(file.safeParse(content).data);
  }
}

function largest(sizes: z.infer<typeof photo> = []): SaidFile | null {
  const [first] = sizes.toSorted((a, b) => b.width * b.height - a.width * a.height);
  return said(first);
}

/** An animated sticker is a drawing that only Telegram plays (TGS, packed Lottie): others see its still picture. */
const stickerFile = (given: z.infer<typeof sticker> | undefined) =>
  said(given?.is_animated ? given.thumbnail : given);

function said(given: z.infer<typeof file> | undefined): SaidFile | null {
  if (!given) return null;
  const { file_id, mime_type, file_name, file_size } = given;
  return {
    id: file_id,
    mime: mime_type === undefined ? null : clean(mime_type),
    name: file_name === undefined ? null : clean(file_name),
    size: file_size ?? null,
  };
}
