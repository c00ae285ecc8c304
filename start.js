// @ts-check
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.js';

// What `npm start` runs. Errors tell the line of the source.
process.setSourceMapsEnabled(true);
const folder = await build();
await import(pathToFileURL(path.join(folder, 'loadEnvironment.js')).href);
await import(pathToFileURL(path.join(folder, 'main.js')).href);
