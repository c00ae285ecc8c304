import { accessSync, constants, existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { type Check, type Finding, fine, hint, wrong } from './finding.ts';

/** Less is soon full of photos. */
const littleBytes = 1024 ** 3;

/** Whether DATA_DIR can be written to, and has room. */
export function dataDirCheck(dataDir: string, { isEmbedded }: { isEmbedded: boolean }): Check {
  return {
    part: 'Database',
    asked: 'DATA_DIR',
    async look() {
      const there = nearest(path.resolve(dataDir));
      if (!isWritable(there))
        return [wrong('This account may not write into DATA_DIR: give it the folder, or name another one.')];
      const { bavail, bsize } = await statfs(there);
      return [...about(isEmbedded), ...aboutRoom(bavail * bsize)];
    },
  };
}

function about(isEmbedded: boolean): Finding[] {
  return isEmbedded ? [fine('The embedded database is used, in DATA_DIR: back that up.')] : [];
}

function aboutRoom(freeBytes: number): Finding[] {
  if (freeBytes >= littleBytes) return [];
  return [hint(`There are ${Math.floor(freeBytes / 1024 ** 2)} MB left for DATA_DIR: make room.`)];
}

/** It will be made at the first start, in the nearest folder that is there. */
function nearest(folder: string): string {
  return existsSync(folder) || path.dirname(folder) === folder ? folder : nearest(path.dirname(folder));
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
