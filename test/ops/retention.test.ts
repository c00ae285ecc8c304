import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { atEnd } from '../support/atEnd.ts';
import { needsPostgres } from '../support/needs.ts';

const programs = needsPostgres();
const script = path.resolve('ops/backup.sh');
const dayMs = 86_400_000;

/** 00 for the first base, and so on; the log of each begins with its own number. */
const segment = (number: number) => number.toString(16).toUpperCase().padStart(24, '0');

const nameOf = (at: number) => `${new Date(at).toISOString().slice(0, 19).replaceAll(':', '')}Z`;

/** A folder of backups with a base of each of the last days, and a pg_basebackup that makes another in no time. */
function newBackups(days: number) {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeroom-backups-'));
  atEnd(async () => rmSync(folder, { recursive: true, force: true }));
  const bases = Array.from({ length: days }, (_, index) => Date.now() - (days - index) * dayMs + 60_000);
  mkdirSync(path.join(folder, 'wal'));
  for (const [index, at] of bases.entries()) {
    makeBase(path.join(folder, 'base', nameOf(at)), segment(index));
    writeFileSync(path.join(folder, 'wal', `${segment(index)}.gz`), '');
  }
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  const program = `#!/bin/sh
for word; do case $word in --pgdata=*) mkdir -p "\${word#--pgdata=}"; cp "$SAMPLE"/* "\${word#--pgdata=}";; esac; done`;
  writeFileSync(path.join(bin, 'pg_basebackup'), program);
  chmodSync(path.join(bin, 'pg_basebackup'), 0o755);
  const sample = path.join(folder, 'sample');
  makeBase(sample, segment(days));
  const environment = {
    ...process.env,
    PATH: `${bin}:${programs}:${process.env.PATH}`,
    ...{ BACKUP_DIR: folder, SAMPLE: sample },
  };
  return { folder, bases, run: () => execFileSync(script, { env: environment, stdio: 'pipe' }) };
}

function makeBase(folder: string, first: string): void {
  mkdirSync(folder, { recursive: true });
  const label = path.join(folder, 'backup_label');
  writeFileSync(label, `START WAL LOCATION: 0/2000028 (file ${first})\n`);
  execFileSync('tar', ['-czf', path.join(folder, 'base.tar.gz'), '-C', folder, 'backup_label']);
  rmSync(label);
}

test.skipIf(!programs)('of 40 days the last 7 are kept, and of the last 30 the first of each week', () => {
  const { folder, bases, run } = newBackups(40);
  run();
  const kept = readdirSync(path.join(folder, 'base')).toSorted();
  const ageOf = (at: number) => Math.floor((Date.now() - at) / dayMs);
  const expected = bases.filter((at, index) => {
    const isFirstOfWeek = index === 0 || new Date(at).getUTCDay() === 1;
    return ageOf(at) < 7 || (ageOf(at) < 30 && isFirstOfWeek);
  });
  expect(kept.slice(0, -1)).toEqual(expected.map(nameOf));
  expect(kept).toHaveLength(expected.length + 1);
});

test.skipIf(!programs)('the log is kept since the oldest base of the last 7 days', () => {
  const { folder, bases, run } = newBackups(12);
  run();
  const oldest = bases.findIndex((at) => Date.now() - at < 7 * dayMs);
  const kept = readdirSync(path.join(folder, 'wal')).toSorted();
  expect(kept[0]).toBe(`${segment(oldest)}.gz`);
  expect(kept).toHaveLength(12 - oldest);
});

test.skipIf(!programs)('a base that could not be made takes nothing away', () => {
  const { folder, run } = newBackups(40);
  rmSync(path.join(folder, 'sample'), { recursive: true });
  writeFileSync(path.join(folder, 'bin', 'pg_basebackup'), '#!/bin/sh\nexit 1\n');
  expect(run).toThrow();
  expect(readdirSync(path.join(folder, 'base')).filter((name) => !name.startsWith('.'))).toHaveLength(40);
});
