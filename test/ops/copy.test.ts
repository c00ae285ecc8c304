import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { startEmbedded } from '../../db/embedded.ts';
import { silent } from '../../domain/log.ts';
import { copyInstallation } from '../../ops/copyInstallation.ts';
import { atEnd } from '../support/atEnd.ts';

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeroom-copy-'));
  chmodSync(folder, 0o711);
  atEnd(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a copy made while somebody writes is a whole installation: all that was told to be kept before, and the files', async () => {
  const [dataDir, parent] = [newFolder(), newFolder()];
  const running = await startEmbedded({ dataDir, log: silent });
  const sql = postgres(running.url, { max: 2, onnotice: () => undefined });
  await sql`create table ticks (number int primary key, filling text not null)`;
  writeFileSync(path.join(dataDir, 'secret-key'), 'of this installation');
  let [written, isOver] = [0, false];
  const writing = (async () => {
    while (!isOver) await sql`insert into ticks values (${++written}, ${'x'.repeat(5_000)})`;
  })();
  await new Promise<void>((resolve) => {
    const look = () => (written > 100 ? resolve() : setTimeout(look, 5));
    look();
  });
  const before = written - 1;
  await copyInstallation(dataDir, path.join(parent, 'copy'), silent);
  const after = written;
  isOver = true;
  await writing;
  await sql.end();
  await running.stop();

  const copied = await startEmbedded({ dataDir: path.join(parent, 'copy'), log: silent });
  const there = postgres(copied.url, { max: 1, onnotice: () => undefined });
  const [row] = await there`select count(*)::int as count, max(number) as last from ticks`;
  await there.end();
  await copied.stop();
  expect(row!.count).toBe(row!.last);
  expect(row!.count).toBeGreaterThanOrEqual(before);
  expect(row!.count).toBeLessThanOrEqual(after);
  expect(await readFile(path.join(parent, 'copy', 'secret-key'), 'utf8')).toBe('of this installation');
}, 120_000);

test('a folder without an embedded database is not copied, and one that holds a copy is not written over', async () => {
  const [empty, full] = [newFolder(), newFolder()];
  await expect(copyInstallation(empty, newFolder(), silent)).rejects.toThrow('holds no embedded database');
  const running = await startEmbedded({ dataDir: full, log: silent });
  await running.stop();
  await expect(copyInstallation(full, full, silent)).rejects.toThrow('holds a copy already');
}, 60_000);
