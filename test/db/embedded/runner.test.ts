import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canReach } from '../../../db/embedded/runner.ts';

/** An account that owns nothing here. */
const stranger = { uid: 54_321, gid: 54_321 };
let home: string;
let below: string;

beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'homeroom-runner-'));
  below = path.join(home, 'project', 'data');
  mkdirSync(below, { recursive: true });
});
afterAll(() => rmSync(home, { recursive: true }));

test.each([
  ['a home closed to others stops the runner far below it', 0o700, stranger, false],
  ['a home others may pass through does not', 0o711, stranger, true],
  ['a home readable but not to be entered does', 0o744, stranger, false],
  ['the owner of a closed home passes', 0o700, { uid: process.getuid!(), gid: 54_321 }, true],
  ['we ourselves are never asked', 0o700, undefined, true],
])('%s', (_, mode, runner, reaches) => {
  chmodSync(home, mode);
  expect(canReach(runner, below)).toBe(reaches);
});
