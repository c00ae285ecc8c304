import { readFile, readlink, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Frees a profile that a Chromium before us left locked. Only for the holder of the session's lease: then nobody else may
 * be using it. Its lock is a link to `host-pid`; that of another host (a container that was made anew) would keep Chromium
 * out for ever ("the profile appears to be in use by another computer").
 * @returns the id of a Chromium that had outlived its server and was ended, else null
 */
export async function freeProfile(profile: string): Promise<number | null> {
  const lock = path.join(profile, 'SingletonLock');
  const holder = await readlink(lock).catch(() => null);
  if (holder === null) return null;
  const pid = Number(/-(\d+)$/.exec(holder)?.[1]);
  const isOrphan = pid > 0 && (await isChromiumOn(profile, pid));
  if (isOrphan) process.kill(pid, 'SIGKILL');
  for (const name of ['SingletonLock', 'SingletonCookie', 'SingletonSocket'])
    await rm(path.join(profile, name), { force: true });
  return isOrphan ? pid : null;
}

/** The number may be another program's by now: the command line decides. Where there is no /proc nothing is ended. */
async function isChromiumOn(profile: string, pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.split('\0').includes(`--user-data-dir=${profile}`);
}
