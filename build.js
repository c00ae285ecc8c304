// @ts-check
import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * @typedef {object} Built
 * @property {string} root the folder of the sources: what is built knows where their pictures and migrations are
 * @property {string[]} programs
 * @property {string} folder
 * @property {Record<string, string>} sources how each one was when it was built
 */

const ours = fileURLToPath(new URL('.', import.meta.url));
const dayMs = 86_400_000;

/**
 * The product as a few files of plain JavaScript, made anew when a source has changed: hundreds of sources that are
 * translated one by one, as they are asked for, take twice as long to start.
 *
 * @param {string} [root] the folder of the sources
 * @param {string[]} [programs] those that somebody starts
 * @returns {Promise<string>} the folder in which `main.js` is for `main.ts`
 * @throws {Error} where a source cannot be read, or `node_modules/.cache` not be written
 */
export async function build(root = ours, programs = ['main.ts', 'loadEnvironment.ts']) {
  const cache = path.join(root, 'node_modules', '.cache', 'homeroom');
  const latest = await readLatest(cache);
  const isForThese = latest?.root === root && String(latest.programs) === String(programs);
  if (isForThese && (await isAsBuilt(latest))) return latest.folder;
  const folder = path.join(cache, randomUUID());
  const names = [...(await bundle(root, folder, programs)), 'build.js', 'package-lock.json', 'tsconfig.json'];
  const sources = await marks(root, names);
  await keepLatest(cache, { root, programs, folder, sources });
  await removeOthers(cache, folder);
  return folder;
}

/**
 * @param {string} cache
 * @returns {Promise<Built | null>}
 */
async function readLatest(cache) {
  const text = await readFile(path.join(cache, 'latest.json'), 'utf8').catch(() => null);
  return text && JSON.parse(text);
}

/** @param {Built} latest */
async function isAsBuilt({ root, folder, sources }) {
  const now = await marks(root, Object.keys(sources));
  const isThere = await stat(folder).catch(() => null);
  return isThere !== null && Object.entries(sources).every(([name, mark]) => now[name] === mark);
}

/**
 * @param {string} root
 * @param {string[]} names of files in it
 * @returns {Promise<Record<string, string>>} when each was written, and how long it is; nothing of what is not there
 */
async function marks(root, names) {
  const marked = names.map(async (name) => {
    const found = await stat(path.join(root, name)).catch(() => null);
    return found ? [[name, `${found.mtimeMs} ${found.size}`]] : [];
  });
  return Object.fromEntries((await Promise.all(marked)).flat());
}

/**
 * @param {string} root
 * @param {string} folder
 * @param {string[]} programs
 * @returns {Promise<string[]>} the sources
 */
async function bundle(root, folder, programs) {
  // Where everything is built already it need not even be loaded.
  const esbuild = await import('esbuild');
  const { metafile } = await esbuild.build({
    ...{ absWorkingDir: root, entryPoints: programs, outbase: root, outdir: folder },
    ...{
      bundle: true,
      splitting: true,
      packages: 'external',
      platform: 'node',
      target: 'node20',
      format: 'esm',
    },
    ...{ sourcemap: true, metafile: true, logLevel: 'silent', plugins: [whereItWas] },
  });
  return Object.keys(metafile.inputs);
}

/**
 * A source finds what lies beside it also from within what was built.
 * @type {import('esbuild').Plugin}
 */
const whereItWas = {
  name: 'where it was',
  setup({ onLoad }) {
    onLoad({ filter: /\.tsx?$/ }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8');
      const url = JSON.stringify(pathToFileURL(file).href);
      return {
        contents: source.replaceAll('import.meta.url', url),
        loader: file.endsWith('x') ? 'tsx' : 'ts',
      };
    });
  },
};

/**
 * Several may build at the same moment: each its own folder, of which the last is kept.
 * @param {string} cache
 * @param {Built} built
 */
async function keepLatest(cache, built) {
  const file = path.join(cache, 'latest.json');
  const draft = path.join(built.folder, 'latest.json');
  await writeFile(draft, JSON.stringify(built));
  await rename(draft, file);
}

/**
 * But those of which a process that runs may still load a part.
 * @param {string} cache
 * @param {string} folder
 */
async function removeOthers(cache, folder) {
  for (const name of await readdir(cache)) {
    const file = path.join(cache, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
    if (file !== folder && Date.now() - mtimeMs > dayMs) await rm(file, { recursive: true, force: true });
  }
}
