import { z } from 'zod';
import { bytesOf } from '../../domain/bytesOf.ts';
import type { OutboundFile } from '../../domain/channel.ts';
import type { Clock } from '../../domain/clock.ts';
import { SendError } from '../../domain/errors.ts';
import { BoundedMap } from './bounded.ts';
import { unasked } from './failure.ts';
import type { Graph } from './graph.ts';

/** Meta keeps an upload 30 days (…/business-phone-numbers/media); one that ends while it is used would be refused. */
const keptMs = 29 * 24 * 3_600_000;

/** Files that are with Meta already, so that a post with a photo to a whole class is uploaded once. */
export interface Uploads {
  /** Meta's id of the file. @throws {SendError} never `uncertain`: an upload that is lost has sent nothing */
  idOf(file: OutboundFile): Promise<{ id: string; isFresh: boolean }>;
  /** Meta does not know the id any more. */
  forget(file: OutboundFile): void;
}

export function uploadsTo(
  graph: Graph,
  { phoneNumberId, clock }: { phoneNumberId: string; clock: Clock },
): Uploads {
  const known = new BoundedMap<string, { id: Promise<string>; until: number }>(1_000);
  return {
    async idOf(file) {
      const now = clock.now().getTime();
      const before = known.get(file.key);
      if (before && before.until > now) return { id: await before.id, isFresh: false };
      const id = upload(graph, phoneNumberId, file);
      known.set(file.key, { id, until: now + keptMs });
      // Those who wait for the same upload hear of its failure too; the next one tries again.
      id.catch(() => known.delete(file.key));
      return { id: await id, isFresh: true };
    },
    forget: (file) => void known.delete(file.key),
  };
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media#upload-media */
async function upload(graph: Graph, phoneNumberId: string, file: OutboundFile): Promise<string> {
  const bytes = await bytesOf(file);
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', file.mime);
  form.set('file', new Blob([bytes], { type: file.mime }), file.name ?? 'file');
  const answer = await graph.post(`${phoneNumberId}/media`, form).catch((error: SendError) => {
    throw unasked(error);
  });
  const read = Uploaded.safeParse(answer);
  if (read.success) return read.data.id;
  throw new SendError('unreachable', 'WhatsApp gave no id for a file');
}

const Uploaded = z.object({ id: z.string().min(1) });
