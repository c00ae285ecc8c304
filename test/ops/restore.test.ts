import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { atEnd } from '../support/atEnd.ts';

const script = path.join(import.meta.dirname, '../../ops/restore.sh');

/** A folder of that name with a base backup of nothing, and beside it a program that finds every backup good. */
function backups(name: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeroom-restore-'));
  atEnd(async () => rmSync(folder, { recursive: true, force: true }));
  const [bin, base, wal] = ['bin', path.join(name, 'base/1'), path.join(name, 'wal')].map((one) =>
    path.join(folder, one),
  ) as [string, string, string];
  for (const one of [bin, base, wal, path.join(folder, 'empty/pg_wal')]) mkdirSync(one, { recursive: true });
  const archive = (file: string, of: string) => execFileSync('tar', ['-czf', file, '-C', of, '.']);
  archive(path.join(base, 'base.tar.gz'), path.join(folder, 'empty'));
  archive(path.join(base, 'pg_wal.tar.gz'), path.join(folder, 'empty/pg_wal'));
  writeFileSync(path.join(base, 'backup_manifest'), '{}');
  writeFileSync(path.join(bin, 'pg_verifybackup'), '#!/bin/sh\n');
  chmodSync(path.join(bin, 'pg_verifybackup'), 0o755);
  return { folder, base, wal, bin };
}

/** A setting as Postgres reads it (https://www.postgresql.org/docs/15/config-setting.html). */
function settingIn(conf: string, name: string): string {
  const [, quoted] = new RegExp(`^${name} = '((?:[^'\\\\]|''|\\\\.)*)'$`, 'm').exec(conf) ?? [];
  return quoted!.replace(/''|\\(.)/g, (sign, escaped) => escaped ?? sign[0]);
}

test.each(['plain', 'two words', `it's "ours"`, '100% $HOME', 'a\\b', '$(touch hacked) `id`'])(
  'the log is found in a folder called %s',
  (name) => {
    const { folder, base, wal, bin } = backups(name);
    const target = path.join(folder, 'target');
    const until = "2026-03-01 12:00' injected = 'yes";
    const env = {
      ...process.env,
      PATH: `${bin}:${process.env.PATH}`,
      PGOWNER: userInfo().username,
    };
    execFileSync('bash', [script, base, target, until], { env });
    const conf = readFileSync(path.join(target, 'postgresql.auto.conf'), 'utf8');
    expect(settingIn(conf, 'recovery_target_time')).toBe(until);
    writeFileSync(path.join(wal, '000001.gz'), gzipSync('a segment'));
    const fetched = path.join(folder, 'fetched');
    const signs: Record<string, string> = { '%%': '%', '%f': '000001', '%p': fetched };
    const command = settingIn(conf, 'restore_command').replace(/%[%fp]/g, (sign) => signs[sign]!);
    execFileSync('sh', ['-c', command], { cwd: folder });
    expect(readFileSync(fetched, 'utf8')).toBe('a segment');
  },
);
