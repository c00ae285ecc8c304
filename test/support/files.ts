import { createHash } from 'node:crypto';
import type { Files } from '../../delivery/files.ts';
import type { Sweep } from '../../media/sweep.ts';

/** Files are nowhere to be read, only named. */
export const nowhere: Files = {
  carried: ({ id, kind, mime, name, size, sha256 }) => ({
    id,
    size,
    kind,
    mime,
    name,
    key: sha256.toString('hex'),
    read: () => Promise.reject(new Error('there are no bytes in this test')),
  }),
  linkTo: (id) => `https://homeroom.example/m/${id.slice(-4)}`,
};

/** A store whose files a test can read: by their keys. */
export function inMemory() {
  const files = new Map<string, string>();
  const keyOf = (communityId: string, bytes: Uint8Array) =>
    `${communityId}/${createHash('sha256').update(bytes).digest('hex')}`;
  return {
    files,
    keyOf,
    put: (communityId: string, bytes: Uint8Array) => {
      const key = keyOf(communityId, bytes);
      files.set(key, Buffer.from(bytes).toString());
      return Promise.resolve(key);
    },
    has: (key: string) => Promise.resolve(files.has(key)),
  };
}

/** Nothing is kept that could be swept. */
export const noSweep: Sweep = {
  takenBack: async () => undefined,
  unposted: async () => undefined,
  these: async () => undefined,
  arrived: async () => undefined,
};
