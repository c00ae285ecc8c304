import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const git = (...words: string[]) =>
  execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

/** What is no commit of this clone, or no clone at all. */
function attempted<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch (error) {
    if ((error as { status?: number }).status === undefined && (error as { code?: string }).code !== 'ENOENT')
      throw error;
    return null;
  }
}

/**
 * The commit of the release before this tree: the newest tag `v*` below it (docs/operations/releases.md); before there is
 * one, the commit in `baseline`. Where the clone does not hold it this says so loudly, and the caller skips.
 */
export function previousRelease(): string | null {
  const tag = attempted(() => git('describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*', 'HEAD^'));
  const name = tag ?? readFileSync(new URL('baseline', import.meta.url), 'utf8').trim();
  const commit = attempted(() => git('rev-parse', '--verify', '--quiet', `${name}^{commit}`));
  if (commit && attempted(() => git('cat-file', '-e', `${commit}:main.ts`)) !== null) return commit;
  process.stderr.write(
    `\n  SKIPPED: this clone does not hold ${name}, the release before this one; git fetch --unshallow --tags brings it.\n\n`,
  );
  return null;
}

/** Puts a commit's tree into a folder, with the packages of this one. */
export function checkOut(commit: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const tree = execFileSync('git', ['archive', '--format=tar', commit], { cwd: root, maxBuffer: 2 ** 30 });
  execFileSync('tar', ['-xf', '-', '-C', folder], { input: tree });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
}
