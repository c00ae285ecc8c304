import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { variables } from '../../config/variables.ts';
import { canReach } from '../../db/embedded/runner.ts';
import { atEnd } from '../support/atEnd.ts';
import { freePort } from '../support/freePort.ts';
import { until } from '../support/until.ts';
import { instructions, root, shipped } from './image.ts';

/** As far as it is looked at here. */
interface Service {
  image?: string;
  build?: string;
  volumes?: string[];
  ports?: string[];
  secrets?: string[];
  depends_on?: Record<string, { condition: string }>;
}

const settings = new Set(Object.keys(variables.shape));
const compose = parse(readFileSync(path.join(root, 'compose.yml'), 'utf8'), { merge: true });
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

const last = (word: string) => instructions().findLast(([name]) => name === word)?.[1] ?? '';

test('secrets, data, tests and the history do not get into the image', () => {
  const names = shipped();
  for (const name of ['.env', '.git', 'data', 'test', 'node_modules', 'bench'])
    expect(names).not.toContain(name);
  for (const name of ['main.ts', 'package.json', 'tsconfig.json', 'migrations', 'texts'])
    expect(names).toContain(name);
  // The Dockerfile names it, and it begins with a dot like all that stays out.
  expect(readFileSync(path.join(root, '.dockerignore'), 'utf8').split('\n')).toContain('!.npmrc');
});

test('what is in the image imports nothing that --omit=dev leaves out', () => {
  const packages = new Set(Object.keys(manifest.dependencies));
  const sources = shipped().flatMap((name) =>
    statSync(path.join(root, name)).isDirectory()
      ? readdirSync(path.join(root, name), { recursive: true, encoding: 'utf8' }).map((file) =>
          path.join(name, file),
        )
      : [name],
  );
  const missing = sources
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => {
      const source = readFileSync(path.join(root, file), 'utf8');
      const imports = source.matchAll(
        /^(?:import|export) (?!type )[^;(]*?from '([^.'][^']*)'|import\('([^.'][^']*)'\)/gm,
      );
      const names = [...imports].map(([, one, other]) => (one ?? other)!);
      const strange = names.filter((name) => {
        const [scope, part] = name.split('/');
        const wanted = name.startsWith('@') ? `${scope}/${part}` : scope!;
        return !packages.has(wanted) && !name.startsWith('node:') && !builtinModules.includes(name);
      });
      return strange.map((name) => `${file}: ${name}`);
    });
  expect(missing).toEqual([]);
});

test('the image runs as nobody in particular, says how it is, and needs no shell to be stopped', () => {
  expect(last('USER')).toBe('node');
  expect(last('HEALTHCHECK')).toContain('/health');
  expect(JSON.parse(last('ENTRYPOINT'))).toEqual(['node', '--enable-source-maps', 'built/main.js']);
  expect(last('RUN')).toMatch(/^ln -s "\$\(.*build\(\).*\)" built$/);
  const given = instructions().flatMap(([word, rest]) => (word === 'ENV' ? rest.split(' ') : []));
  const names = given.map((pair) => pair.split('=')[0]);
  expect(names.filter((name) => !settings.has(name!))).toEqual([]);
});

test('every setting that the compose file gives is one of ours, and every one it asks for is one or a password', () => {
  for (const role of ['web', 'worker']) {
    const given = Object.entries(compose.services[role].environment);
    const foreign = given.filter(([name]) => !settings.has(name));
    // Taken away: what is in .env for other containers.
    expect(foreign).toEqual([
      ['GRAFANA_PASSWORD', ''],
      ['POSTGRES_PASSWORD', ''],
    ]);
  }
  const text = readFileSync(path.join(root, 'compose.yml'), 'utf8');
  const asked = [...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name!);
  const others = asked.filter((name) => !settings.has(name));
  expect(new Set(others)).toEqual(new Set(['POSTGRES_PASSWORD', 'GRAFANA_PASSWORD']));
});

