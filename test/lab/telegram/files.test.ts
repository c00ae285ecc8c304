import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Lab, startLab } from '../../../lab/lab.ts';
import type { PhoneView } from '../../../lab/phones/view.ts';
import { fakeClock } from '../../support/clock.ts';
import { seededRandom } from '../../support/random.ts';

let lab: Lab;
let folder: string;

beforeEach(async () => {
  const clock = fakeClock();
  folder = mkdtempSync(path.join(tmpdir(), 'homeroom-lab-'));
  lab = await startLab({
    clock,
    random: seededRandom(),
    url: 'http://127.0.0.1:1',
    channels: ['telegram', 'sms'],
    hosts: [],
    stateFile: path.join(folder, 'lab.json'),
    skip: async (ms) => clock.advance(ms),
    foundingCode: async () => 'F00N-D1NG',
    onProblem: (problem) => {
      throw problem;
    },
  });
});

afterEach(async () => {
  await lab.stop();
  rmSync(folder, { recursive: true });
});

const get = (path: string) => lab.routes.request(`http://localhost${path}`);
const send = async (phone: string, kind: string) =>
  lab.routes.request(`http://localhost/lab/api/phones/${phone}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ act: 'send', kind }),
  });

async function lastOn(id: string) {
  const { phones } = (await (await get('/lab/api/state')).json()) as { phones: PhoneView[] };
  return phones.find((one) => one.id === id)!.messages.at(-1)!;
}

test.each([
  ['photo', 'image/jpeg', 'inline', 'ffd8ff'],
  ['sticker', 'image/webp', 'inline', '524946'],
  ['document', 'application/octet-stream', 'attachment', '255044'],
  ['voice', 'application/octet-stream', 'attachment', '4f6767'],
])('a %s on a phone is served to its page', async (kind, type, disposition, start) => {
  expect((await send('ana', kind)).status).toBe(200);
  const { kind: shown, file } = await lastOn('ana');
  expect(shown).toBe(kind);
  const response = await get(file!.url);
  expect(response.headers.get('content-type')).toBe(type);
  expect(response.headers.get('content-disposition')).toBe(disposition);
  expect(Buffer.from(await response.arrayBuffer()).toString('hex', 0, 3)).toBe(start);
});

test('a file is on the phone that has it, and on no other', async () => {
  await send('ana', 'photo');
  const { file } = await lastOn('ana');
  for (const phone of ['carla', 'ben', 'nobody'])
    expect((await get(file!.url.replace('ana', phone))).status).toBe(404);
  expect((await get('/lab/api/phones/ana/files/constructor')).status).toBe(404);
});
