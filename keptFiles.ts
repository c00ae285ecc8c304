import path from 'node:path';
import type { Config } from './config.ts';
import type { StoredFile } from './db/media.ts';
import type { Files } from './delivery/files.ts';
import type { Foundation } from './foundation.ts';
import { type ArrivedFiles, arrivedFiles } from './media/arrived.ts';
import { type MediaLinks, mediaLinks } from './media/links.ts';
import { carriedFile } from './media/outbound.ts';
import { type MediaStore, openStore } from './media/store.ts';

/** The files people send: where they lie, and how they go out again. */
export interface KeptFiles {
  store: MediaStore;
  /** Where the bytes wait that come along with a message. */
  arrived: ArrivedFiles;
  links: MediaLinks;
  outgoing: Files;
  openFileId(sealed: Buffer): string;
}

/** Opens the place where files lie; `url` is the address under which links lead to them. */
export async function openKeptFiles(
  { vault, keys, newId, clock, dataDir }: Foundation,
  { media, url }: { media: Config['media']; url: string },
): Promise<KeptFiles> {
  const place = media.url ?? `file:${path.resolve(dataDir, 'media')}`;
  const store = await openStore(place, { seal: vault, newId, bucket: media });
  const links = mediaLinks(url, keys.signer('media'));
  return {
    store,
    arrived: arrivedFiles(store, newId),
    links,
    outgoing: {
      carried: (file: StoredFile & { id: string }) => carriedFile(file, store),
      linkTo: (id: string) => links.linkTo(id, clock.now()),
    },
    openFileId: (sealed) => vault.openJson(sealed) as string,
  };
}
