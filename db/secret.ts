import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Random } from '../domain/clock.ts';
import { openDataDir } from './embedded/home.ts';

export interface SecretOptions {
  /** SECRET_KEY, where it was set. */
  given: Buffer | undefined;
  dataDir: string;
  /** Only beside an embedded database: with one somewhere else, each server would make a secret of its own. */
  mayMake: boolean;
  random: Random;
}

/**
 * The secret of this installation, 32 bytes: the one given, else the one kept in `<dataDir>/secret-key`, else a new
 * one, kept there for this account's eyes only. Losing it loses every identifier in the database, so the file belongs
 * into the backup.
 *
 * @throws {Error} with a sentence for the operator where there is none and none may be made
 */
export function installationSecret({ given, dataDir, mayMake, random }: SecretOptions): Buffer {
  const file = path.join(dataDir, 'secret-key');
  const known = given ?? readSecret(file);
  if (known) return known;
  if (mayMake) return makeSecret(dataDir, file, random);
  throw new Error(
    `With DATABASE_URL a SECRET_KEY is needed, and ${file} holds none. ` +
      'Make one with: openssl rand -base64 32. Give the same one to every server of this database.',
  );
}

function makeSecret(dataDir: string, file: string, random: Random): Buffer {
  openDataDir(dataDir);
  const unfinished = `${file}.new-${process.pid}`;
  writeFileSync(unfinished, `${random.bytes(32).toString('base64')}\n`, { mode: 0o600 });
  try {
    // A link appears whole or not at all, and never replaces another server's secret.
    linkSync(unfinished, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
  return readSecret(file)!;
}

/** `undefined` where none was ever kept. */
function readSecret(file: string): Buffer | undefined {
  try {
    const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
    if (secret.length === 32) return secret;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  throw new Error(
    `${file} does not hold a key of 32 bytes in base64. Restore it from a backup, or set SECRET_KEY.`,
  );
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
