import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../domain/log.ts';
import { type Cluster, openCluster } from './embedded/cluster.ts';
import { openDataDir } from './embedded/home.ts';
import { AlreadyRunning, launch } from './embedded/launch.ts';
import { join, type Membership } from './embedded/membership.ts';
import { findPostmaster, isAlive, type Postmaster } from './embedded/postmaster.ts';
import { chooseRunner } from './embedded/runner.ts';

export interface EmbeddedOptions {
  /** The database is kept in `<dataDir>/postgres`. */
  dataDir: string;
  log: Log;
  /** Server settings besides ours, such as a test's `fsync=off`; without any the server is as durable as by default. */
  settings?: Record<string, string>;
}

export interface Embedded {
  /** Of the superuser: it may make databases and roles. Holds a password, so never log it. */
  url: string;
  port: number;
  /** Lets go of the server; the last of those using it stops it, and waits until it has. */
  stop(): Promise<void>;
}

/**
 * How do I get a PostgreSQL where nobody installed one? This starts a real server from npm's binaries (about 0.6 s the
 * first time, 0.1 s later). A server that is already running on this DATA_DIR, because another process uses it or a
 * killed one left it behind, is used instead of a second one.
 *
 * Two containers must never share a DATA_DIR: they cannot see each other's processes.
 * Waiting here is for another process on this machine, so it takes real time and not the clock's.
 *
 * @throws {Error} with a sentence for the operator where no server can be had
 */
export async function startEmbedded({ dataDir, log, settings = {} }: EmbeddedOptions): Promise<Embedded> {
  const home = openDataDir(path.resolve(dataDir));
  const cluster = await openCluster(home, chooseRunner(path.join(home, 'postgres')), log);
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    const embedded = (await adopt(cluster, log)) ?? (await startOwn(cluster, settings, log));
    if (embedded) return embedded;
    await pause(20);
  }
  throw new Error(
    `A PostgreSQL seems to run on ${cluster.folder}, but it does not answer. End it, or if there is none delete ` +
      `${path.join(cluster.data, 'postmaster.pid')}.`,
  );
}

/** Another's server, or an orphan. `undefined` where there is none, or one that is not (or no longer) ready. */
async function adopt(cluster: Cluster, log: Log): Promise<Embedded | undefined> {
  const running = findPostmaster(cluster.data);
  const membership = running?.isReady ? await join(url(cluster, running), cluster.data) : undefined;
  if (!running || !membership) return undefined;
  log.info({ port: running.port }, 'using the embedded database that is already running');
  return embedded(cluster, running, membership);
}

async function startOwn(
  cluster: Cluster,
  settings: Record<string, string>,
  log: Log,
): Promise<Embedded | undefined> {
  if (findPostmaster(cluster.data)) return undefined;
  try {
    const { child, postmaster } = await launch(cluster, settings);
    const membership = await join(url(cluster, postmaster), cluster.data);
    if (!membership) return undefined;
    reportCrash(child, log);
    return embedded(cluster, postmaster, membership);
  } catch (error) {
    if (error instanceof AlreadyRunning) return undefined;
    throw error;
  }
}

/** It may outlive us for others' sake, so it does not keep us alive; a graceful stop, whoever asked for it, ends with 0. */
function reportCrash(child: ChildProcess, log: Log): void {
  child.unref();
  child.once('exit', (code, signal) => {
    if (code !== 0)
      log.error({ code, signal }, 'the embedded PostgreSQL has ended by itself; start Homeroom again');
  });
}

function embedded(cluster: Cluster, postmaster: Postmaster, membership: Membership): Embedded {
  return {
    url: url(cluster, postmaster),
    port: postmaster.port,
    async stop() {
      // A server that does not answer any more needs no stopping.
      const isMine = await membership.leave().catch(() => false);
      // SIGINT is PostgreSQL's fast shutdown: sessions are ended, everything is written.
      if (isMine && isAlive(postmaster.pid)) process.kill(postmaster.pid, 'SIGINT');
      await membership.close();
      while (isMine && findPostmaster(cluster.data)?.pid === postmaster.pid) await pause(5);
    },
  };
}

function url(cluster: Cluster, { port }: Postmaster): string {
  return `postgres://postgres:${cluster.password}@127.0.0.1:${port}/postgres`;
}