test('the compose file holds together: volumes, secrets, what waits for what, and the files it mounts', () => {
  const { services, volumes, secrets } = compose;
  for (const [name, service] of Object.entries<Service>(services)) {
    for (const mount of service.volumes ?? []) {
      const [source = ''] = mount.split(':');
      if (source.startsWith('.'))
        expect(statSync(path.join(root, source)), `${name} mounts ${source}`).toBeTruthy();
      else expect(Object.keys(volumes), `${name} mounts ${source}`).toContain(source);
    }
    for (const secret of service.secrets ?? []) expect(Object.keys(secrets)).toContain(secret);
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(Object.keys(services), `${name} waits for ${other}`).toContain(other);
      if (condition === 'service_healthy') expect(services[other].healthcheck, other).toBeDefined();
    }
    expect(service.image ?? service.build, name).toBeTruthy();
  }
});

test('both roles write nowhere but to their own folders; web and Grafana are reached, from this machine only', () => {
  const { web, worker } = compose.services;
  for (const service of [web, worker]) expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  const reached = Object.entries<Service>(compose.services).filter(([, { ports }]) => ports !== undefined);
  expect(Object.fromEntries(reached.map(([name, { ports }]) => [name, ports]))).toEqual({
    web: ['127.0.0.1:3000:3000'],
    grafana: ['127.0.0.1:3001:3000'],
  });
});

test('what the image holds starts from a tree that it cannot write to, as another account', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeroom-image-'));
  chmodSync(folder, 0o755);
  const [app, data] = [path.join(folder, 'app'), path.join(folder, 'data')];
  atEnd(async () => {
    execFileSync('chmod', ['-R', 'u+w', app]);
    rmSync(folder, { recursive: true, force: true });
  });
  mkdirSync(app);
  mkdirSync(data);
  for (const name of shipped()) cpSync(path.join(root, name), path.join(app, name), { recursive: true });
  // Each by itself, so that what is built lies in a folder of the image's own.
  mkdirSync(path.join(app, 'node_modules'));
  for (const name of readdirSync(path.join(root, 'node_modules')))
    if (name !== '.cache')
      symlinkSync(path.join(root, 'node_modules', name), path.join(app, 'node_modules', name));
  execFileSync('sh', ['-c', last('RUN')], { cwd: app });
  const nobody = { uid: 65_534, gid: 65_534 };
  // A checkout below root's own home is closed to others.
  const isRoot = process.getuid?.() === 0 && canReach(nobody, root);
  const account = isRoot ? nobody : {};
  if (isRoot) chownSync(data, 65_534, 65_534);
  // Not root, the program runs as whoever made the tree: they may not write to it either.
  execFileSync('chmod', ['-R', 'a-w', app]);
  const before = writtenIn(app);
  const port = await freePort();
  const [program, ...words] = JSON.parse(last('ENTRYPOINT')) as string[];
  const environment = { PATH: process.env.PATH, LAB: '1', HOST: '127.0.0.1' };
  const child = spawn(program!, words, {
    ...account,
    cwd: app,
    env: { ...environment, PORT: String(port), DATA_DIR: data },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  atEnd(() => ended(child));
  await until(async () => {
    if (child.exitCode !== null) throw new Error(said);
    return (await fetch(`http://127.0.0.1:${port}/ready`).catch(() => null))?.ok === true;
  }, 120_000);
  expect(writtenIn(app)).toEqual(before);
  expect(readdirSync(data)).toContain('postgres');
}, 180_000);

/** Everything in a tree, and when it was written: a folder is, where something in it comes or goes. */
function writtenIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return ['.', ...names].map((name) => `${name} ${lstatSync(path.join(folder, name)).mtimeMs}`).toSorted();
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

test('no password of compose has a value that anybody knows', () => {
  const text = readFileSync(path.join(root, 'compose.yml'), 'utf8');
  const secrets = [...text.matchAll(/^ *\w*(?:PASSWORD|SECRET|TOKEN|KEY)\w*: (.*)$/gm)].map(
    ([, value]) => value!,
  );
  expect(secrets.length).toBeGreaterThan(4);
  for (const value of secrets) expect(value).toMatch(/^(?:\$\{\w+:\?[^}]+\}|'')$/);
  expect(text).not.toMatch(/\$\{\w*(?:PASSWORD|SECRET|TOKEN|KEY)\w*:?-/);
});
