import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { telegramChannel } from '../../../bots/telegram/send.ts';
import type { Channel, MediaKind, Outbound, OutboundFile } from '../../../domain/channel.ts';
import { type Emulated, emulated, toAna } from './emulated.ts';

let telegram: Emulated;
let channel: Channel;
let reads: number;

beforeEach(async () => {
  telegram = await emulated();
  channel = telegramChannel({ api: telegram.api, account: '42' });
  reads = 0;
});

afterEach(() => telegram.close());

const heard = () => telegram.ana.heard();
const send = async (fields: Partial<Outbound>) => channel.send(toAna(fields));
const uploads = () => telegram.emulator.calls.filter(({ files }) => files.length > 0);
const choices = [{ label: 'Yes', data: 'y' }];
const buttons = [[{ text: 'Yes', callback_data: 'y' }]];

function file(fields: Partial<OutboundFile> = {}, bytes = picture(640, 480)): OutboundFile {
  const read = async () => {
    reads += 1;
    return new Uint8Array(bytes);
  };
  return { kind: 'photo', key: 'k1', mime: 'image/png', name: 'Us.png', read, ...fields };
}

/** The head of a PNG, which is all that the emulator reads of it. */
function picture(width: number, height: number, size = 64): Buffer {
  const bytes = Buffer.alloc(size);
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1').copy(bytes);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

describe('a file', () => {
  it.each<[kind: MediaKind, mime: string, method: string, shown: string]>([
    ['photo', 'image/jpeg', 'sendPhoto', 'photo'],
    ['photo', 'image/tiff', 'sendDocument', 'document'],
    ['sticker', 'image/png', 'sendPhoto', 'photo'],
    ['video', 'video/mp4', 'sendVideo', 'video'],
    ['video', 'video/quicktime', 'sendDocument', 'document'],
    ['animation', 'image/gif', 'sendAnimation', 'animation'],
    ['animation', 'video/mp4', 'sendAnimation', 'animation'],
    ['animation', 'video/webm', 'sendDocument', 'document'],
    ['voice', 'audio/ogg; codecs=opus', 'sendVoice', 'voice'],
    ['voice', 'audio/amr', 'sendDocument', 'document'],
    ['audio', 'audio/mpeg', 'sendAudio', 'audio'],
    ['audio', 'audio/flac', 'sendDocument', 'document'],
    ['document', 'application/pdf', 'sendDocument', 'document'],
    ['document', 'image/png', 'sendDocument', 'document'],
  ])('a %s of type %s goes by %s', async (kind, mime, method, shown) => {
    const { providerIds } = await send({ file: file({ kind, mime }), body: [{ bold: 'Ana' }, ': <us>'] });
    const [message] = heard();
    expect(providerIds).toEqual([String(message!.id)]);
    expect(message).toMatchObject({ kind: shown, text: 'Ana: <us>' });
    expect(message!.entities).toEqual([{ type: 'bold', offset: 0, length: 3 }]);
    expect(telegram.to(method)).toHaveLength(1);
  });

  it('arrives byte by byte, under its name', async () => {
    const bytes = Buffer.from([0, 13, 10, 45, 45, 255]);
    const name = 'Class; of "88"\r\n é.pdf';
    await send({ file: file({ kind: 'document', mime: 'application/pdf', name }, bytes) });
    const [stored] = Object.values(telegram.emulator.snapshot().files);
    expect(Buffer.from(stored!.base64, 'base64')).toEqual(bytes);
    expect(heard()[0]!.message.document).toMatchObject({ file_name: 'Class; of _88___ é.pdf' });
  });

  it('goes without words', async () => {
    await send({ file: file(), body: [] });
    expect(heard()).toMatchObject([{ kind: 'photo', text: '' }]);
  });

  it('has the reply and the buttons of its message', async () => {
    const { id } = telegram.ana.say('Show us!');
    await send({ file: file(), replyTo: String(id), choices });
    expect(heard()).toMatchObject([{ kind: 'photo', text: 'Hello', reply: { id }, buttons }]);
  });

  it('has 1,024 units of caption; a longer text comes behind it, with the buttons', async () => {
    const { id } = telegram.ana.say('Show us!');
    await send({ file: file(), body: ['ü'.repeat(1024)] });
    await send({ file: file(), body: ['ü'.repeat(1025)], replyTo: String(id), choices });
    expect(heard()).toMatchObject([
      { kind: 'photo', text: 'ü'.repeat(1024) },
      { kind: 'photo', text: '', reply: { id }, buttons: [] },
      { kind: 'text', text: 'ü'.repeat(1025), reply: null, buttons },
    ]);
  });

  it('is not sent twice where only its text failed', async () => {
    telegram.faults.set({ method: 'sendMessage', times: 1, fault: { kind: 'throttle', retryAfter: 3 } });
    const message = { file: file(), body: ['ü'.repeat(2000)] };
    await expect(send(message)).rejects.toMatchObject({ code: 'throttled' });
    const { providerIds } = await send(message);
    expect(heard().map(({ id }) => String(id))).toEqual(providerIds);
    expect(heard()).toMatchObject([{ kind: 'photo' }, { kind: 'text' }]);
  });

  it('falls back to a plain caption where its HTML is not understood, and says so', async () => {
    telegram.refuse('sendPhoto', 400, "Bad Request: can't parse entities: Unclosed start tag");
    expect(await send({ file: file(), body: ['1 < 2'] })).toMatchObject({ note: 'sent as plain text' });
    expect(heard()).toMatchObject([{ kind: 'photo', text: '1 < 2' }]);
  });
});

describe('a photo that Telegram does not show is a document', () => {
  it.each([
    ['of more than 10 MB', picture(640, 480, 10 * 1024 * 1024 + 1)],
    ['twenty-one times as wide as high', picture(2100, 100)],
    ['of more than 10,000 pixels on two sides', picture(6000, 4001)],
    ['that is none', Buffer.from('no picture')],
  ])('%s', async (_, bytes) => {
    await send({ file: file({}, bytes) });
    await send({ file: file({}, bytes) });
    expect(heard()).toMatchObject([
      { kind: 'document', text: 'Hello' },
      { kind: 'document', text: 'Hello' },
    ]);
    expect(reads).toBe(1);
  });
});

it('a photo of more than 10 MB is not even tried as one', async () => {
  await send({ file: file({}, picture(640, 480, 10 * 1024 * 1024 + 1)) });
  expect(telegram.to('sendPhoto')).toEqual([]);
});

describe('a voice note', () => {
  const voice = () => file({ kind: 'voice', mime: 'audio/ogg', name: 'voice.ogg' }, Buffer.from('OggS'));

  it('goes as a document to those who take none, and to the others as it is', async () => {
    telegram.refuse('sendVoice', 400, 'Bad Request: VOICE_MESSAGES_FORBIDDEN');
    await send({ file: voice() });
    await send({ file: voice() });
    expect(heard().map(({ kind }) => kind)).toEqual(['document', 'voice']);
  });
});

describe('a post with a photo to forty readers', () => {
  const toForty = (to: (i: number) => Partial<Outbound>) =>
    Promise.allSettled(Array.from({ length: 40 }, (_, i) => send({ id: `d${i}`, file: file(), ...to(i) })));

  it('is uploaded once', async () => {
    expect((await toForty(() => ({}))).every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(heard()).toHaveLength(40);
    expect(uploads()).toHaveLength(1);
    expect(reads).toBe(1);
  });

  it('is uploaded by the next one where the first reader has blocked the bot', async () => {
    const outcomes = await toForty((i) => (i === 0 ? { to: '1' } : {}));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(heard()).toHaveLength(39);
    expect(uploads()).toHaveLength(2);
  });

  it('is uploaded once more where Telegram no longer knows it', async () => {
    await send({ file: file() });
    telegram.refuse('sendPhoto', 400, 'Bad Request: wrong file identifier/HTTP URL specified', 40);
    await toForty(() => ({}));
    telegram.faults.clear();
    expect((await toForty(() => ({}))).every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(uploads().filter(({ answer }) => answer?.ok)).toHaveLength(2);
  });
});

describe('a change of a message with a file', () => {
  const posted = async (fields: Partial<Outbound>) => (await send({ file: file(), ...fields })).providerIds;
  const edit = (ids: string[], fields: Partial<Outbound>) =>
    send({ id: 'delivery-2', file: file(), change: { kind: 'edit', ids }, ...fields });
  const long = 'ü'.repeat(2000);

  it.each([
    ['a caption', ['Us'], ['Us, all'], [['photo', 'Us, all']]],
    ['no caption', [], ['Us'], [['photo', 'Us']]],
    ['a caption that goes', ['Us'], [], [['photo', '']]],
    [
      'a caption that becomes a text',
      ['Us'],
      [long],
      [
        ['photo', ''],
        ['text', long],
      ],
    ],
    ['a text that becomes a caption', [long], ['Us'], [['photo', 'Us']]],
    [
      'a text',
      [long],
      [`${long}!`],
      [
        ['photo', ''],
        ['text', `${long}!`],
      ],
    ],
  ])('%s', async (_, before, after, expected) => {
    const ids = await posted({ body: before });
    const { providerIds } = await edit(ids, { body: after, choices });
    expect(heard().map(({ kind, text }) => [kind, text])).toEqual(expected);
    expect(providerIds).toEqual(heard().map(({ id }) => String(id)));
    expect(heard().map((one) => one.buttons)).toEqual(
      expected.map((_, i) => (i === expected.length - 1 ? buttons : [])),
    );
    expect(reads).toBe(1);
  });

  it('may be asked for twice', async () => {
    const ids = await posted({ body: ['Us'] });
    await edit(ids, { body: ['We'] });
    expect(await edit(ids, { body: ['We'] })).toMatchObject({ providerIds: ids });
  });

  it('takes back the file and its text', async () => {
    const ids = await posted({ body: [long] });
    await send({ change: { kind: 'delete', ids } });
    expect(heard()).toEqual([]);
  });

  it('is refused where the message has no file', async () => {
    const { providerIds } = await send({ body: ['Hi'] });
    await expect(edit(providerIds, { body: ['Us'] })).rejects.toMatchObject({
      code: 'rejected',
      ours: false,
    });
  });
});

describe('what goes wrong', () => {
  it('our own file cannot be read: later perhaps', async () => {
    const read = () => Promise.reject(new Error('the disk is away'));
    await expect(send({ file: file({ read }) })).rejects.toMatchObject({ code: 'unreachable', ours: true });
    await send({ file: file() });
    expect(heard()).toHaveLength(1);
  });

  it('the answer to an upload is lost: it may be there', async () => {
    telegram.faults.set({ method: 'sendPhoto', times: 1, fault: { kind: 'lose', closeAfterMs: 0 } });
    await expect(send({ file: file() })).rejects.toMatchObject({ code: 'uncertain' });
  });

  it('Telegram is in trouble: no document in its place', async () => {
    telegram.refuse('sendPhoto', 500, 'Internal Server Error');
    await expect(send({ file: file() })).rejects.toMatchObject({ code: 'unreachable' });
    expect(telegram.to('sendDocument')).toEqual([]);
  });
});
