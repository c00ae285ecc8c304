// @ts-check
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from '../build.js';

// `node program.js cost.ts steps` runs a program as the product is run: built.
const root = fileURLToPath(new URL('.', import.meta.url));
const [node = '', , name = '', ...rest] = process.argv;
const servers = ['homeroomServer', 'grammyServer', 'chatSdkServer', 'driver'].map(
  (file) => `http/${file}.ts`,
);
const programs = [...readdirSync(root).filter((file) => file.endsWith('.ts')), ...servers];
if (!programs.includes(name)) throw new Error(`There is no ${name} among ${programs.join(', ')}`);
const folder = await build(root, programs);
process.argv = [node, path.join(root, name), ...rest];
await import(pathToFileURL(path.join(folder, name.replace(/\.ts$/, '.js'))).href);
