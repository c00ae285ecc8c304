import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPostmaster } from '../../db/embedded/postmaster.ts';
import { chooseRunner } from '../../db/embedded/runner.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { silent } from '../../domain/log.ts';

const program = fileURLToPath(new URL('../support/databaseUser.ts', import.meta.url));
let parent: string;
let dataDir: string;
let cluster: string;

/** A folder every account may pass through, whoever runs the tests. */
beforeAll(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'homeroom-embedded-'));
  chmodSync(parent, 0o711);
  dataDir = path.join(parent, 'data');
  cluster = path.join(dataDir, 'postgres', 'cluster');
});
afterAll(() => {
  const left = findPostmaster(cluster);
  if (left) process.kill(left.pid, 'SIGKILL');
  rmSync(parent, { recursive: true, force: true });
});

const start = () => startEmbedded({ dataDir, log: silent });

async function ask<Row extends postgres.MaybeRow>(url: string, statement: string): Promise<Row[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await sql.unsafe<Row[]>(statement);
  } finally {
    await sql.end();
  }
}

/** Another process that uses the same folder; resolves with its address once it has one. */
async function anotherProcess(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [url] = await once(createInterface({ input: child.stdout! }), 'line');
  return { child, url };
}

describe('the embedded database', () => {
  test('is made on the first start, gone after the stop, and the same on the next start', async () => {
    const first = await start();
    await ask(first.url, 'create table kept (word text)');
    await ask(first.url, "insert into kept values ('chalk')");
    await first.stop();
    expect(findPostmaster(cluster)).toBeUndefined();
    const second = await start();
    expect(await ask(second.url, 'select word from kept')).toEqual([{ word: 'chalk' }]);
    await second.stop();
  });

  test('is as durable as in production, speaks UTF-8, and listens to this machine only', async () => {
    const { url, stop } = await start();
    const [settings] = await ask(
      url,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as sync,
        current_setting('server_encoding') as encoding, current_setting('listen_addresses') as listens,
        current_setting('unix_socket_directories') as sockets, current_setting('TimeZone') as zone`,
    );
    expect(settings).toEqual({
      fsync: 'on',
      sync: 'on',
      encoding: 'UTF8',
      listens: '127.0.0.1',
      sockets: '',
      zone: 'UTC',
    });
    await stop();
  });

  test('lets nobody in without the password, as other accounts of the machine reach it too', async () => {
    const { url, stop } = await start();
    const guess = new URL(url);
    guess.password = 'postgres';
    await expect(ask(guess.href, 'select 1')).rejects.toThrow(/password authentication failed/);
    await stop();
  });

  test('is started once by two that come at the same moment, and stopped by the last that leaves', async () => {
    const [mine, theirs] = await Promise.all([start(), anotherProcess()]);
    expect(theirs.url).toBe(mine.url);
    await mine.stop();
    expect(await ask(theirs.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    theirs.child.stdin!.write('stop\n');
    await once(theirs.child, 'exit');
    expect(findPostmaster(cluster)).toBeUndefined();
  });

  test('outlives a killed process, and the next start finds it with everything in it', async () => {
    const killed = await anotherProcess();
    await ask(killed.url, "insert into kept values ('sponge')");
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
    const adopted = await start();
    expect(adopted.url).toBe(killed.url);
    expect(await ask(adopted.url, 'select word from kept')).toEqual([{ word: 'chalk' }, { word: 'sponge' }]);
    await adopted.stop();
    expect(findPostmaster(cluster)).toBeUndefined();
  });

  test('recovers when it was killed itself', async () => {
    const before = await start();
    await ask(before.url, "insert into kept values ('ruler')");
    process.kill(findPostmaster(cluster)!.pid, 'SIGKILL');
    await before.stop();
    const after = await start();
    expect(await ask(after.url, 'select word from kept')).toContainEqual({ word: 'ruler' });
    await after.stop();
  });

  test('starts although the number in a left-over pid file is another program’s by now', async () => {
    const server = await start();
    const pidFile = path.join(cluster, 'postmaster.pid');
    const leftOver = readFileSync(pidFile, 'utf8');
    await server.stop();
    const another = spawn('cat', { ...chooseRunner(cluster), stdio: ['pipe', 'ignore', 'ignore'] });
    writeFileSync(pidFile, leftOver.replace(/^\d+/, String(another.pid)), { mode: 0o666 });
    const again = await start();
    expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await again.stop();
    another.kill();
  });
});

describe('an operator is told in a sentence', () => {
  test('that DATA_DIR is no folder', async () => {
    const file = path.join(parent, 'file');
    writeFileSync(file, '');
    await expect(startEmbedded({ dataDir: file, log: silent })).rejects.toThrow(/DATA_DIR .*file cannot be/);
  });

  test('that the folder holds something else', async () => {
    rmSync(path.join(dataDir, 'postgres', 'password'));
    await expect(start()).rejects.toThrow(/holds no readable password file/);
  });
});
