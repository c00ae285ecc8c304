import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NewId } from '../domain/id.ts';
import type { Files } from './store.ts';

/** A folder on this machine's disk, nobody else's. Several servers may share it where the disk is shared. */
export async function openFolder(url: string, newId: NewId): Promise<Files> {
  const { FileStorage } = await import('@flystorage/file-storage');
  const { LocalStorageAdapter } = await import('@flystorage/local-fs');
  const folder = url.startsWith('file://') ? fileURLToPath(url) : path.resolve(url.slice('file:'.length));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const visibility = { visibility: 'private', directoryVisibility: 'private' };
  const storage = new FileStorage(new LocalStorageAdapter(folder), undefined, { visibility });
  return {
    storage,
    async write(key, bytes) {
      const part = `${key}.${newId()}.part`;
      // flystorage writes in place: a crash would leave half a file under a name that promises the whole.
      await storage.write(part, bytes, visibility);
      await flush(path.join(folder, part));
      await storage.moveFile(part, key, { retainVisibility: false });
    },
  };
}

/** The row says "ready" for good: by then the file must outlive a loss of power. */
async function flush(file: string): Promise<void> {
  const handle = await open(file);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
