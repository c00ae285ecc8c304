// @ts-check
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from '../../build.js';

// What `npm run simulate` runs. It is built, as the product is: tsx would be asked for each module of each server's life.
process.setSourceMapsEnabled(true);
const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = await build(root, ['test/simulation/run.ts', 'main.ts']);
await import(pathToFileURL(path.join(folder, 'test/simulation/run.js')).href);
