import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { chooseRunner } from '../../db/embedded/runner.ts';

/** A Postgres of the machine's own programs, and where its backups go. */
export interface Cluster {
  data: string;
  port: number;
  url: string;
  environment: NodeJS.ProcessEnv;
  /** As a power cut. */
  kill(): Promise<void>;
}

const ops = fileURLToPath(new URL('..', import.meta.url));

/** Debian keeps each version's programs in a folder of their own. */
export function findPrograms(): string | undefined {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).toSorted((a, b) => Number(a) - Number(b)) : [];
  const folders = [...versions.reverse().map((version) => path.join(root, version, 'bin'))];
  return folders.find((folder) => existsSync(path.join(folder, 'pg_basebackup')));
}

/** What whoever runs Postgres is, where we are root; else ourselves. */
export const runner = () => chooseRunner('/nowhere') ?? {};

/** A folder that Postgres may write to. */
export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const { uid, gid } = chooseRunner('/nowhere') ?? {};
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
}

/** Makes a cluster that archives its log, as docs/operations/backups.md says. */
export function makeCluster(
  programs: string,
  { data, wal, archiveTimeoutS }: { data: string; wal: string; archiveTimeoutS: number },
): void {
  const asPostgres = { ...runner(), cwd: '/', stdio: 'ignore' } as const;
  execFileSync(
    path.join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'],
    asPostgres,
  );
  const settings = [
    "listen_addresses = '127.0.0.1'",
    "unix_socket_directories = ''",
    'archive_mode = on',
    `archive_timeout = ${archiveTimeoutS}`,
    `archive_command = '"${ops}archive.sh" "%p" "${wal}/%f"'`,
    // For the filling alone; a smaller one makes a longer drill and no other result.
    'max_wal_size = 4GB',
    'shared_buffers = 256MB',
  ];
  writeFileSync(path.join(data, 'postgresql.auto.conf'), `${settings.join('\n')}\n`);
}

/** Starts a cluster, and waits until it takes statements; after a restore, until it is through its log. */
export async function startCluster(programs: string, data: string): Promise<Cluster> {
  const port = await freePort();
  const options = ['-D', data, '-c', `port=${port}`];
  const child = spawn(path.join(programs, 'postgres'), options, {
    ...runner(),
    cwd: '/',
    stdio: 'ignore',
  });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await untilOpen(child, url);
  const environment = {
    ...process.env,
    PATH: `${process.env.PATH}:${programs}`,
    ...{ PGHOST: '127.0.0.1', PGPORT: String(port), PGUSER: 'postgres' },
  };
  return { data, port, url, environment, kill: () => ended(child) };
}

/** @throws {Error} where it ends instead */
async function untilOpen(child: ChildProcess, url: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`Postgres ended with ${child.exitCode ?? child.signalCode}.`);
    const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => undefined });
    const isOpen = await sql`select pg_is_in_recovery() as "isBehind"`.then(
      ([row]) => row!.isBehind === false,
      () => false,
    );
    await sql.end({ timeout: 1 });
    if (isOpen) return;
    await pause(50);
  }
}

/** The server's own children go when it does; what was not on the disk is gone. */
function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
