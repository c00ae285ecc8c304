import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Lab, startLab } from '../../lab/lab.ts';
import type { PhoneView } from '../../lab/phones/view.ts';
import type { Progress } from '../../lab/story/player.ts';
import { type FakeClock, fakeClock } from '../support/clock.ts';
import { seededRandom } from '../support/random.ts';

let folder: string;
let clock: FakeClock;
let lab: Lab;
const problems: unknown[] = [];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'homeroom-lab-'));
  clock = fakeClock();
  lab = await open();
});

afterEach(async () => {
  await lab.stop();
  rmSync(folder, { recursive: true });
  expect(problems).toEqual([]);
});

/** A Lab without a bot: nobody answers, and nothing is posted, as no server listens at its address. */
function open(options: { channels?: ('telegram' | 'sms')[] } = {}): Promise<Lab> {
  return startLab({
    clock,
    random: seededRandom(),
    url: 'http://127.0.0.1:1',
    channels: options.channels ?? ['telegram', 'sms'],
    hosts: [],
    stateFile: stateFile(),
    skip: async (ms) => clock.advance(ms),
    foundingCode: async () => 'F00N-D1NG',
    onProblem: (problem) => problems.push(problem),
  });
}

const stateFile = () => path.join(folder, 'lab.json');

async function ask<Answer = object>(method: string, route: string, body?: unknown) {
  const response = await lab.routes.request(`http://localhost/lab/api${route}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as Answer & { problem?: string } };
}

interface State {
  phones: PhoneView[];
  lab: { faults: { id: string; times: number | null }[] };
  story: Progress;
}

const state = async () => (await ask<State>('GET', '/state')).answer;
const phone = async (id: string) => (await state()).phones.find((one) => one.id === id)!;
const textsOn = async (id: string) =>
  (await phone(id)).messages.map(({ spans }) => spans.map(({ text }) => text).join(''));

test('the page comes with everything it needs from here, and nothing inline', async () => {
  const page = await lab.routes.request('http://localhost/lab');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  const html = await page.text();
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=/);
  for (const [, file] of html.matchAll(/(?:src|href)="([^"#]+)[^"]*"/g)) {
    // The web chat is the server's own page.
    if (file === '/chat') continue;
    const answer = await lab.routes.request(`http://localhost${file}`);
    expect([file, answer.status]).toEqual([file, 200]);
  }
});

test('a file that is not of the page is not handed out', async () => {
  for (const name of ['../page.tsx', '..%2Fpage.tsx', 'nothing.js', '%2e%2e/routes.ts'])
    expect((await lab.routes.request(`http://localhost/lab/assets/${name}`)).status).toBe(404);
});

test('the cast is there from the start, each on a phone', async () => {
  const { phones } = await state();
  expect(phones.map(({ name, channel, language }) => `${name} ${channel} ${language}`)).toEqual([
    'Olga Petrova telegram en',
    'Ana Rossi telegram en',
    'Ben Carter sms en',
    'Carla Méndez telegram es',
    'Dev Patel sms en',
  ]);
});

test('what was said is still there after a kill, as soon as a moment has passed', async () => {
  await ask('POST', '/phones/ana', { act: 'say', text: 'Hello!' });
  clock.advance(300);
  await vi.waitUntil(() => existsSync(stateFile()) && readFileSync(stateFile(), 'utf8').includes('Hello!'));
  lab = await open();
  expect(await textsOn('ana')).toEqual(['Hello!']);
  expect((await phone('ana')).messages[0]!.isRead).toBe(false);
});

test('a stop keeps what was said last, and phones that were added', async () => {
  const added = { channel: 'sms', firstName: 'Zoë', language: 'en', number: '+14155550177' };
  expect((await ask('POST', '/phones', added)).status).toBe(201);
  await ask('POST', '/phones/ana', { act: 'say', text: 'Hello!' });
  await lab.stop();
  lab = await open();
  expect(await textsOn('ana')).toEqual(['Hello!']);
  expect((await state()).phones.map(({ firstName }) => firstName)).toContain('Zoë');
});

test('a file of phones that cannot be read is not overwritten, but told of', async () => {
  await lab.stop();
  writeFileSync(stateFile(), '{"version":');
  await expect(open()).rejects.toThrow(/lab\.json cannot be read/);
  writeFileSync(stateFile(), 'null');
  lab = await open();
});

