import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from '../../build.js';
import { until } from '../support/installation.ts';

/**
 * The server as `npm start` runs it on a machine that has nothing: no database, no account, an empty folder.
 * @param environment what is set besides
 */
export async function firstRun(environment: Record<string, string> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeroom-first-run-'));
  // The embedded database runs as another user where this one is root.
  chmodSync(folder, 0o711);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  let server: ChildProcess;
  let log = '';

  async function start(): Promise<void> {
    server = spawn(process.execPath, [path.join(await build(), 'main.js')], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        LOG_LEVEL: 'warn',
        DATA_DIR: path.join(folder, 'data'),
        PORT: String(port),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    server.stdout!.on('data', (chunk) => {
      log += chunk;
    });
    const isUp = () =>
      fetch(`${url}/lab`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(isUp, 40_000);
  }

  function end(signal: NodeJS.Signals): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      server.once('exit', () => resolve());
      server.kill(signal);
    });
  }

  await start();
  return {
    url,
    log: () => log,
    start,
    kill: () => end('SIGKILL'),
    end: () => end('SIGTERM'),
    async stop() {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type FirstRun = Awaited<ReturnType<typeof firstRun>>;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
