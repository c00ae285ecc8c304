import { expect, test } from 'vitest';
import type { Engine } from '../db/client.ts';
import { foundingCode } from '../founding.ts';
import { newWorld } from './support/world.ts';

test('servers that start at once show the same code', async () => {
  const { sql, deps } = await newWorld();
  const codes = await Promise.all(Array.from({ length: 5 }, () => foundingCode(sql, deps)));
  expect(codes[0]).toMatch(/^\w{4}-\w{4}$/);
  expect(new Set(codes).size).toBe(1);
});

test('who cannot make it says so, instead of going on without one', async () => {
  const { sql, deps } = await newWorld();
  const gone = Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' });
  const cut = ((strings: TemplateStringsArray, ...values: never[]) =>
    strings[0]!.includes('insert into invites') ? Promise.reject(gone) : sql(strings, ...values)) as Engine;
  await expect(foundingCode(cut, deps)).rejects.toBe(gone);
  expect(await foundingCode(sql, deps)).not.toBeNull();
});
