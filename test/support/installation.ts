import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';

import { startEmbedded } from '../../db/embedded.ts';
import { silent } from '../../domain/log.ts';
import { atEnd } from './atEnd.ts';
import { startProviders } from './providers.ts';
import { wireTo } from './wire.ts';

/**
 * The whole product as it runs in the world: `main.ts` as a process of its own, a PostgreSQL of its own at the end
 * of a wire that can be cut, Telegram and Twilio emulated over HTTP. Everything goes by real time.
 */
export async function newInstallation(environment: Record<string, string> = {}) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'homeroom-installation-'));
  chmodSync(dataDir, 0o711);
  const embedded = await startEmbedded({ dataDir: path.join(dataDir, 'database'), log: silent });
  const wire = await wireTo(embedded.port);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const providers = await startProviders(url);
  const sql = postgres(embedded.url, { max: 2, onnotice: () => undefined });
  const viaWire = new URL(embedded.url);
  viaWire.port = String(wire.port);
  const settings = {
    ...process.env,
    ...providers.environment,
    DATABASE_URL: viaWire.href,
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    DATA_DIR: path.join(dataDir, 'server'),
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    SMS_ALLOWED_COUNTRIES: '*',
    LAB: '0',
    ...environment,
  };
  let child: ChildProcess | null = null;
  let output = '';

  async function start(): Promise<void> {
    const file = fileURLToPath(new URL('../../main.ts', import.meta.url));
    const process_ = spawn(process.execPath, ['--import', 'tsx', file], { env: settings });
    child = process_;
    process_.stdout.on('data', (chunk) => {
      output += chunk;
    });
    process_.stderr.on('data', (chunk) => {
      output += chunk;
    });
    await until(async () => {
      if (process_.exitCode !== null) throw new Error(`the server ended: ${output}`);
      const ready = await fetch(`${url}/ready`).catch(() => null);
      const channels = ready?.ok ? ((await ready.json()) as { channels: object }).channels : {};
      return Object.values(channels).length > 0 && Object.values(channels).every((state) => state === 'on');
    }, 60_000);
  }

  function ended(signal: NodeJS.Signals): Promise<void> {
    const process_ = child;
    if (!process_ || process_.exitCode !== null || process_.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      process_.once('exit', () => resolve());
      process_.kill(signal);
    });
  }

  atEnd(async () => {
    await ended('SIGKILL');
    await sql.end({ timeout: 1 });
    await providers.stop();
    await wire.close();
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  return {
    url,
    sql,
    wire,
    /** Past the wire, as the owner. */
    databaseUrl: embedded.url,
    providers,
    start,
    /** As a power cut: nothing gets the chance to finish. */
    kill: () => ended('SIGKILL'),
    stop: () => ended('SIGTERM'),
    log: () => output,
    async foundingCode(): Promise<string> {
      const [row] = await sql`select code from invites where community_id is null`;
      return row!.code;
    },
  };
}

export type Installation = Awaited<ReturnType<typeof newInstallation>>;

/** Waits for what another process does; half a minute at most. */
export async function until(claim: () => Promise<boolean> | boolean, patienceMs = 30_000): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await claim())) {
    if (performance.now() > deadline) throw new Error(`still not so after ${patienceMs} ms: ${claim}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
