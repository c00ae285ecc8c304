import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { isDiskFull, room } from './disk.ts';
import { disownStalePidFile, findPostmaster, type Postmaster } from './postmaster.ts';
import { plainEnvironment } from './runner.ts';

/** PostgreSQL was already being started on this directory by somebody else, or ended just now. */
export class AlreadyRunning extends Error {}

const fixedSettings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // A statement that fails is our own log's business, and this file must never hold what people wrote.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/**
 * Starts the server and waits until it takes connections, however long its recovery needs.
 * @throws {AlreadyRunning} when another server was quicker
 */
export async function launch(
  cluster: Cluster,
  settings: Record<string, string>,
): Promise<{ child: ChildProcess; postmaster: Postmaster }> {
  for (let attempt = 1; ; attempt++) {
    disownStalePidFile(cluster.data);
    const child = spawnPostgres(cluster, { ...fixedSettings, ...settings, port: String(await freePort()) });
    const postmaster = await untilReady(child, cluster.data);
    if (postmaster) return { child, postmaster };
    const complaint = readLog(cluster);
    if (/lock file .* already exists|pre-existing shared memory/.test(complaint)) {
      throw new AlreadyRunning(lastFatal(complaint));
    }
    const isPortTaken = /could not create any TCP\/IP sockets/.test(complaint);
    if (!isPortTaken || attempt === 5) throw new Error(explain(complaint, cluster));
  }
}

function spawnPostgres(cluster: Cluster, settings: Record<string, string>): ChildProcess {
  const log = logFile(cluster);
  if (existsSync(log)) renameSync(log, `${log}.old`);
  // A file rather than a pipe, because the server may outlive this process.
  const output = openSync(log, 'a', 0o600);
  try {
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    return spawn(cluster.postgres, ['-D', cluster.data, ...options], {
      ...cluster.runner,
      cwd: '/',
      env: plainEnvironment(),
      // A process group of its own: Ctrl-C must reach us alone, or the database is gone before our last writes.
      detached: true,
      stdio: ['ignore', output, output],
    });
  } finally {
    closeSync(output);
  }
}

/** The server says in `postmaster.pid` that it is ready, as pg_ctl reads it. `undefined` when it ended instead. */
async function untilReady(child: ChildProcess, data: string): Promise<Postmaster | undefined> {
  let hasEnded = false;
  child.once('error', () => {
    hasEnded = true;
  });
  child.once('exit', () => {
    hasEnded = true;
  });
  while (!hasEnded) {
    const postmaster = findPostmaster(data);
    if (postmaster?.isReady && postmaster.pid === child.pid) return postmaster;
    await pause(5);
  }
  return undefined;
}

/** Asked of the system: it is free now, and taken a moment later only by bad luck, which `launch` tries again. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject()));
    });
  });
}

function logFile(cluster: Cluster): string {
  return path.join(cluster.folder, 'postgres.log');
}

function readLog(cluster: Cluster): string {
  return readFileSync(logFile(cluster), 'utf8');
}

function lastFatal(complaint: string): string {
  return complaint.match(/(FATAL|PANIC): .*/g)?.at(-1) ?? complaint.trim().split('\n').at(-1) ?? '';
}

function explain(complaint: string, cluster: Cluster): string {
  const reason = lastFatal(complaint) || 'it said nothing';
  if (isDiskFull(cluster.folder, room.toRun))
    return `The disk of ${cluster.folder} is full; PostgreSQL cannot start.`;
  if (/incompatible with server/.test(complaint)) {
    return (
      `The database in ${cluster.folder} was made by another version of PostgreSQL. ` +
      'Go back to the version of Homeroom that made it and move the content with pg_dump, or name another DATA_DIR.'
    );
  }
  return `The embedded PostgreSQL did not start: ${reason} (more in ${logFile(cluster)})`;
}
