import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Log } from '../../domain/log.ts';
import { findBinaries } from './binaries.ts';
import { isDiskFull, room } from './disk.ts';
import { chooseHome } from './home.ts';
import { isAlive } from './postmaster.ts';
import { plainEnvironment, type Runner } from './runner.ts';

/** A database on disk: its folder holds the cluster, the superuser's password, and the server's log. */
export interface Cluster {
  /** The real path of `<DATA_DIR>/postgres`. */
  folder: string;
  /** What PostgreSQL calls its data directory. */
  data: string;
  password: string;
  runner: Runner | undefined;
  postgres: string;
}

/**
 * Opens the database of a DATA_DIR, and makes it first where there is none. It is made beside its place and put there
 * by one rename, so that a start that was killed half-way leaves nothing that looks like a database, and of two
 * servers starting at once both use the first one's.
 */
export async function openCluster(dataDir: string, runner: Runner | undefined, log: Log): Promise<Cluster> {
  const place = path.join(dataDir, 'postgres');
  const home = chooseHome(dataDir, runner, log);
  const binaries = findBinaries(home, runner);
  if (!existsSync(place)) {
    const made = await makeCluster(home, binaries.initdb, runner);
    if (publish(made, place, home)) log.info({ folder: place }, 'made a new database');
  }
  const folder = realpathSync(place);
  const data = path.join(folder, 'cluster');
  return { folder, data, password: readPassword(folder), runner, postgres: binaries.postgres };
}

async function makeCluster(home: string, initdb: string, runner: Runner | undefined): Promise<string> {
  removeUnfinished(home);
  const folder = path.join(home, `postgres.new-${process.pid}`);
  mkdirSync(folder, { mode: 0o700 });
  const passwordFile = path.join(folder, 'password');
  // A password rather than trust: every account of this machine can connect to 127.0.0.1.
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (runner) for (const mine of [folder, passwordFile]) chownSync(mine, runner.uid, runner.gid);
  const settings = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const locale = ['--encoding=UTF8', '--locale=C', '--no-instructions'];
  const target = ['-D', path.join(folder, 'cluster')];
  try {
    await run(initdb, [...target, ...settings, ...locale], runner);
    return folder;
  } catch (cause) {
    const isFull = isDiskFull(home, room.toMake);
    rmSync(folder, { recursive: true, force: true });
    throw isFull ? new Error(`The disk of ${home} is too full for a database.`, { cause }) : cause;
  }
}

/** What killed starts left behind. */
function removeUnfinished(home: string): void {
  for (const name of readdirSync(home)) {
    const pid = Number(/^postgres\.new-(\d+)$/.exec(name)?.[1]);
    const isLeftOver = pid === process.pid || (pid > 0 && !isAlive(pid));
    if (isLeftOver) rmSync(path.join(home, name), { recursive: true, force: true });
  }
}

/**
 * Where the files must live elsewhere, DATA_DIR keeps a link to them: who deletes or moves it means the database.
 * False when another server published its own first; ours is thrown away.
 */
function publish(made: string, place: string, home: string): boolean {
  const isElsewhere = path.dirname(place) !== home;
  const final = isElsewhere ? path.join(home, `postgres-${randomBytes(6).toString('hex')}`) : place;
  try {
    renameSync(made, final);
    if (isElsewhere) symlinkSync(final, place);
    return true;
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    if (isElsewhere) rmSync(final, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
    return false;
  }
}

function readPassword(folder: string): string {
  try {
    return readFileSync(path.join(folder, 'password'), 'utf8');
  } catch (cause) {
    throw new Error(
      `${folder} holds no readable password file: it was made by another program, or by another account. ` +
        'Start as the account that made it, or name another DATA_DIR.',
      { cause },
    );
  }
}

function run(program: string, args: string[], runner: Runner | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...runner,
      cwd: '/',
      env: plainEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk;
    });
    child.on('error', (cause) => reject(cannotRun(program, cause)));
    child.on('close', (code) => (code === 0 ? resolve() : reject(initdbFailed(complaint))));
  });
}

function cannotRun(program: string, cause: Error): Error {
  return new Error(
    `${program} cannot be run. The embedded PostgreSQL needs glibc (not Alpine's musl) and a disk that allows ` +
      'programs to run; otherwise set DATABASE_URL to a PostgreSQL of your own.',
    { cause },
  );
}

function initdbFailed(complaint: string): Error {
  const reason = /error: .*|FATAL: .*/.exec(complaint)?.[0] ?? complaint.trim();
  return new Error(`The embedded database could not be made: ${reason}`);
}
