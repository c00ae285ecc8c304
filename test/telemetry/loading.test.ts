import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

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
