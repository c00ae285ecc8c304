import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What a running PostgreSQL says of itself in `postmaster.pid`, line by line
 * (https://www.postgresql.org/docs/18/storage-file-layout.html, and src/include/utils/pidfile.h).
 */
export interface Postmaster {
  pid: number;
  port: number;
  isReady: boolean;
}

/** The server of this data directory, also one that outlived a killed Node; `undefined` where none is running. */
export function findPostmaster(data: string): Postmaster | undefined {
  const lines = pidFile(data)?.split('\n');
  const pid = Number(lines?.[0]);
  if (!lines || !(pid > 0) || !isAlive(pid) || !serves(pid, data)) return undefined;
  return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
}

/** Whether there is such a process, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * After a crash of the machine the number in the file may by now belong to another program, and PostgreSQL, asking only
 * whether it is alive, would refuse to start. It takes the number of its own parent for stale (CreateLockFile in
 * src/backend/utils/init/miscinit.c), so that is written in: its second check, on the shared memory named further
 * down in the file, stays in force, as it would not if the file were deleted.
 */
export function disownStalePidFile(data: string): void {
  const text = pidFile(data);
  if (text === undefined || findPostmaster(data)) return;
  writeFileSync(path.join(data, 'postmaster.pid'), text.replace(/^.*/, String(process.pid)));
}

function pidFile(data: string): string | undefined {
  try {
    return readFileSync(path.join(data, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A number says nothing of whose it is: the command line must name this data directory. */
function serves(pid: number, data: string): boolean {
  const command = commandLine(pid);
  return command === undefined || command.includes(data);
}

/** `undefined` where the system does not tell; a process that died but was not collected yet has an empty one. */
function commandLine(pid: number): string | undefined {
  if (process.platform === 'win32') return undefined;
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)]).stdout?.toString();
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return undefined;
  }
}
