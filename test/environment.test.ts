import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import util from 'node:util';
import { expect, test } from 'vitest';
import { variables } from '../config/variables.ts';
import { readConfig } from '../config.ts';
import { addFile } from '../environment.ts';
import { atEnd } from './support/atEnd.ts';

const example = readFileSync(fileURLToPath(new URL('../.env.example', import.meta.url)), 'utf8');

function fileWith(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeroom-environment-'));
  atEnd(async () => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, '.env'), text);
  return path.join(folder, '.env');
}

test('the example names every variable there is, and none besides', () => {
  expect(Object.keys(util.parseEnv(example)).sort()).toEqual(Object.keys(variables.shape).sort());
});

test('each variable of the example has one line that says what it is', () => {
  const uncommented = example
    .split('\n')
    .filter((line, at, lines) => /^\w+=/.test(line) && !/^# [^-]/.test(lines[at - 1]!));
  expect(uncommented).toEqual([]);
});

test('the example as it is means the same as no file', () => {
  const environment = {};
  addFile(environment, fileWith(example));
  expect(environment).toEqual({});
  expect(readConfig(util.parseEnv(example))).toEqual(readConfig({}));
});

test('what is set already wins over the file, even if it is set to nothing', () => {
  const environment = { PORT: '8080', LAB: '' };
  addFile(environment, fileWith('PORT=9090\nLAB=1\nHOST="10.0.0.1" # the inner one\n'));
  expect(environment).toEqual({ PORT: '8080', LAB: '', HOST: '10.0.0.1' });
});

test('no file is no trouble', () => {
  const environment = {};
  addFile(environment, path.join(tmpdir(), 'homeroom-is-not-here', '.env'));
  expect(environment).toEqual({});
});

test('both commands read the file before anything else', () => {
  const { scripts } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  expect(scripts.start).toBe('node start.js');
  expect(readFileSync(at('start.js'), 'utf8')).toMatch(/loadEnvironment\.js[\s\S]*main\.js/);
  expect(scripts.doctor).toBe('tsx --import ./loadEnvironment.ts doctor.ts');
});

const at = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
