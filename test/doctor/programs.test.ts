import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { whatsappWebCheck } from '../../doctor/chromium.ts';
import { type LabSettings, labCheck } from '../../doctor/lab.ts';
import { redisCheck } from '../../doctor/redis.ts';
import { atEnd } from '../support/atEnd.ts';
import { until } from '../support/installation.ts';
import { needsChromium, needsRedis } from '../support/needs.ts';
import { looked } from './looking.ts';

const redisServer = needsRedis();
const chromium = needsChromium();

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'homeroom-doctor-'));
  atEnd(async () => rmSync(made, { recursive: true, force: true }));
  return made;
}

describe.skipIf(!redisServer)('Redis', () => {
  test('that answers, that wants a password, and that is away', async () => {
    const port = await freePort();
    const child = spawn(
      redisServer!,
      ['--port', String(port), '--save', '', '--requirepass', 'open-sesame'],
      {
        stdio: 'ignore',
      },
    );
    atEnd(async () => child.kill('SIGKILL'));
    const look = (login: string) => looked(redisCheck(`redis://${login}127.0.0.1:${port}`));
    await until(async () => (await look(':open-sesame@'))[0] === '✓ Redis answers.');
    expect(await look('')).toEqual(['✗ Redis refuses user or password: correct both in REDIS_URL (NOAUTH).']);
    const [refused] = await look(':hunter22@');
    expect(refused).toBe('✗ Redis refuses user or password: correct both in REDIS_URL (WRONGPASS).');
  });
});

test('Redis that is not there is named', async () => {
  expect(await looked(redisCheck('redis://127.0.0.1:59'))).toEqual([
    '✗ Redis does not answer: start it, or correct REDIS_URL, with rediss:// where it speaks TLS (ECONNREFUSED).',
  ]);
});

describe('WhatsApp Web', () => {
  const nowhere = { folders: [], places: [] };
  const web = { number: '+14155550199', dataDir: '/nonexistent', userId: 1000 };

  test.skipIf(!chromium)('Chromium that starts is fine', async () => {
    const [found] = await looked(whatsappWebCheck({ ...web, chromePath: chromium }));
    expect(found).toMatch(/^✓ .*Chrom.* starts\.$/);
  });

  test('Chromium that is missing, and one that does not start', async () => {
    const missing = await looked(whatsappWebCheck({ ...web, chromePath: undefined, places: nowhere }));
    expect(missing[0]).toMatch(/^✗ WhatsApp Web needs Chromium or Chrome, and none was found: install it/);
    const broken = path.join(folder(), 'chromium');
    writeFileSync(broken, '#!/bin/sh\nexit 127\n');
    chmodSync(broken, 0o755);
    const [found] = await looked(whatsappWebCheck({ ...web, chromePath: broken }));
    expect(found).toMatch(/^✗ .*chromium is there and does not start: run ".*chromium --version" to see why/);
    expect((await looked(whatsappWebCheck({ ...web, chromePath: `${broken}-not` })))[0]).toMatch(
      /^✗ CHROME_PATH is /,
    );
  });

  test('a phone that is paired, one that is not, and the Lab’s; and never its number', async () => {
    const dataDir = folder();
    const program = path.join(dataDir, 'chromium');
    writeFileSync(program, '#!/bin/sh\necho Chromium 140.0.1\n');
    chmodSync(program, 0o755);
    const look = (more: object = {}) =>
      looked(whatsappWebCheck({ ...web, dataDir, chromePath: program, ...more }));
    expect(await look()).toEqual([
      '✓ Chromium 140.0.1 starts.',
      '! No phone is paired yet: npm start shows a code, to be scanned under Linked devices.',
    ]);
    expect((await look({ userId: 0 }))[1]).toMatch(/^! As root Chromium runs without its sandbox/);
    expect((await look({ number: undefined }))[1]).toBe('✓ Without WHATSAPP_WEB_NUMBER the Lab serves it.');
    const session = path.join(dataDir, 'whatsapp-web', '14155550199');
    mkdirSync(session, { recursive: true });
    writeFileSync(path.join(session, 'paired.json'), '{}');
    expect((await look())[1]).toBe('✓ A phone is paired.');
  });
});

const lab: LabSettings = {
  isOn: true,
  hasChannel: false,
  host: '127.0.0.1',
  port: 3000,
  nodeVersion: '20.20.2',
};

test.each<[string, Partial<LabSettings>, RegExp]>([
  [
    'nothing is set',
    {},
    /^✓ No channel has credentials, so that the Lab serves them all: npm start is enough/,
  ],
  ['it is shown to others', { host: '0.0.0.0' }, /^! The Lab is on at 0\.0\.0\.0, where whoever reaches it/],
  [
    'it is on beside real channels',
    { hasChannel: true },
    /^✓ The Lab is on beside the real channels, for this machine only/,
  ],
  [
    'both',
    { hasChannel: true, host: '0.0.0.0' },
    /^✗ The Lab is on beside real channels, and whoever reaches 0\.0\.0\.0/,
  ],
  ['it is off', { isOn: false, hasChannel: true, host: '0.0.0.0' }, /^✓ The Lab is off/],
  ['Node is old', { nodeVersion: '20.9.0' }, /^✗ Node 20\.9\.0 is too old: install 20\.18 or later\.$/],
])('the Lab where %s', async (_, settings, sentence) => {
  expect((await looked(labCheck({ ...lab, ...settings })))[0]).toMatch(sentence);
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
