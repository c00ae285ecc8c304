import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installationSecret } from '../../db/secret.ts';
import { seededRandom } from '../support/random.ts';

let parent: string;
let dataDir: string;
const random = seededRandom();

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'homeroom-secret-'));
  dataDir = path.join(parent, 'data');
});
afterEach(() => rmSync(parent, { recursive: true }));

const find = (mayMake: boolean, given?: Buffer) => installationSecret({ given, dataDir, mayMake, random });

test('the first run makes a secret, and later ones find it', () => {
  const made = find(true);
  expect(made).toHaveLength(32);
  expect(find(true)).toEqual(made);
  expect(find(false)).toEqual(made);
});

test('nobody else can read it', () => {
  find(true);
  expect(statSync(path.join(dataDir, 'secret-key')).mode & 0o777).toBe(0o600);
});

test('a given one wins over a kept one', () => {
  find(true);
  const given = random.bytes(32);
  expect(find(true, given)).toEqual(given);
});

test('beside a database somewhere else none is made, and the operator hears how to make one', () => {
  expect(() => find(false)).toThrow(/With DATABASE_URL a SECRET_KEY is needed.*openssl rand -base64 32/);
});

test('a damaged file is not silently replaced', () => {
  find(true);
  writeFileSync(path.join(dataDir, 'secret-key'), 'short\n');
  expect(() => find(true)).toThrow(/does not hold a key of 32 bytes/);
});
