// @ts-check
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from '../../build.js';

// What `npm run simulate` runs. It is built, as the product is: tsx would be asked for each module of each server's life.
process.setSourceMapsEnabled(true);
const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = await build(root, ['test/simulation/run.ts', 'main.ts']);
process.env.SIMULATED_TREE = hashOf(folder);
await import(pathToFileURL(path.join(folder, 'test/simulation/run.js')).href);

/**
 * @param {string} folder what was built
 * @returns {string} the same for the same sources, wherever they lie
 */
function hashOf(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  );
  const texts = files
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8').replaceAll(root, ''));
  return createHash('sha256').update(texts.join('')).digest('hex').slice(0, 16);
}
