import { constants } from 'node:fs';
import {
  chmod,
  chown,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readlink,
  symlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import type postgres from 'postgres';

/**
 * What is made anew by a start, or is the log, which is copied at the end
 * (https://www.postgresql.org/docs/15/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP-DATA).
 */
const notCopied = new Set([
  'postmaster.pid',
  'postmaster.opts',
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);

/**
 * Copies a database that is in use, as pg_basebackup would: its files as they are, and the log that was written meanwhile,
 * by which the next start makes them fit together. The embedded database comes without that program.
 * @param sql of a superuser, one connection
 * @param from its data directory
 * @param to a folder that does not exist
 */
export async function copyDatabase(sql: postgres.Sql, from: string, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  // A slot of this connection's own keeps the log from being taken away while we copy.
  await sql`select pg_create_physical_replication_slot('homeroom_copy', true, true)`;
  await sql`select pg_backup_start('homeroom copy', true)`;
  await copyTree(from, to, (name) => !notCopied.has(name));
  // What is not copied must be there all the same.
  for (const name of notCopied)
    if (!name.startsWith('postmaster')) await makeLike(path.join(from, name), path.join(to, name));
  const [stopped] = await sql<{ labelfile: string; spcmapfile: string }[]>`
    select labelfile, spcmapfile from pg_backup_stop(false)`;
  await copyTree(path.join(from, 'pg_wal'), path.join(to, 'pg_wal'), () => true);
  await writeLike(path.join(from, 'PG_VERSION'), path.join(to, 'backup_label'), stopped!.labelfile);
  if (stopped!.spcmapfile.trim() !== '')
    throw new Error('The database has tablespaces, which a copy of its folder does not hold.');
}

/** A folder with all below it, owners and modes too; what goes away meanwhile was not needed. */
export async function copyTree(from: string, to: string, isWanted: (name: string) => boolean): Promise<void> {
  await makeLike(from, to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (!isWanted(entry.name)) continue;
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    // Below the first level every name is Postgres' own.
    if (entry.isDirectory()) await copyTree(source, target, () => true).catch(unlessGone);
    else if (entry.isFile()) await copyOne(source, target).catch(unlessGone);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
  }
}

async function copyOne(from: string, to: string): Promise<void> {
  // By reference where the disk can do that, which takes no time and no room.
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  await own(from, to);
}

async function makeLike(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await own(from, to);
}

async function writeLike(like: string, file: string, content: string): Promise<void> {
  await writeFile(file, content);
  await own(like, file);
}

async function own(like: string, file: string): Promise<void> {
  const { uid, gid, mode } = await lstat(like);
  if (process.getuid?.() === 0) await chown(file, uid, gid);
  await chmod(file, mode & 0o7777);
}

function unlessGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
