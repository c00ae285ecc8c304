import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Lab, startLab } from '../../../lab/lab.ts';
import type { PhoneView } from '../../../lab/phones/view.ts';
import { type FakeClock, fakeClock } from '../../support/clock.ts';
import { seededRandom } from '../../support/random.ts';

let folder: string;
let clock: FakeClock;
let lab: Lab;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'homeroom-whatsapp-'));
  clock = fakeClock();
  lab = await open();
});
afterEach(async () => {
  await lab.stop();
  rmSync(folder, { recursive: true });
});

/** A Lab whose webhook takes everything, within this process. */
function open(channels: ('telegram' | 'sms' | 'whatsapp')[] = ['telegram', 'sms', 'whatsapp']): Promise<Lab> {
  return startLab({
    clock,
    random: seededRandom(),
    url: 'http://127.0.0.1:1',
    channels,
    hosts: [],
    stateFile: stateFile(),
    skip: async (ms) => clock.advance(ms),
    foundingCode: async () => null,
    onProblem: (problem) => {
      throw problem;
    },
    fetch: async (url) => new Response(new URL(String(url)).searchParams.get('hub.challenge')),
  });
}

const stateFile = () => path.join(folder, 'lab.json');

async function ask(method: string, route: string, body?: unknown) {
  const response = await lab.routes.request(`http://localhost/lab/api${route}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as { problem?: string } };
}

async function phone(id: string): Promise<PhoneView> {
  const response = await lab.routes.request('http://localhost/lab/api/state');
  const { phones } = (await response.json()) as { phones: PhoneView[] };
  return phones.find((one) => one.id === id)!;
}

const act = (id: string, wanted: object) => ask('POST', `/phones/${id}`, wanted);

async function send(message: object): Promise<void> {
  const { phoneNumberId, accessToken } = lab.whatsapp;
  await lab.routes.request(`http://localhost/lab/whatsapp/v23.0/${phoneNumberId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to: '14155550106', ...message }),
  });
  await clock.run(5_000);
}

test('two of the cast are on WhatsApp where that is served, and nobody where it is not', async () => {
  expect(await phone('eva')).toMatchObject({ channel: 'whatsapp', hidesNumber: false, freeUntil: null });
  expect(await phone('farid')).toMatchObject({ channel: 'whatsapp', hidesNumber: true });
  await lab.stop();
  rmSync(stateFile());
  lab = await open(['telegram', 'sms']);
  expect(await phone('eva')).toBeUndefined();
});

test('what is said, sent, changed and taken back is on the phone, and still there after a stop', async () => {
  await act('eva', { act: 'say', text: 'Hello *there*' });
  for (const kind of ['photo', 'document', 'voice', 'location', 'poll'])
    await act('eva', { act: 'send', kind });
  await act('eva', { act: 'shareContact' });
  await clock.run(1_000);
  await lab.stop();
  lab = await open();
  const { messages, freeUntil } = await phone('eva');
  expect(messages.map(({ kind, ticks }) => `${kind} ${ticks}`)).toEqual(
    ['text', 'photo', 'document', 'voice', 'location', 'poll', 'contact'].map((kind) => `${kind} delivered`),
  );
  expect(Date.parse(freeUntil!) - Date.parse(messages[0]!.at)).toBe(86_400_000);
  const [{ id }] = messages as [(typeof messages)[0]];
  await act('eva', { act: 'edit', messageId: id, text: 'Hello *you*' });
  expect((await phone('eva')).messages[0]).toMatchObject({
    spans: [{ text: 'Hello ' }, { text: 'you', look: ['bold'] }],
    isEdited: true,
  });
  await act('eva', { act: 'revoke', messageId: id });
  expect((await phone('eva')).messages[0]).toMatchObject({ kind: 'revoked', spans: [], isEdited: false });
});

test('a list and buttons are drawn, chosen from and quoted; the answer has none of them', async () => {
  await act('eva', { act: 'say', text: 'Hello' });
  await clock.run(1_000);
  const rows = [{ id: 'oak', title: 'House Oak' }];
  const action = { button: 'Choose', sections: [{ title: 'Houses', rows }] };
  await send({ type: 'interactive', interactive: { type: 'list', body: { text: '*Which?*' }, action } });
  const [, asked] = (await phone('eva')).messages;
  expect(asked).toMatchObject({ list: action, isMine: false });
  await act('eva', { act: 'choose', messageId: asked!.id, rowId: 'oak' });
  const [, , answer] = (await phone('eva')).messages;
  expect(answer).toMatchObject({ isMine: true, reply: { author: 'Homeroom', text: 'Which?' }, buttons: [] });
  expect(answer!.list).toBeUndefined();
  await act('eva', { act: 'react', messageId: asked!.id, emoji: '👍' });
  expect((await phone('eva')).messages[1]!.reactions).toEqual(['👍']);
  await act('eva', { act: 'react', messageId: asked!.id, emoji: '👍' });
  expect((await phone('eva')).messages[1]!.reactions).toEqual([]);
});

test('what a phone cannot do is refused with a sentence', async () => {
  expect((await act('eva', { act: 'start' })).answer.problem).toContain('WhatsApp cannot');
  expect((await act('eva', { act: 'press', messageId: 'x', data: 'y' })).answer.problem).toContain(
    'no such message',
  );
  expect((await act('ana', { act: 'hideNumber' })).answer.problem).toContain('Telegram cannot');
  await act('eva', { act: 'block' });
  expect((await act('eva', { act: 'say', text: 'Hello' })).answer.problem).toContain('blocked');
  expect(await phone('eva')).toMatchObject({ isBlocked: true });
});

test('a phone of one’s own is on WhatsApp at once, and its knobs are its own', async () => {
  const wanted = { channel: 'whatsapp', firstName: 'Zoë', language: 'en', number: '+14155550177' };
  expect((await ask('POST', '/phones', wanted)).status).toBe(201);
  expect((await act('zo', { act: 'say', text: 'Hello' })).status).toBe(200);
  await ask('PUT', '/faults/whatsapp-throttle', { times: 1 });
  await send({ type: 'text', text: { body: 'Hola' } });
  const { answer } = await ask('GET', '/state');
  expect((answer as { lab?: { faults: unknown[] } }).lab!.faults).toEqual([]);
});

test('what was kept before there was WhatsApp is taken up as it is', async () => {
  await act('ana', { act: 'say', text: 'Hello' });
  await lab.stop();
  const { whatsapp: _, ...old } = JSON.parse(readFileSync(stateFile(), 'utf8'));
  const cast = old.cast.filter(({ channel }: { channel: string }) => channel !== 'whatsapp');
  writeFileSync(stateFile(), JSON.stringify({ ...old, cast }));
  lab = await open();
  expect((await phone('ana')).messages).toHaveLength(1);
  expect((await phone('eva')).messages).toEqual([]);
});

test('a file is only drawn where it is a picture', async () => {
  await act('eva', { act: 'send', kind: 'photo' });
  await act('eva', { act: 'send', kind: 'document' });
  const headers = async (at: number) => {
    const { url } = (await phone('eva')).messages[at]!.file!;
    const response = await lab.routes.request(`http://localhost${url}`);
    return ['content-type', 'content-disposition', 'content-security-policy'].map((name) =>
      response.headers.get(name),
    );
  };
  const policy = "default-src 'none'; sandbox";
  expect(await headers(0)).toEqual(['image/jpeg', 'inline', policy]);
  expect(await headers(1)).toEqual(['application/octet-stream', 'attachment', policy]);
});
