import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { build } from '../build.js';

/** A program of two sources, one of which reads what lies beside it. */
function newProgram() {
  const root = mkdtempSync(path.join(tmpdir(), 'homeroom-build-'));
  const write = (name: string, text: string) => writeFileSync(path.join(root, name), text);
  mkdirSync(path.join(root, 'door'));
  write('door/sign.txt', 'Welcome');
  write('door/sign.ts', "export const sign: URL = new URL('./sign.txt', import.meta.url);");
  write('main.ts', "export { sign } from './door/sign.ts';");
  write('loadEnvironment.ts', '');
  return { root: `${root}${path.sep}`, write };
}

const load = (folder: string) => import(pathToFileURL(path.join(folder, 'main.js')).href);

test('what is built finds what lies beside its sources', async () => {
  const { root } = newProgram();
  const { sign } = await load(await build(root));
  expect(sign.href).toBe(pathToFileURL(path.join(root, 'door', 'sign.txt')).href);
});

test('it is built once, and anew when a source has changed', async () => {
  const { root, write } = newProgram();
  const first = await build(root);
  expect(await build(root)).toBe(first);
  write('door/sign.ts', "export const sign = 'Closed';");
  const second = await build(root);
  expect(second).not.toBe(first);
  expect(await load(second)).toMatchObject({ sign: 'Closed' });
});

test('what was built for one program is not taken for another', async () => {
  const { root } = newProgram();
  expect(await load(await build(root, ['door/sign.ts', 'main.ts']))).toHaveProperty('sign');
  const alone = await build(root, ['door/sign.ts']);
  expect(readdirSync(alone)).not.toContain('main.js');
});

test('several at the same moment do not disturb each other', async () => {
  const { root } = newProgram();
  const folders = await Promise.all([build(root), build(root), build(root)]);
  for (const folder of folders) expect(await load(folder)).toHaveProperty('sign');
});

test('a source that cannot be read is named, and what was built before stays', async () => {
  const { root, write } = newProgram();
  const first = await build(root);
  write('door/sign.ts', 'export const = 1');
  await expect(build(root)).rejects.toThrow(/door\/sign\.ts/);
  expect(await load(first)).toHaveProperty('sign');
});
