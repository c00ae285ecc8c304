import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { build } from '../../build.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Tells of every module that is loaded. */
const teller = `data:text/javascript,${encodeURIComponent(`
  import { register } from 'node:module';
  register('data:text/javascript,' + encodeURIComponent(\`
    import { writeSync } from 'node:fs';
    export function load(url, context, next) { writeSync(2, url + '\\\\n'); return next(url, context); }
  \`));
`)}`;

/** The watching packages that a server with these settings loads before it begins. */
function loadedWith(settings: object): string[] {
  const program = `
    import { openTelemetry } from '${path.join(root, 'telemetry.ts')}';
    import '${path.join(root, 'server.ts')}';
    await openTelemetry(${JSON.stringify(settings)}, 'all');
    process.exit();`;
  const { stderr, status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--import', teller, '--input-type=module', '--eval', program],
    { cwd: root, encoding: 'utf8' },
  );
  expect(status, stderr.slice(-2_000)).toBe(0);
  const names = stderr.match(/node_modules\/(prom-client|@opentelemetry\/[\w-]+|@sentry\/\w+)/g) ?? [];
  return [...new Set(names.map((name) => name.replace('node_modules/', '')))];
}

test('what is not asked for is not loaded', () => {
  expect(loadedWith({})).toEqual([]);
});

test('figures load what makes figures, traces what makes traces', () => {
  expect(loadedWith({ metricsToken: 'a-token-for-prometheus' })).toEqual(['prom-client']);
  expect(loadedWith({ otlpEndpoint: 'http://127.0.0.1:9' })).toContain('@opentelemetry/sdk-trace');
});

test('what is built keeps it apart: main.js and all that it loads at once name none of it', async () => {
  const folder = await build();
  const files = new Set<string>(['main.js']);
  const packages = new Set<string>();
  // A set grows while it is walked.
  for (const file of files) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    for (const [, name] of text.matchAll(/^(?:import|export)[^'"]*?["']([^"']+)["'];?$/gm)) {
      if (name!.startsWith('.')) files.add(path.join(path.dirname(file), name!));
      else packages.add(name!);
    }
    // Which is what main.ts waits for in any case.
    const server = /import\("(\.\/server-\w+\.js)"\)/.exec(text)?.[1];
    if (server) files.add(path.join(path.dirname(file), server));
  }
  expect(packages).toContain('hono');
  expect([...packages].filter((name) => /prom-client|opentelemetry|sentry/.test(name))).toEqual([]);
});
