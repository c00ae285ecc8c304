import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChannelName } from '../../../lab/cast.ts';
import type { ClassPhoneView } from '../../../lab/classPhone.ts';
import { type Lab, startLab } from '../../../lab/lab.ts';
import type { PhoneView } from '../../../lab/phones/view.ts';
import { type FakeClock, fakeClock } from '../../support/clock.ts';
import { seededRandom } from '../../support/random.ts';

const chatId = '14155550109@c.us';
const others: ChannelName[] = ['telegram', 'sms', 'whatsapp'];
let folder: string;
let clock: FakeClock;
let lab: Lab;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'homeroom-lab-wweb-'));
  clock = fakeClock();
  lab = await open();
});
afterEach(async () => {
  await lab.stop();
  rmSync(folder, { recursive: true });
});

function open(channels: ChannelName[] = [...others, 'whatsapp-web']): Promise<Lab> {
  return startLab({
    clock,
    random: seededRandom(),
    url: 'http://127.0.0.1:1',
    channels,
    hosts: [],
    stateFile: path.join(folder, 'lab.json'),
    skip: async (ms) => clock.advance(ms),
    foundingCode: async () => null,
    onProblem: (problem) => {
      throw problem;
    },
  });
}

async function reopened(channels?: ChannelName[]): Promise<void> {
  await lab.stop();
  lab = await open(channels);
}

async function ask(method: string, route: string, body?: unknown) {
  const response = await lab.routes.request(`http://localhost/lab/api${route}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as { problem?: string } };
}

interface State {
  phones: PhoneView[];
  lab: { classPhone: ClassPhoneView | null; faults: { id: string }[] };
}
const state = async () => (await ask('GET', '/state')).answer as State;
const hana = async () => (await state()).phones.find(({ id }) => id === 'hana')!;
const classPhone = async () => (await state()).lab.classPhone;
const act = (wanted: object) => ask('POST', '/phones/hana', wanted);

/** A page in place of the browser's: what it is told, and how it asks. */
async function aPage() {
  const told: string[] = [];
  let answer: (...values: string[]) => unknown = () => undefined;
  await lab.whatsappWeb!.page.attach({
    exposeFunction: async (_name, asked) => {
      answer = asked;
    },
    evaluate: async (script) => told.push(script),
  });
  const asks = async (question: string, value: unknown) =>
    ((await answer(question, JSON.stringify(value))) as { answer: Record<string, unknown> }).answer;
  return { told, asks };
}

/** Something we say to Hana, as the library would. */
const send = (page: Awaited<ReturnType<typeof aPage>>, message: object) =>
  page.asks('send', { chatId, type: 'chat', quotedId: null, media: null, ...message });

describe('a WhatsApp phone beside an ordinary account', () => {
  test('is there where WhatsApp Web is served; else neither it nor a page', async () => {
    expect(await hana()).toMatchObject({ channel: 'whatsapp-web', number: '+14155550109', messages: [] });
    rmSync(path.join(folder, 'lab-whatsapp-web'), { recursive: true });
    await reopened(others);
    expect(await hana()).toBeUndefined();
    expect(await classPhone()).toBeNull();
    expect(lab.whatsappWeb).toBeNull();
    expect(existsSync(path.join(folder, 'lab-whatsapp-web'))).toBe(false);
  });

  test('keeps what was said over a restart, and over one without WhatsApp Web', async () => {
    await act({ act: 'say', text: 'Hello *there*' });
    await reopened(others);
    const own = { channel: 'sms', firstName: 'Hana', language: 'en', number: '+14155550177' };
    expect((await ask('POST', '/phones', own)).answer).toEqual({ id: 'hana-2' });
    await reopened();
    expect((await hana()).messages).toMatchObject([
      {
        isMine: true,
        kind: 'text',
        ticks: 'sent',
        spans: [{ text: 'Hello ' }, { text: 'there', look: ['bold'] }],
      },
    ]);
  });

  test('sends what a thumb can, drawn as what it is', async () => {
    for (const kind of ['photo', 'document', 'voice', 'location', 'poll']) await act({ act: 'send', kind });
    await act({ act: 'shareContact' });
    const { messages } = await hana();
    expect(messages.map(({ kind }) => kind)).toEqual([
      'photo',
      'document',
      'voice',
      'location',
      'poll',
      'contact',
    ]);
    expect(messages[1]!.file!.name).toBe('paper.pdf');
    expect(messages[3]!.place).toEqual({ latitude: -0.1807, longitude: -78.4678 });
    expect(messages[4]!.spans).toEqual([{ text: 'Friday or Saturday?' }]);
    expect(messages[5]).toMatchObject({ card: { name: 'Hana Suzuki', phone: '+14155550109' }, spans: [] });
  });

  test('changes and takes back what was said, and a deleted message no more', async () => {
    await act({ act: 'say', text: 'Helo' });
    const messageId = (await hana()).messages[0]!.id;
    await act({ act: 'edit', messageId, text: 'Hello' });
    expect((await hana()).messages).toMatchObject([{ spans: [{ text: 'Hello' }], isEdited: true }]);
    await act({ act: 'revoke', messageId });
    expect((await hana()).messages).toMatchObject([{ kind: 'revoked', spans: [], isEdited: false }]);
    expect((await act({ act: 'edit', messageId, text: 'Ha' })).answer.problem).toContain('deleted');
  });

  test('shows what comes, read a moment later, answers it natively and reacts once or not', async () => {
    const page = await aPage();
    await send(page, { id: 'ABC1', body: 'Who comes?' });
    await clock.run(1_500);
    const acknowledged = page.told.filter((script) => script.includes('"kind":"ack"'));
    expect(acknowledged.at(-1)).toContain('"ack":3');
    await act({ act: 'say', text: 'I do', replyTo: 'ABC1' });
    expect((await hana()).messages[1]!.reply).toEqual({ id: 'ABC1', author: 'Homeroom', text: 'Who comes?' });
    const reactions = async () => (await hana()).messages[0]!.reactions;
    await act({ act: 'react', messageId: 'ABC1', emoji: '👍' });
    expect(await reactions()).toEqual(['👍']);
    await act({ act: 'react', messageId: 'ABC1', emoji: '👍' });
    expect(await reactions()).toEqual([]);
  });

  test('draws pictures only, and hands out no file of a message that was deleted', async () => {
    const page = await aPage();
    const base64 = Buffer.from('<script>').toString('base64');
    await send(page, {
      id: 'ABC2',
      type: 'document',
      media: { mimetype: 'text/html', filename: 'a.html', base64 },
    });
    await act({ act: 'send', kind: 'photo' });
    const [paper, photo] = (await hana()).messages;
    const file = (url: string) => lab.routes.request(`http://localhost${url}`);
    const shown = async (url: string) => {
      const { headers } = await file(url);
      return [headers.get('content-type'), headers.get('content-disposition')];
    };
    expect(await shown(paper!.file!.url)).toEqual(['application/octet-stream', 'attachment']);
    expect(await shown(photo!.file!.url)).toEqual(['image/jpeg', 'inline']);
    await act({ act: 'revoke', messageId: photo!.id });
    expect((await file(photo!.file!.url)).status).toBe(404);
  });

  test.each([
    [{ act: 'start' }, 'WhatsApp cannot'],
    [{ act: 'hideNumber' }, 'WhatsApp cannot'],
    [{ act: 'send', kind: 'sticker' }, 'no such sticker'],
    [{ act: 'edit', messageId: 'x', text: 'y' }, 'no message x'],
    [{ act: 'revoke', messageId: '../x' }, 'no message'],
  ])('refuses %j with a sentence', async (wanted, sentence) => {
    expect((await act(wanted)).answer.problem).toContain(sentence);
  });

  test('has knobs of its own, and may be one’s own', async () => {
    await ask('PUT', '/faults/whatsapp-web-refuse', { times: 1 });
    expect((await state()).lab.faults).toMatchObject([{ id: 'whatsapp-web-refuse', times: 1 }]);
    await ask('DELETE', '/faults');
    expect((await state()).lab.faults).toEqual([]);
    const own = { channel: 'whatsapp-web', firstName: 'Zoë', language: 'en', number: '+14155550177' };
    expect((await ask('POST', '/phones', own)).status).toBe(201);
    await reopened(others);
    expect((await ask('PUT', '/faults/whatsapp-web-refuse', {})).status).toBe(409);
    expect((await ask('POST', '/phones', { ...own, number: '+14155550178' })).status).toBe(409);
  });
});

