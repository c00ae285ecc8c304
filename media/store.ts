import { createHash } from 'node:crypto';
import type { FileStorage } from '@flystorage/file-storage';
import type { NewId } from '../domain/id.ts';
import { type BucketOptions, openBucket } from './bucket.ts';
import { openFolder } from './folder.ts';

/** Seals a file before it leaves the process; `place` binds it to the name it is stored under. */
export interface FileSeal {
  sealFile(bytes: Uint8Array, place: string): Buffer;
  openFile(sealed: Uint8Array, place: string): Buffer;
}

/** Where files lie: by their content, sealed, each community's apart. */
export interface MediaStore {
  /** Stores a file and returns its key: the same for the same bytes of the same community. Whole or not at all. */
  put(communityId: string, bytes: Uint8Array): Promise<string>;
  /** Under which key `put` stores these bytes. */
  keyOf(communityId: string, bytes: Uint8Array): string;
  /** @throws {CannotOpen} for a file that was changed or exchanged for another */
  read(key: string): Promise<Uint8Array<ArrayBuffer>>;
  /** No error where there is none. */
  remove(key: string): Promise<void>;
  has(key: string): Promise<boolean>;
  /** The names of the folders right below one. */
  foldersIn(folder: string): Promise<string[]>;
  /** A folder with all that is in it; no error where there is none. */
  removeFolder(folder: string): Promise<void>;
}

/** A place for files: the library's storage, and a way to write into it that shows nobody half a file. */
export interface Files {
  storage: FileStorage;
  write(key: string, bytes: Buffer): Promise<void>;
}

export interface StoreOptions {
  seal: FileSeal;
  newId: NewId;
  bucket?: BucketOptions;
}

/**
 * Opens the store that MEDIA_URL names.
 * @param url `file:///var/lib/homeroom/media`, `file:data/media` (below the working folder), `s3://bucket` or
 *   `s3://bucket/some/prefix`
 * @throws {Error} with a sentence for the operator for any other
 */
export async function openStore(
  url: string,
  { seal, newId, bucket = {} }: StoreOptions,
): Promise<MediaStore> {
  if (url.startsWith('file:')) return sealed(await openFolder(url, newId), seal);
  const [, name, prefix = ''] = /^s3:(?:\/\/)?([a-z0-9.-]{3,63})(?:\/(.*))?$/.exec(url) ?? [];
  if (!name) throw new Error('MEDIA_URL must be like file:///folder or s3://bucket or s3://bucket/prefix.');
  return sealed(await openBucket({ name, prefix }, bucket), seal);
}

function sealed({ storage, write }: Files, { sealFile, openFile }: FileSeal): MediaStore {
  return {
    async put(communityId, bytes) {
      const key = keyOf(communityId, bytes);
      if (!(await storage.fileExists(key))) await write(key, sealFile(bytes, key));
      return key;
    },
    keyOf,
    read: async (key) => new Uint8Array(openFile(await storage.readToUint8Array(key), key)),
    remove: (key) => storage.deleteFile(key),
    has: (key) => storage.fileExists(key),
    async foldersIn(folder) {
      if (!(await storage.directoryExists(folder))) return [];
      const entries = await storage.list(folder).toArray();
      return entries.flatMap(({ isDirectory, path }) => (isDirectory ? [path.split('/').at(-1)!] : []));
    },
    removeFolder: (folder) => storage.deleteDirectory(folder),
  };
}

/** Two letters of folder in between: some file systems are slow with a hundred thousand files in one. */
function keyOf(communityId: string, bytes: Uint8Array): string {
  const hash = createHash('sha256').update(bytes).digest('hex');
  return `${communityId}/${hash.slice(0, 2)}/${hash}`;
}
