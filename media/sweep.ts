import type { Engine as Sql } from '../db/client.ts';
import {
  deleteMedia,
  findFetching,
  findTakenBack,
  findUnposted,
  isShared,
  lockStored,
  lockUnused,
  type UnusedMedia,
} from '../db/unusedMedia.ts';
import type { Log } from '../domain/log.ts';
import type { ArrivedFiles } from './arrived.ts';
import type { MediaStore } from './store.ts';

export interface SweepDeps {
  sql: Sql;
  store: Pick<MediaStore, 'remove'>;
  arrived: Pick<ArrivedFiles, 'sweep'>;
  openFileId(sealed: Buffer): string;
  log: Log;
}

/** Takes away what the store keeps for nobody; whatever is left is found the next time. */
export interface Sweep {
  /** Files of messages that were taken back. */
  takenBack(): Promise<void>;
  /** Files that came before a moment and became part of no message. */
  unposted(before: Date): Promise<void>;
  /** Files that belong to no message, whenever they came. */
  these(files: UnusedMedia[]): Promise<void>;
  /** Bytes that came before a moment with something that was never handled, or were uploaded and not sent. */
  arrived(before: Date): Promise<void>;
}

/** In one turn; the next one comes soon. */
const atOnce = 200;

export function sweeping(deps: SweepDeps): Sweep {
  const { sql, log } = deps;
  const all = async (files: UnusedMedia[]) => {
    for (const file of files) {
      // One that cannot be deleted must not keep the others.
      await drop(deps, file).catch((error: unknown) =>
        log.warn({ media: file.id, err: error }, 'a file that nobody sees any more stays for now'),
      );
    }
  };
  return {
    takenBack: async () => all(await findTakenBack(sql, atOnce)),
    unposted: async (before) => all(await findUnposted(sql, { before, limit: atOnce })),
    these: all,
    async arrived(before) {
      const wanted = (await findFetching(sql)).map(deps.openFileId);
      const count = await deps.arrived.sweep(before, (start) => wanted.some((id) => id.startsWith(start)));
      if (count > 0) log.info({ files: count }, 'files that nobody came for are deleted');
    },
  };
}

/**
 * The bytes first, then the row: a crash in between leaves a row, which the next sweep finds. The store is asked within
 * the transaction, as nowhere else: it holds nothing but this one file, and whoever stores the same content anew at this moment must either
 * be seen here, or see that it is gone.
 */
async function drop({ sql, store, log }: SweepDeps, file: UnusedMedia): Promise<void> {
  const { id, storageKey } = file;
  await sql.begin(async (tx) => {
    if (storageKey) await lockStored(tx, storageKey);
    if (!(await lockUnused(tx, id))) return;
    if (storageKey && !(await isShared(tx, file))) await store.remove(storageKey);
    await deleteMedia(tx, id);
    log.info({ media: id }, 'a file that nobody sees any more is deleted');
  });
}