describe('the class’s own phone', () => {
  const pairing = (text: string) => ({ kind: 'pairing' as const, code: { text, svg: '<svg/>' } });

  test('shows the code, scans it, and the browser is let in again after a restart', async () => {
    const page = await aPage();
    const { ref, world } = await page.asks('hello', null);
    expect(world).toBeNull();
    lab.whatsappWeb!.show(pairing(`${ref},key,identity`));
    expect(await classPhone()).toMatchObject({ kind: 'pairing', number: '+15005550008', code: '<svg/>' });
    expect((await ask('POST', '/class-phone/scan')).status).toBe(200);
    const session = /"session":"(\w+)"/.exec(page.told.at(-1)!)![1];
    await reopened();
    expect((await (await aPage()).asks('hello', session)).world).toMatchObject({
      number: '15005550008@c.us',
    });
    expect((await ask('POST', '/class-phone/unlink')).status).toBe(200);
    expect((await (await aPage()).asks('hello', session)).world).toBeNull();
  });

  test('takes the newest code only, and nothing where there is none', async () => {
    lab.whatsappWeb!.show(pairing('2@yesterday,key'));
    expect((await ask('POST', '/class-phone/scan')).answer.problem).toContain('no longer valid');
    lab.whatsappWeb!.show({ kind: 'connected' });
    expect((await ask('POST', '/class-phone/scan')).answer.problem).toContain('no code to scan');
    expect((await ask('POST', '/class-phone/unlink')).answer.problem).toContain('No browser');
    await reopened(others);
    expect((await ask('POST', '/class-phone/scan')).status).toBe(404);
  });

  test('says why nothing goes in or out', async () => {
    expect(await classPhone()).toMatchObject({
      kind: 'stopped',
      sentence: expect.stringContaining('not been'),
    });
    lab.whatsappWeb!.show({ kind: 'stopped', reason: 'WhatsApp Web needs Chromium or Chrome.' });
    expect(await classPhone()).toMatchObject({
      sentence: 'WhatsApp Web needs Chromium or Chrome.',
      code: null,
    });
  });
});
