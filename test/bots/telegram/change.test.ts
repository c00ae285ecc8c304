import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { telegramChannel } from '../../../bots/telegram/send.ts';
import type { Channel, Outbound } from '../../../domain/channel.ts';
import { type Emulated, emulated, toAna } from './emulated.ts';

let telegram: Emulated;
let channel: Channel;

beforeEach(async () => {
  telegram = await emulated();
  channel = telegramChannel({ api: telegram.api, account: '42' });
});

afterEach(() => telegram.close());

const heard = () => telegram.ana.heard();
const texts = () => heard().map(({ text }) => text);
const said = async (fields: Partial<Outbound> = {}) => (await channel.send(toAna(fields))).providerIds;
const edit = (ids: string[], fields: Partial<Outbound> = {}) =>
  channel.send(toAna({ id: 'delivery-2', change: { kind: 'edit', ids }, ...fields }));
const takeBack = (ids: string[]) => channel.send(toAna({ change: { kind: 'delete', ids } }));

const twoParts = ['a'.repeat(4096), '\n', 'b'];

describe('editing', () => {
  it('writes over the message and its buttons', async () => {
    const ids = await said({ choices: [{ label: 'No', data: 'n' }] });
    const choices = [{ label: 'Why?', data: 'w' }];
    expect(await edit(ids, { body: [{ bold: '12' }, ' of <30'], choices })).toMatchObject({
      providerIds: ids,
    });
    expect(heard()).toMatchObject([
      {
        text: '12 of <30',
        entities: [{ type: 'bold', offset: 0, length: 2 }],
        buttons: [[{ text: 'Why?', callback_data: 'w' }]],
      },
    ]);
    expect(telegram.to('editMessageText')[0]!.link_preview_options).toBe('{"is_disabled":true}');
  });

  it('takes the buttons away where there are none any more', async () => {
    const ids = await said({ choices: [{ label: 'No', data: 'n' }] });
    await edit(ids, { body: ['Done'] });
    expect(heard()).toMatchObject([{ text: 'Done', buttons: [] }]);
  });

  it('what is so already succeeds', async () => {
    const ids = await said();
    expect(await edit(ids)).toMatchObject({ providerIds: ids });
    expect(telegram.emulator.calls.at(-1)!.answer).toMatchObject({ ok: false });
  });

  it('falls back to plain text', async () => {
    const ids = await said();
    telegram.refuse('editMessageText', 400, "Bad Request: can't parse entities: Unclosed start tag");
    expect(await edit(ids, { body: ['1 < 2'] })).toMatchObject({ note: 'sent as plain text' });
    expect(texts()).toEqual(['1 < 2']);
  });

  it('is rejected where the message is gone', async () => {
    await expect(edit(['9999'])).rejects.toMatchObject({ code: 'rejected', ours: false });
  });

  it('is rejected where the message came with keys', async () => {
    const ids = await said({ contactButton: 'Share my number' });
    await expect(edit(ids, { body: ['Thanks'] })).rejects.toMatchObject({ code: 'rejected', ours: false });
  });

  it('is never uncertain, because it may be done twice', async () => {
    const ids = await said();
    telegram.faults.set({ times: 1, fault: { kind: 'lose', closeAfterMs: 0 } });
    await expect(edit(ids, { body: ['Done'] })).rejects.toMatchObject({ code: 'unreachable' });
    expect(await edit(ids, { body: ['Done'] })).toMatchObject({ providerIds: ids });
  });

  it('takes back the surplus of a text that got shorter', async () => {
    const ids = await said({ body: twoParts });
    expect(await edit(ids, { body: ['short'] })).toMatchObject({ providerIds: [ids[0]] });
    expect(texts()).toEqual(['short']);
  });

  it('sends the rest of a text that got longer', async () => {
    const ids = await said();
    const { providerIds } = await edit(ids, { body: twoParts, replyTo: ids[0]! });
    expect(texts()).toEqual([twoParts[0], 'b']);
    expect(providerIds).toEqual(heard().map(({ id }) => String(id)));
    expect(heard()[1]!.reply).toBeNull();
  });
});

describe('taking back', () => {
  it('deletes every part', async () => {
    const ids = await said({ body: twoParts });
    expect(await takeBack(ids)).toEqual({ providerIds: ids });
    expect(texts()).toEqual([]);
  });

  it('what is gone already succeeds', async () => {
    const ids = await said();
    await takeBack(ids);
    expect(await takeBack(ids)).toEqual({ providerIds: ids });
    expect(telegram.emulator.calls.at(-1)!.answer).toMatchObject({ ok: false });
  });

  it('is rejected where it is too late', async () => {
    const ids = await said();
    telegram.refuse('deleteMessage', 400, "Bad Request: message can't be deleted");
    await expect(takeBack(ids)).rejects.toMatchObject({ code: 'rejected', ours: false });
  });

  it('is never uncertain, because it may be done twice', async () => {
    const ids = await said();
    telegram.faults.set({ times: 1, fault: { kind: 'lose', closeAfterMs: 0 } });
    await expect(takeBack(ids)).rejects.toMatchObject({ code: 'unreachable' });
  });
});
