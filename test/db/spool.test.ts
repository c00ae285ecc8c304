import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Spool } from '../../db/spool.ts';
import { silent } from '../../domain/log.ts';

/** Without its seal, which is tried with the vault. */
const vault = {
  sealJson: (value: unknown) => Buffer.from(JSON.stringify(value)),
  openJson: (sealed: Buffer): unknown => JSON.parse(sealed.toString()),
};

async function setUp() {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeroom-spool-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const spool = await Spool.open({ folder, vault, log: silent });
  const replayed = async () => {
    const taken: unknown[] = [];
    await spool.replay(async (event) => void taken.push(event));
    return taken;
  };
  return { folder, spool, replayed };
}

test('events are taken up by their ids, whichever was kept first', async () => {
  const { spool, replayed } = await setUp();
  await spool.keep('second', '2');
  await spool.keep('first', '1');
  expect(await replayed()).toEqual(['first', 'second']);
  expect(await replayed()).toEqual([]);
  expect(spool.isEmpty).toBe(true);
});

test('an event counts from the moment in which it begins to be kept, unless it cannot be', async () => {
  const { folder, spool } = await setUp();
  const keeping = spool.keep('event', '1');
  expect(spool.isEmpty).toBe(false);
  await keeping;
  await spool.replay(async () => undefined);
  rmSync(folder, { recursive: true });
  await expect(spool.keep('event', '2')).rejects.toThrow('ENOENT');
  expect(spool.isEmpty).toBe(true);
});
