import { Api } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { telegramChannel } from '../../../bots/telegram/send.ts';
import type { Channel, Outbound } from '../../../domain/channel.ts';
import { standIn } from './standIn.ts';

let telegram: Awaited<ReturnType<typeof standIn>>;
let channel: Channel;

beforeEach(async () => {
  telegram = await standIn();
  channel = telegramChannel({ api: new Api('42:SECRET', { apiRoot: telegram.root }), account: '42' });
});

afterEach(() => telegram.close());

const refused = (description: string) => ({ error_code: 400, description: `Bad Request: ${description}` });

describe('editing', () => {
  it('writes over the message and its buttons', async () => {
    const choices = [{ label: 'Why?', data: 'w' }];
    const edited = await channel.send(change('edit', ['60'], { body: [{ bold: '12' }, ' of 30'], choices }));
    expect(edited.providerIds).toEqual(['60']);
    expect(telegram.to('editMessageText')).toEqual([
      {
        chat_id: 4711,
        message_id: 60,
        text: '<b>12</b> of 30',
        parse_mode: 'HTML',
        link_preview_options: { is_disabled: true },
        reply_markup: { inline_keyboard: [[{ text: 'Why?', callback_data: 'w' }]] },
      },
    ]);
  });

  it('what is so already succeeds', async () => {
    telegram.plan('editMessageText', refused('message is not modified: specified new message content'));
    expect(await channel.send(change('edit', ['60']))).toMatchObject({ providerIds: ['60'] });
  });

  it('falls back to plain text', async () => {
    telegram.plan('editMessageText', refused("can't parse entities: no idea"));
    expect(await channel.send(change('edit', ['60']))).toMatchObject({ note: 'sent as plain text' });
  });

  it.each(['message to edit not found', "message can't be edited"])(
    'is rejected: %s',
    async (description) => {
      telegram.plan('editMessageText', refused(description));
      const editing = channel.send(change('edit', ['60']));
      await expect(editing).rejects.toMatchObject({ code: 'rejected', ours: false });
    },
  );

  it('is never uncertain, because it may be done twice', async () => {
    telegram.plan('editMessageText', 'answer with a page');
    const editing = channel.send(change('edit', ['60']));
    await expect(editing).rejects.toMatchObject({ code: 'unreachable', retryable: true });
  });

  it('takes back the surplus of a text that got shorter', async () => {
    expect(await channel.send(change('edit', ['60', '61']))).toMatchObject({ providerIds: ['60'] });
    expect(telegram.to('deleteMessage')).toEqual([{ chat_id: 4711, message_id: 61 }]);
  });

  it('sends the rest of a text that got longer', async () => {
    const body = ['a'.repeat(4096), '\n', 'b'];
    const edited = await channel.send(change('edit', ['60'], { body, replyTo: '59' }));
    expect(edited.providerIds).toEqual(['60', '101']);
    expect(telegram.to('sendMessage')).toEqual([expect.objectContaining({ text: 'b' })]);
    expect(telegram.to('sendMessage')[0]).not.toHaveProperty('reply_parameters');
  });
});

describe('taking back', () => {
  it('deletes every part', async () => {
    expect(await channel.send(change('delete', ['60', '61']))).toEqual({ providerIds: ['60', '61'] });
    expect(telegram.to('deleteMessage').map(({ message_id }) => message_id)).toEqual([60, 61]);
  });

  it('what is gone already succeeds', async () => {
    telegram.plan('deleteMessage', refused('message to delete not found'));
    expect(await channel.send(change('delete', ['60']))).toEqual({ providerIds: ['60'] });
  });

  it('is rejected where it is too late', async () => {
    telegram.plan('deleteMessage', refused("message can't be deleted"));
    await expect(channel.send(change('delete', ['60']))).rejects.toMatchObject({ code: 'rejected' });
  });

  it('is never uncertain, because it may be done twice', async () => {
    telegram.plan('deleteMessage', 'answer with a page');
    await expect(channel.send(change('delete', ['60']))).rejects.toMatchObject({ code: 'unreachable' });
  });
});

function change(kind: 'edit' | 'delete', ids: string[], fields: Partial<Outbound> = {}): Outbound {
  return {
    id: 'delivery-1',
    to: '4711',
    body: ['Hello'],
    choices: [],
    contactButton: null,
    replyTo: null,
    change: { kind, ids },
    ...fields,
  };
}
