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

/** Nothing is kept that could be swept. */
export const noSweep: Sweep = {
  takenBack: async () => undefined,
  unposted: async () => undefined,
  arrived: async () => undefined,
};
