import { statfsSync } from 'node:fs';

const mebibyte = 1024 * 1024;

/** What a new database takes (40 MB) and a little; a running one needs a segment of its write-ahead log. */
export const room = { toMake: 64 * mebibyte, toRun: 16 * mebibyte };

/** Asked when something failed: PostgreSQL words a full disk in many ways, or has no room left to say it. */
export function isDiskFull(folder: string, neededBytes: number): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < neededBytes;
}
