import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** The account PostgreSQL runs as, where it cannot be our own. */
export interface Runner {
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root, so root lends it another account: the one that owns the database already,
 * else `postgres`, else `nobody`. No account need be made. For everybody else: `undefined`, their own.
 */
export function chooseRunner(databaseFolder: string): Runner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = ownerOf(databaseFolder);
  if (owner && owner.uid !== 0) return owner;
  const runner = account('postgres') ?? account('nobody');
  if (!runner)
    throw new Error('PostgreSQL cannot run as root, and there is no account "postgres" or "nobody".');
  return runner;
}

/** Not ours: PostgreSQL may run as another account, which has no business with our tokens and keys. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, LD_LIBRARY_PATH } = process.env;
  return { PATH, ...(LD_LIBRARY_PATH && { LD_LIBRARY_PATH }), LC_ALL: 'C' };
}

/** Whether the runner may pass through every folder down to this one; a home closed to others (0700) stops it. */
export function canReach(runner: Runner | undefined, folder: string): boolean {
  if (!runner) return true;
  const parent = path.dirname(folder);
  return mayEnter(runner, folder) && (parent === folder || canReach(runner, parent));
}

function mayEnter(runner: Runner, folder: string): boolean {
  const { uid, gid, mode } = statSync(folder);
  if (uid === runner.uid) return (mode & 0o100) !== 0;
  if (gid === runner.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

function ownerOf(folder: string): Runner | undefined {
  return statSync(folder, { throwIfNoEntry: false });
}

/** Read from the file rather than asked of `id`, which a small container may lack. */
function account(name: string): Runner | undefined {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [login, , uid, gid] = line.split(':');
    if (login === name) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}
