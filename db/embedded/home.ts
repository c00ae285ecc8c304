import { chmodSync, mkdirSync, realpathSync } from 'node:fs';
import type { Log } from '../../domain/log.ts';
import { canReach, type Runner } from './runner.ts';

/** Where root may always put a program's state, and where nobody else can put anything in our way. */
const systemHome = '/var/lib/homeroom';

/** Makes DATA_DIR where it is missing and gives its real path. */
export function openDataDir(dataDir: string): string {
  try {
    // 0711, whatever the umask: the account PostgreSQL runs as must pass through, but cannot look around. The mode
    // given to a recursive mkdir would go to the parents too, so only the leaf is changed, and only when it is new.
    if (mkdirSync(dataDir, { recursive: true })) chmodSync(dataDir, 0o711);
    return realpathSync(dataDir);
  } catch (cause) {
    throw new Error(
      `DATA_DIR ${dataDir} cannot be made or opened. Name a folder this account may write to.`,
      {
        cause,
      },
    );
  }
}

/**
 * The folder that holds what PostgreSQL itself must reach. It is DATA_DIR, unless we are root and DATA_DIR lies below
 * a folder closed to other accounts (root's own home): then it is /var/lib/homeroom, and the log says so.
 */
export function chooseHome(dataDir: string, runner: Runner | undefined, log: Log): string {
  if (canReach(runner, dataDir)) return dataDir;
  log.warn(
    { dataDir, instead: systemHome },
    'PostgreSQL cannot run as root, and the account it runs as cannot reach DATA_DIR; its files are kept elsewhere',
  );
  try {
    mkdirSync(systemHome, { recursive: true });
    chmodSync(systemHome, 0o711);
  } catch (cause) {
    throw new Error(
      `The account PostgreSQL runs as cannot reach DATA_DIR ${dataDir}, and ${systemHome} cannot be made. ` +
        'Set DATA_DIR to a folder outside of closed homes (such as /srv/homeroom), or do not start as root.',
      { cause },
    );
  }
  return systemHome;
}
