import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Cluster } from './cluster.ts';

const run = promisify(execFile);

/** What the figures were taken with, in a line. */
export async function configuration(cluster: Cluster): Promise<string> {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const asked = (file: string, args: string[]) =>
    run(file, args, { cwd: here })
      .then(({ stdout }) => stdout.trim())
      .catch(() => 'unknown');
  const [postgres, redis, commit] = await Promise.all([
    cluster.describe(),
    asked('redis-server', ['--version']).then((text) => /v=\S+/.exec(text)?.[0].slice(2) ?? 'missing'),
    asked('git', ['describe', '--always', '--dirty']),
  ]);
  const [cpu] = cpus();
  return `Homeroom ${commit}, Node ${process.version}, ${cpus().length} x ${cpu?.model.trim()}, ${postgres}, Redis ${redis}`;
}
