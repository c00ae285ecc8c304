import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpuOfTree, programOf } from './cpu.ts';
import { describeMachine, median } from './figures.ts';
import { table } from './table.ts';

/**
 * How long `npm start` takes until `/ready` answers: with an empty data folder, and with that of an earlier start. The Lab
 * serves all channels, as on anybody's first day. `KEEP_CACHE=0` takes away what was built before each start; `ROOT` is another
 * version's folder, to compare.
 */

const root = process.env.ROOT ?? fileURLToPath(new URL('..', import.meta.url));

/** What build.js made. */
const built = path.join(root, 'node_modules', '.cache', 'homeroom');

interface Started {
  readyMs: number;
  /** Processor time of npm, Node, tsx and PostgreSQL until then. */
  cpuMs: number;
}

async function startOnce(dataDir: string, port: number): Promise<Started> {
  if (process.env.KEEP_CACHE === '0') rmSync(built, { recursive: true, force: true });
  const startedAt = performance.now();
  const server = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'warn' },
    stdio: 'ignore',
  });
  try {
    while (!(await isReady(port))) await new Promise((resolve) => setTimeout(resolve, 10));
    return { readyMs: performance.now() - startedAt, cpuMs: cpuOfTree(server.pid!) };
  } finally {
    // Once, and to our program alone: npm hands signals on, and a second one would end it before its database.
    process.kill(programOf(server.pid!), 'SIGTERM');
    await once(server, 'exit');
    while (await isAnswering(port)) await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const isReady = (port: number) =>
  fetch(`http://127.0.0.1:${port}/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

const isAnswering = (port: number) =>
  fetch(`http://127.0.0.1:${port}/health`).then(
    () => true,
    () => false,
  );

const rounds = Number(process.env.ROUNDS ?? 5);
const [first, later]: [Started[], Started[]] = [[], []];
for (let round = 0; round < rounds; round++) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'homeroom-start-'));
  // Else, started by root, the database would lie elsewhere (docs/decisions/0001-embedded-postgres.md).
  chmodSync(dataDir, 0o711);
  const port = 31_000 + round;
  first.push(await startOnce(dataDir, port));
  later.push(await startOnce(dataDir, port));
  rmSync(dataDir, { recursive: true, force: true });
}
const row = (name: string, runs: Started[]) => {
  const times = runs.map(({ readyMs }) => readyMs);
  const cpu = median(runs.map(({ cpuMs }) => cpuMs));
  return [
    name,
    ...[median(times), Math.min(...times), Math.max(...times), cpu].map((ms) => `${Math.round(ms)} ms`),
  ];
};
process.stdout.write(`${describeMachine()}, ${rounds} rounds\n\n`);
process.stdout.write(
  table(
    ['npm start, until /ready answers', 'median', 'quickest', 'slowest', 'processor time'],
    [row('empty data folder', first), row('later', later)],
  ),
);
