import type { Client } from 'whatsapp-web.js';
import type { Clock } from '../../domain/clock.ts';
import { SendError } from '../../domain/errors.ts';
import { notConnected, repeatable } from './failure.ts';
import { inTime } from './inTime.ts';

/** A file that somebody sent, as WhatsApp Web holds it. */
export interface HeldFile {
  /** As the sender's device claims it; not to be believed. */
  mime: string | null;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Fetches what people sent, by the id in `Said`: through the browser, which alone can decrypt it. */
export interface Files {
  /**
   * @param most in bytes; what says that it is larger is not fetched
   * @throws {SendError} `rejected` where it is gone or too large; else as for a send
   */
  fetch(id: string, most: number): Promise<HeldFile>;
}

/** @param client who is connected just now */
export function filesThrough(client: () => Client | null, clock: Clock): Files {
  return {
    async fetch(id, most) {
      if (!isKey.test(id)) throw new SendError('rejected', 'this is no id of a file on WhatsApp Web');
      const connected = client();
      if (!connected) throw notConnected();
      try {
        return await inTime(clock, longestMs, download(connected, id, most));
      } catch (error) {
        throw repeatable(error);
      }
    },
  };
}

/** How long WhatsApp may take over a large file on a slow line. */
const longestMs = 300_000;

const isKey = /^(true|false)_[\d-]+@(c\.us|lid|g\.us)_[\w-]{1,100}(_\d+@(c\.us|lid))?$/;

async function download(client: Client, id: string, most: number): Promise<HeldFile> {
  const message = await client.getMessageById(id);
  const { size } = (message?.rawData ?? {}) as { size?: unknown };
  if (typeof size === 'number' && size > most) throw tooLarge();
  const media = await message?.downloadMedia();
  if (!media) throw new SendError('rejected', 'WhatsApp no longer has the file');
  const bytes = Buffer.from(media.data, 'base64');
  if (bytes.byteLength > most) throw tooLarge();
  return { mime: media.mimetype || null, bytes };
}

const tooLarge = () => new SendError('rejected', 'the file is larger than we take');
