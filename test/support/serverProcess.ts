import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../build.js';
import type { Role } from '../../role.ts';
import { until } from './until.ts';

/** On a machine that has much else to do. */
const startMs = 300_000;

export type ServerProcess = ReturnType<typeof serverProcess>;

const ours = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The product as a process of its own, which can be killed and started again.
 * @param tree that of another release, unless it is ours
 */
export function serverProcess(
  environment: Record<string, string | undefined>,
  role: Role = 'all',
  tree: string = ours,
) {
  const url = `http://127.0.0.1:${environment.PORT}`;
  let child: ChildProcess | null = null;
  let output = '';

  async function spawned(): Promise<ChildProcess> {
    const word = role === 'all' ? [] : [role];
    const args =
      tree === ours ? [path.join(await build(), 'main.js')] : ['--import', 'tsx', path.join(tree, 'main.ts')];
    const made = spawn(process.execPath, [...args, ...word], { env: environment, cwd: tree });
    for (const stream of [made.stdout, made.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    return made;
  }

  /** Whether everything it has a part in is on. */
  async function isReady(): Promise<boolean> {
    const ready = await fetch(`${url}/ready`).catch(() => null);
    const channels = ready?.ok ? ((await ready.json()) as { channels: object }).channels : {};
    return Object.values(channels).length > 0 && Object.values(channels).every((state) => state === 'on');
  }

  function ended(signal: NodeJS.Signals): Promise<void> {
    const process_ = child;
    if (!process_ || process_.exitCode !== null || process_.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      process_.once('exit', () => resolve());
      process_.kill(signal);
    });
  }

  return {
    url,
    role,
    async start() {
      const process_ = await spawned();
      child = process_;
      await until(async () => {
        if (process_.exitCode !== null) throw new Error(`the server ended: ${output}`);
        return process_.signalCode !== null || (await isReady());
      }, startMs);
    },
    /** As a power cut: nothing gets the chance to finish. */
    kill: () => ended('SIGKILL'),
    stop: () => ended('SIGTERM'),
    log: () => output,
  };
}
