import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../../config.ts';
import { silent } from '../../domain/log.ts';
import { start } from '../../server.ts';
import { realClock, realRandom } from '../../system.ts';
import { atEnd } from '../support/atEnd.ts';
import { newInstallation, until } from '../support/installation.ts';

test('where the port is taken nothing is left running', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'homeroom-port-'));
  chmodSync(dataDir, 0o711);
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const config = readConfig({ PORT: String((other.address() as AddressInfo).port), DATA_DIR: dataDir });
  const starting = start({ config, clock: realClock(), random: realRandom(), log: silent });
  await expect(starting).rejects.toThrow(/^Port \d+ is taken by another program/);
  expect(existsSync(path.join(dataDir, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false);
  other.close();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

test('a Redis that takes connections and never answers holds up nobody', async () => {
  const deaf = createServer((socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
  atEnd(async () => void deaf.close());
  const REDIS_URL = `redis://127.0.0.1:${(deaf.address() as AddressInfo).port}`;
  const installation = await newInstallation({ REDIS_URL });
  await installation.start();
  const ana = installation.providers.telegram.phones.add({ first_name: 'Ana' });
  ana.start();
  await until(() => ana.heard().length === 1, 10_000);
  expect(ana.lastText()).toContain('I connect old schoolmates');
}, 90_000);
