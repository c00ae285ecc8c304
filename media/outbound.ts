import type { StoredFile } from '../db/media.ts';
import type { FileKind } from '../domain/media.ts';
import type { MediaStore } from './store.ts';

/** A file as channels take it: read only where the channel does not have it yet. */
export interface CarriedFile {
  kind: FileKind;
  /** The same for the same bytes. */
  key: string;
  mime: string;
  name: string;
  /** How large it is, in bytes: some channels take less than others. */
  size: number;
  /** The id of its row. */
  id: string;
  /** In pixels, of a picture. */
  width: number | null;
  height: number | null;
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

/** Hands a stored file to a channel. */
export function carriedFile(file: StoredFile & { id: string }, store: Pick<MediaStore, 'read'>): CarriedFile {
  const { id, kind, mime, name, size, width, height, sha256, storageKey } = file;
  return {
    id,
    kind,
    mime,
    name,
    size,
    width,
    height,
    key: sha256.toString('hex'),
    read: () => store.read(storageKey),
  };
}
