import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WhatsappWebBot } from '../../../bots/whatsapp-web/bot.ts';
import type { OutboundFile } from '../../../domain/channel.ts';
import { needsChromium } from '../../support/needs.ts';
import { emulated, standing } from './emulated.ts';
import { account, eva as evasIds, outbound } from './events.ts';

const chromium = needsChromium();
const hourMs = 3_600_000;

/** A whole PNG of one pixel. */
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** One browser for all: what is said in both directions. */
describe.skipIf(!chromium)('messages, with the real library in a real browser', () => {
  let world: ReturnType<typeof emulated>;
  let bot: WhatsappWebBot;
  let missing: () => Promise<unknown>;

  beforeAll(async () => {
    world = emulated(chromium!);
    const { phones, page, pairing } = world.whatsapp;
    phones.add({ phone: evasIds.phone, name: 'Eva Novak' });
    phones.add({ phone: '+14155550107', name: 'Farid', shows: 'lid only' });
    bot = world.bot({
      standIn: {
        ...page,
        attach(opened) {
          missing = () => opened.evaluate('window.labMissing()');
          return page.attach(opened);
        },
      },
    });
    await bot.start();
    const { qr } = await standing(bot, 'pairing');
    await pairing.scan(qr);
    await standing(bot, 'connected');
  });

  afterAll(() => world?.close());

  beforeEach(() => {
    world.whatsapp.faults.clear();
    for (const heard of [world.heard.said, world.heard.receipts, world.heard.groups]) heard.length = 0;
  });

  const eva = () => world.whatsapp.phones.of(evasIds.phone);
  const farid = () => world.whatsapp.phones.of('+14155550107');
  const evasAddress = () => `${eva().person.lid}@lid`;
  const send = (text: string, more = {}) => bot.channel.send(outbound(evasAddress(), text, more));
  const statuses = (id: string | undefined) =>
    world.heard.receipts.filter(({ providerId }) => providerId === id).map(({ status }) => status);

  /** The next thing that is said. */
  async function next() {
    await world.heard.until(() => world.heard.said.length > 0);
    return world.heard.said.shift()!;
  }

  describe('coming in', () => {
    it('say who wrote, by the hidden id and the number', async () => {
      const { id } = await eva().say('Hello *there*');
      expect(await next()).toMatchObject({
        channel: 'whatsapp-web',
        account,
        externalId: id,
        from: evasAddress(),
        phone: evasIds.phone,
        name: 'Eva Novak',
        said: { kind: 'text', text: 'Hello *there*', replyTo: null, messageId: id },
      });
    });

    it('come from those who hide their number as well, and find back to them', async () => {
      await farid().say('It is me');
      const { from, phone } = await next();
      expect({ from, phone }).toEqual({ from: `${farid().person.lid}@lid`, phone: null });
      await bot.channel.send(outbound(from, 'Welcome'));
      expect(farid().heard().at(-1)?.body).toBe('Welcome');
    });

    it('are read at the other end once they are handed on', async () => {
      const { id } = await eva().say('Read this');
      const isRead = () =>
        eva()
          .conversation()
          .some((message) => message.id === id && message.ack === 3);
      while (!isRead()) await changeOf(eva());
    });

    it('are edited, reacted to and taken back', async () => {
      const { id } = await eva().say('Hullo');
      await next();
      await eva().edit(id, 'Hello');
      expect((await next()).said).toEqual({ kind: 'edited', text: 'Hello', messageId: id });
      const { providerIds } = await send('Hi Eva');
      await eva().react(providerIds[0]!, '👍');
      expect((await next()).said).toEqual({ kind: 'reacted', emoji: '👍', messageId: providerIds[0] });
      await eva().revoke(id);
      expect((await next()).said).toEqual({ kind: 'deleted', messageId: id });
    });

    it('name what they answer', async () => {
      const { providerIds } = await send('Which year?');
      await eva().say('1987', { replyTo: providerIds[0]! });
      expect((await next()).said).toMatchObject({ text: '1987', replyTo: providerIds[0] });
    });

    it('bring a photo, whose bytes can be fetched, up to a size', async () => {
      await eva().sendFile('image', { mimetype: 'image/png', filename: null, base64: png }, 'Us');
      const { said } = await next();
      expect(said).toMatchObject({ kind: 'media', media: 'photo', caption: 'Us' });
      const { id } = (said as { file: { id: string } }).file;
      const { mime, bytes } = await bot.files.fetch(id, 1_000);
      expect([mime, Buffer.from(bytes).toString('base64')]).toEqual(['image/png', png]);
      await expect(bot.files.fetch(id, 10)).rejects.toMatchObject({ code: 'rejected' });
      await expect(bot.files.fetch('false_1@c.us_GONE', 10)).rejects.toMatchObject({ code: 'rejected' });
    });

    it('bring their own card, which proves their number', async () => {
      await eva().shareContact();
      expect((await next()).said).toEqual({ kind: 'contact', phone: evasIds.phone, isOwn: true });
    });
  });

  describe('going out', () => {
    it('have numbers instead of buttons, and ticks', async () => {
      const choices = [
        { label: 'Yes', data: 'y' },
        { label: 'No', data: 'n' },
      ];
      const { providerIds } = await send('Shall I?', { choices });
      const [id] = providerIds;
      expect(eva().heard().at(-1)).toMatchObject({ id, body: 'Shall I?\n\n1 Yes\n2 No' });
      await eva().read();
      await world.heard.until(() => statuses(id).includes('read'));
      expect(statuses(id)).toEqual(['sent', 'delivered', 'read']);
    });

    it('wait with one tick while the phone is away', async () => {
      await eva().setOnline(false);
      const { providerIds } = await send('Later');
      await world.heard.until(() => statuses(providerIds[0]).length > 0);
      expect(statuses(providerIds[0])).toEqual(['sent']);
      await eva().setOnline(true);
      await world.heard.until(() => statuses(providerIds[0]).includes('delivered'));
    });

    it('answer a message natively, theirs or ours', async () => {
      const { id } = await eva().say('A question');
      await next();
      const { providerIds } = await send('An answer', { replyTo: id });
      expect(eva().heard().at(-1)?.quotedId).toBe(id);
      await send('And more', { replyTo: providerIds[0] });
      expect(eva().heard().at(-1)?.quotedId).toBe(providerIds[0]);
      await send('To nothing', { replyTo: 'GONE' });
      expect(eva().heard().at(-1)).toMatchObject({ body: 'To nothing', quotedId: null });
    });

    it('reach somebody by a number that never wrote', async () => {
      world.whatsapp.phones.add({ phone: '+14155550108', name: 'Gita', shows: 'lid' });
      await bot.channel.send(outbound('+14155550108', 'Hello Gita'));
      expect(
        world.whatsapp.phones
          .of('+14155550108')
          .heard()
          .map(({ body }) => body),
      ).toEqual(['Hello Gita']);
    });

    it('carry a photo with its words, a document with its name, and a voice', async () => {
      await send('Us in 1987', { file: file('photo', 'image/png') });
      expect(eva().heard().at(-1)).toMatchObject({
        type: 'image',
        body: 'Us in 1987',
        media: { mimetype: 'image/png', base64: png },
      });
      await send('The list', { file: file('document', 'application/pdf', 'list.pdf') });
      expect(eva().heard().at(-1)).toMatchObject({ type: 'document', media: { filename: 'list.pdf' } });
      const { providerIds } = await send('What I said', { file: file('voice', 'audio/ogg; codecs=opus') });
      expect(eva().heard().slice(-2)).toMatchObject([{ type: 'ptt' }, { body: 'What I said' }]);
      expect(providerIds).toHaveLength(2);
    });

    it('are taken back, as long as WhatsApp lets us', async () => {
      const early = await send('Not this');
      await send('', { change: { kind: 'delete', ids: early.providerIds } });
      expect(eva().heard().at(-1)).toMatchObject({ isRevoked: true });
      await send('', { change: { kind: 'delete', ids: early.providerIds } });
      const late = await send('Nor this');
      world.clock.advance(61 * hourMs);
      await expect(send('', { change: { kind: 'delete', ids: late.providerIds } })).rejects.toMatchObject({
        code: 'rejected',
      });
      expect(eva().heard().at(-1)).toMatchObject({ isRevoked: false });
    });
  });

  describe('that fail', () => {
    it.each([
      ['WhatsApp Web gives up', { kind: 'refuse' }, 'unreachable'],
      ['they are marked as failed', { kind: 'fail' }, 'unreachable'],
      ['nobody has WhatsApp there', { kind: 'refuse', error: 'No LID for user' }, 'rejected'],
    ] as const)('where %s', async (_, fault, code) => {
      world.whatsapp.faults.set({ fault, times: 1 });
      await expect(send('Once')).rejects.toMatchObject({ code });
      await send('Twice');
      expect(eva().heard().at(-1)?.body).toBe('Twice');
    });

    it('where a file is not uploaded', async () => {
      world.whatsapp.faults.set({ fault: { kind: 'upload' }, times: 1 });
      const file_ = file('photo', 'image/png');
      await expect(send('Look', { file: file_ })).rejects.toMatchObject({ code: 'unreachable' });
    });

    it('where its file cannot be read', async () => {
      const read = () => Promise.reject(new Error('ENOENT'));
      const unreadable = send('Look', { file: { ...file('photo', 'image/png'), read } });
      await expect(unreadable).rejects.toMatchObject({ name: 'SendError', code: 'unreachable', ours: true });
    });

    it('where nobody has this number', async () => {
      const nobody = bot.channel.send(outbound('+14155550999', 'Anybody?'));
      await expect(nobody).rejects.toMatchObject({ code: 'rejected', providerCode: 'no WhatsApp' });
    });

    it('where there is no answer in time: uncertain', async () => {
      world.whatsapp.faults.set({ fault: { kind: 'lose' }, times: 1 });
      const sending = expect(send('Lost?')).rejects.toMatchObject({ code: 'uncertain' });
      await changeOf(eva());
      world.clock.advance(2 * 60_000);
      await sending;
    });
  });

  it('in a group are apart from those between two, and can be answered there', async () => {
    const group = world.whatsapp.phones.addGroup('Class of 1987', [evasIds.phone, '+14155550107']);
    const { id } = await eva().in(group).say('Who comes?');
    await world.heard.until(() => world.heard.groups.length > 0);
    expect(world.heard.said).toEqual([]);
    expect(world.heard.groups).toMatchObject([
      { kind: 'group', groupId: group, inbound: { from: evasAddress(), said: { text: 'Who comes?' } } },
    ]);
    const { providerIds } = await bot.channel.send(outbound(group, 'I do', { replyTo: id }));
    expect(farid().in(group).heard()).toMatchObject([{ id: providerIds[0], body: 'I do', quotedId: id }]);
  });

  it('ask the page for no more than the stand-in has, and what the library can do without', async () => {
    expect(await missing()).toEqual([
      'WAWebBackendJobsCommon',
      'WAWebE2EProtoUtils',
      'WAWebCallCollection',
      'WAWebAddonPollVoteTableMode',
    ]);
  });
});

function changeOf(phone: { onChange(listener: () => void): () => void }): Promise<void> {
  return new Promise((resolve) => {
    const stop = phone.onChange(() => {
      stop();
      resolve();
    });
  });
}

function file(kind: OutboundFile['kind'], mime: string, name: string | null = null): OutboundFile {
  return {
    kind,
    key: `${kind} ${mime}`,
    mime,
    name,
    read: async () => new Uint8Array(Buffer.from(png, 'base64')),
  };
}
