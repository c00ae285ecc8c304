import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import util from 'node:util';

/** Beside package.json, wherever the command was given. */
export const environmentFile = fileURLToPath(new URL('.env', import.meta.url));

/**
 * Adds the variables of a `.env` file to the environment. What is set already, if only to nothing, stays as it is, and
 * what the file leaves empty is not set. There need not be a file.
 * @throws {Error} with a sentence for the operator where the file is there and cannot be read
 */
export function addFile(environment: Record<string, string | undefined>, file: string): void {
  if (!existsSync(file)) return;
  // Missing in the first releases of Node 20 (https://nodejs.org/api/util.html#utilparseenvcontent).
  if (!util.parseEnv)
    throw new Error(`Reading ${file} needs Node 20.12 or later; this is ${process.version}.`);
  for (const [name, value] of Object.entries(util.parseEnv(readFileSync(file, 'utf8'))))
    if (value) environment[name] ??= value;
}
