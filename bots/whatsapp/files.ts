import { z } from 'zod';
import { SendError } from '../../domain/errors.ts';
import { unasked } from './failure.ts';
import type { Graph } from './graph.ts';

/** A file that somebody sent, as Meta holds it. */
export interface HeldFile {
  /** As the sender's device claims it; not to be believed. */
  mime: string | null;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Fetches what people sent, by the id in `Said`. Meta keeps it for 7 days. */
export interface Files {
  /**
   * @param most what is larger is not read to its end
   * @throws {SendError} `rejected` where it is gone, too large, or somewhere it must not be; else as for a send
   */
  fetch(id: string, most: number): Promise<HeldFile>;
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media#get-media-url */
export function filesAt(graph: Graph, phoneNumberId: string): Files {
  return {
    async fetch(id, most) {
      if (!/^\d+$/.test(id)) throw new SendError('rejected', 'this is no id of a file at WhatsApp');
      const answer = await asked(graph.get(id, { phone_number_id: phoneNumberId }));
      const { success, data: file } = Located.safeParse(answer);
      if (!success) throw new SendError('unreachable', 'WhatsApp does not say where the file is');
      if ((file.file_size ?? 0) > most) throw tooLarge();
      if (!isMetas(file.url, graph.root))
        throw new SendError('rejected', 'WhatsApp names an address for the file that is not its own');
      const response = await asked(graph.bytes(file.url));
      return { mime: file.mime_type ?? null, bytes: await readUpTo(response, most) };
    },
  };
}

const Located = z.object({
  url: z.url(),
  mime_type: z.string().optional().catch(undefined),
  file_size: z.coerce.number().optional().catch(undefined),
});

const tooLarge = () => new SendError('rejected', 'the file is larger than we take');

const asked = <T>(question: Promise<T>) =>
  question.catch((error: SendError) => {
    throw unasked(error);
  });

/** Our token goes along: only to Meta's own hosts, or to where the API itself is (the Lab). */
function isMetas(address: string, root: string): boolean {
  const { protocol, hostname, origin } = new URL(address);
  if (origin === new URL(root).origin) return true;
  return protocol === 'https:' && /(^|\.)(fbsbx\.com|fbcdn\.net|facebook\.com|whatsapp\.net)$/.test(hostname);
}

/** Meta's word on the size is not counted on: a body may go on for ever. */
async function readUpTo(response: Response, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bodyOf(response)) {
    size += chunk.byteLength;
    if (size > most) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function* bodyOf({ body }: Response): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body ?? []) yield chunk;
  } catch (cause) {
    throw new SendError('unreachable', 'the file broke off on its way', { cause });
  }
}
