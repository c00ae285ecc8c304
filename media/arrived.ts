import { firstIdOf, type NewId } from '../domain/id.ts';
import { type FileSource, MediaRefused } from '../domain/media.ts';
import type { MediaStore } from './store.ts';

/** Files whose bytes came along with the message (an attachment of a mail, an upload), until they are looked into. */
export interface ArrivedFiles extends FileSource {
  /** Keeps the bytes before the event is answered; the id is what they are fetched by, as from any provider. */
  keep(bytes: Uint8Array): Promise<string>;
  /**
   * Forgets what arrived before that moment and nobody came for. By the ids, which tell our own clock's time.
   * @param isWanted whether something is still to be fetched, by the beginning of its id
   */
  sweep(before: Date, isWanted: (start: string) => boolean): Promise<number>;
}

/** Not a community's yet: whose message it belongs to is not known when it arrives. */
const place = 'arrived/';

/**
 * The waiting room of a store: what is not looked into yet lies sealed and shared by all servers as well. The same file
 * twice is two here, as one of them is forgotten first.
 */
export function arrivedFiles(store: MediaStore, newId: NewId): ArrivedFiles {
  return {
    keep: (bytes) => store.put(place + newId(), bytes),
    async download({ id }, { maxBytes }) {
      if (!id.startsWith(place)) throw new MediaRefused('gone', 'not a file that arrived here');
      const bytes = await store.read(id);
      if (bytes.length > maxBytes) throw new MediaRefused('tooLarge', `${bytes.length} bytes arrived`);
      return bytes;
    },
    forget: (id) => store.remove(id),
    async sweep(before, isWanted) {
      const ids = (await store.foldersIn('arrived')).filter((id) => id < firstIdOf(before));
      const old = ids.filter((id) => !isWanted(place + id));
      for (const id of old) await store.removeFolder(place + id);
      return old.length;
    },
  };
}
