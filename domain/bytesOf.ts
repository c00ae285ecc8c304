import type { OutboundFile } from './channel.ts';
import { SendError } from './errors.ts';

/** @throws {SendError} where a file of ours cannot be read: then its provider was asked nothing */
export async function bytesOf(file: Pick<OutboundFile, 'read'>): Promise<Uint8Array<ArrayBuffer>> {
  return file.read().catch((cause: unknown) => {
    throw new SendError('unreachable', 'a file of ours cannot be read', {
      ours: true,
      isUnasked: true,
      cause,
    });
  });
}
