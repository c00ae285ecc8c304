import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { findPrograms } from '../../ops/drill/cluster.ts';

/**
 * The path of a Chromium for tests that look at pages: CHROME_PATH, else the first one found. Where there is none
 * this says so loudly, and the caller skips: `describe.skipIf(!chromium)`.
 * @throws {Error} instead with REQUIRE_ALL=1, as in .ci/run, where nothing may be skipped
 */
export function needsChromium(): string | undefined {
  const names = [process.env.CHROME_PATH, 'chromium', 'chromium-browser', 'google-chrome'];
  return firstProgram(names) ?? missing('Chromium', 'apt-get install chromium, or set CHROME_PATH');
}

/** The path of a redis-server, which a test starts for itself on a port of its own. Otherwise as above. */
export function needsRedis(): string | undefined {
  return firstProgram(['redis-server']) ?? missing('Redis', 'apt-get install redis-server');
}

/** The path of a pgbouncer; Debian's lies where only root looks. Otherwise as above. */
export function needsPooler(): string | undefined {
  return (
    firstProgram(['pgbouncer', '/usr/sbin/pgbouncer']) ?? missing('PgBouncer', 'apt-get install pgbouncer')
  );
}

/** The path of a promtool, Prometheus' own judge of rules. Otherwise as above. */
export function needsPromtool(): string | undefined {
  return firstProgram(['promtool']) ?? missing('promtool', 'apt-get install prometheus');
}

/** The folder of a Postgres with all of its programs, as Debian has it. Otherwise as above. */
export function needsPostgres(): string | undefined {
  return findPrograms() ?? missing('A Postgres with pg_basebackup', 'apt-get install postgresql');
}

function missing(what: string, cure: string): undefined {
  const sentence = `${what} is not installed here (${cure})`;
  if (process.env.REQUIRE_ALL === '1')
    throw new Error(`${sentence}, and with REQUIRE_ALL=1 nothing may be skipped.`);
  process.stderr.write(`\n  SKIPPED: ${sentence}; the tests that need it do not run.\n\n`);
  return undefined;
}

function firstProgram(names: (string | undefined)[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  // An absolute path stays itself when it is resolved against a folder.
  const candidates = names.flatMap((name) =>
    name ? folders.map((folder) => path.resolve(folder, name)) : [],
  );
  return candidates.find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
