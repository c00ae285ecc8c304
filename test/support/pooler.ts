import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { chooseRunner } from '../../db/embedded/runner.ts';
import { freePort } from './freePort.ts';

/** A PgBouncer in transaction mode: each transaction of a client may go to another connection. */
export interface Pooler {
  /** The same database and account, by way of the pooler. */
  via(url: string): string;
  stop(): Promise<void>;
}

/**
 * Starts one in front of a Postgres.
 * @param program the path of pgbouncer, 1.18 or later
 * @param ownerUrl whom it asks for the passwords of the others, as a superuser
 */
export async function startPooler(program: string, ownerUrl: string): Promise<Pooler> {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeroom-pooler-'));
  const port = await freePort();
  const { hostname, port: target, username, password } = new URL(ownerUrl);
  const users = path.join(folder, 'users.txt');
  const settings = path.join(folder, 'pgbouncer.ini');
  writeFileSync(users, `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"\n`);
  writeFileSync(settings, settingsOf({ hostname, target, port, users, owner: decodeURIComponent(username) }));
  // As PostgreSQL it refuses to run as root; what it reads is worth nothing when the run is over.
  chmodSync(folder, 0o711);
  const running = spawn(program, ['-q', settings], { stdio: 'ignore', ...chooseRunner(folder) });
  const via = (url: string) => {
    const result = new URL(url);
    result.hostname = '127.0.0.1';
    result.port = String(port);
    return result.href;
  };
  await answers(via(ownerUrl), running);
  return {
    via,
    async stop() {
      await ended(running);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Settings {
  hostname: string;
  target: string;
  port: number;
  users: string;
  owner: string;
}

/** Few connections to the server, so that clients have to share them; who may come in Postgres itself knows. */
const settingsOf = ({ hostname, target, port, users, owner }: Settings) => `[databases]
* = host=${hostname} port=${target}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
auth_user = ${owner}
pool_mode = transaction
default_pool_size = 8
max_client_conn = 1000
server_idle_timeout = 5
server_login_retry = 1
`;

async function answers(url: string, running: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (running.exitCode !== null) throw new Error(`pgbouncer ended with ${running.exitCode}`);
    const sql = postgres(url, { max: 1, connect_timeout: 2, prepare: false });
    const isThere = await sql`select 1`.then(
      () => true,
      () => false,
    );
    await sql.end({ timeout: 1 });
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('pgbouncer does not answer');
}

function ended(running: ChildProcess): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    running.once('exit', () => resolve());
    // At once: clients that are left have nothing to finish.
    running.kill('SIGQUIT');
  });
}