test.each([
  ['no name', { channel: 'sms', firstName: ' ', language: 'en', number: '+14155550177' }, 400],
  ['no number', { channel: 'sms', firstName: 'Zoë', language: 'en', number: '4155550177' }, 400],
  [
    'the number of another',
    { channel: 'sms', firstName: 'Zoë', language: 'en', number: '+14155550103' },
    409,
  ],
  ['nothing at all', undefined, 400],
])('a phone with %s is not added, and the page is told why', async (_what, wanted, status) => {
  const { status: given, answer } = await ask('POST', '/phones', wanted);
  expect([given, typeof answer.problem]).toEqual([status, 'string']);
});

test('what a phone cannot do is refused with a sentence', async () => {
  expect((await ask('POST', '/phones/nobody', { act: 'say', text: 'Hello' })).status).toBe(404);
  expect((await ask('POST', '/phones/ana', { act: 'fly' })).status).toBe(400);
  expect((await ask('POST', '/phones/ben', { act: 'shareContact' })).answer.problem).toContain('only text');
  await ask('POST', '/phones/ana', { act: 'block' });
  expect((await ask('POST', '/phones/ana', { act: 'say', text: 'Hello' })).answer.problem).toContain(
    'blocked',
  );
  expect((await ask('POST', '/phones/ana', { act: 'say', text: 'x'.repeat(70_000) })).status).toBe(413);
});

test('a text to a number that lies on no phone brings one onto the desk', async () => {
  const { accountSid, authToken, phoneNumber } = lab.twilio;
  await lab.routes.request(`http://localhost/lab/twilio/2010-04-01/Accounts/${accountSid}/Messages.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
    body: new URLSearchParams({ From: phoneNumber, To: '+14155550102', Body: '123456 is your code' }),
  });
  await clock.run(5_000);
  const { phones } = await state();
  const texts = phones.find(({ channel, number }) => channel === 'sms' && number === '+14155550102')!;
  expect([texts.name, texts.messages.length]).toEqual(['Ana Rossi', 1]);
});

test('a fault is on once, or until it is turned off', async () => {
  await ask('PUT', '/faults/telegram-refuse', { times: 1 });
  await ask('PUT', '/faults/sms-delay', {});
  await ask('PUT', '/faults/sms-delay', { times: 1 });
  const faults = async () => (await state()).lab.faults.map(({ id, times }) => `${id} ${times}`);
  expect(await faults()).toEqual(['telegram-refuse 1', 'sms-delay 1']);
  await ask('DELETE', '/faults/telegram-refuse');
  expect(await faults()).toEqual(['sms-delay 1']);
  await ask('DELETE', '/faults');
  expect(await faults()).toEqual([]);
  expect((await ask('PUT', '/faults/weather', {})).status).toBe(404);
});

test('the clock goes ahead by what is asked, and not back', async () => {
  const before = clock.now().getTime();
  await ask('POST', '/clock', { ms: 86_400_000 });
  expect(clock.now().getTime() - before).toBe(86_400_000);
  expect((await ask('POST', '/clock', { ms: -1 })).status).toBe(400);
});

test('a story that nobody answers waits, then says so and stops; meanwhile time stands', async () => {
  await ask('POST', '/story', { speed: 1 });
  expect((await ask('POST', '/clock', { ms: 3_600_000 })).status).toBe(409);
  await clock.run(30_000);
  expect((await state()).story).toMatchObject({ state: 'playing', chapter: 0, phone: 'olga' });
  expect(await textsOn('olga')).toEqual(['/start F00N-D1NG']);
  await clock.run(30_000);
  const { story } = await state();
  expect(story.state).toBe('stopped');
  expect(story.sentence).toContain('Olga is still waiting for an answer');
});

test('a story can be stopped, and is then over', async () => {
  await ask('POST', '/story', {});
  await clock.run(2_000);
  await ask('DELETE', '/story');
  await clock.run(0);
  expect((await state()).story).toMatchObject({
    state: 'stopped',
    sentence: expect.stringContaining('stopped'),
  });
});

test('where one channel is a real one, the Lab has only phones of the other and no story', async () => {
  await lab.stop();
  rmSync(stateFile());
  lab = await open({ channels: ['sms'] });
  expect((await state()).phones.map(({ channel }) => channel)).toEqual(['sms', 'sms']);
  expect((await ask('POST', '/story', {})).status).toBe(409);
});

test('the address alone, and a slash too many, lead to the phones', async () => {
  for (const path of ['/', '/lab/']) {
    const response = await lab.routes.request(`http://localhost${path}`);
    expect([response.status, response.headers.get('location')]).toEqual([302, '/lab']);
  }
});
