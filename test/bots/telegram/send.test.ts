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

const sent = () => telegram.to('sendMessage');

describe('sending', () => {
  it('escapes what people wrote, and shows no link preview', async () => {
    const { providerIds } = await channel.send(message({ body: [{ bold: 'Ana' }, ': 1 < 2'] }));
    expect(providerIds).toEqual(['101']);
    expect(sent()).toEqual([
      {
        chat_id: 4711,
        text: '<b>Ana</b>: 1 &lt; 2',
        parse_mode: 'HTML',
        link_preview_options: { is_disabled: true },
      },
    ]);
  });

  it('shows as a reply, also where the message answered is gone', async () => {
    await channel.send(message({ replyTo: '60' }));
    expect(sent()[0]).toMatchObject({
      reply_parameters: { message_id: 60, allow_sending_without_reply: true },
    });
  });

  it('goes without a reply where the id is none of Telegram', async () => {
    await channel.send(message({ replyTo: 'SM123' }));
    expect(sent()[0]).not.toHaveProperty('reply_parameters');
  });

  it('falls back to plain text where its HTML is not understood, and says so', async () => {
    telegram.plan('sendMessage', refusal(400, "Bad Request: can't parse entities: no idea"));
    const result = await channel.send(message({ body: [{ bold: 'Ana' }, ': 1 < 2'] }));
    expect(result.note).toBe('sent as plain text');
    expect(sent()[1]).toMatchObject({ text: 'Ana: 1 < 2' });
    expect(sent()[1]).not.toHaveProperty('parse_mode');
  });

  it('throws what Telegram refuses as an error of ours', async () => {
    telegram.plan('sendMessage', refusal(429, 'Too Many Requests: retry after 3', { retry_after: 3 }));
    await expect(channel.send(message({}))).rejects.toMatchObject({
      name: 'SendError',
      code: 'throttled',
      retryAfterMs: 3_000,
    });
  });
});

describe('buttons', () => {
  const choices = [{ label: 'Yes', data: 'y' }];

  it('stand under the message', async () => {
    await channel.send(message({ choices }));
    expect(sent()[0]!.reply_markup).toEqual({ inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] });
  });

  it('with too much data are refused before anything is sent', async () => {
    const sending = channel.send(message({ choices: [{ label: 'Yes', data: 'y'.repeat(65) }] }));
    await expect(sending).rejects.toMatchObject({ code: 'rejected', ours: true });
    expect(sent()).toEqual([]);
  });

  it('for the contact become keys, which the next message without buttons takes away, once', async () => {
    await channel.send(message({ contactButton: 'Share my number', choices }));
    await channel.send(message({ choices }));
    await channel.send(message({}));
    await channel.send(message({}));
    expect(sent().map(({ reply_markup }) => reply_markup)).toEqual([
      expect.objectContaining({
        keyboard: [[{ text: 'Share my number', request_contact: true }], [{ text: 'Yes' }]],
      }),
      expect.objectContaining({ inline_keyboard: expect.anything() }),
      { remove_keyboard: true },
      undefined,
    ]);
  });
});

describe('a long text', () => {
  const long = message({
    body: ['a'.repeat(4096), '\n', 'b'.repeat(4096), '\n', 'c'],
    replyTo: '60',
    choices: [{ label: 'Yes', data: 'y' }],
  });

  it('becomes several messages: the first is the reply, the last has the buttons', async () => {
    expect(await channel.send(long)).toMatchObject({ providerIds: ['101', '102', '103'] });
    expect(sent().map(({ text }) => String(text)[0])).toEqual(['a', 'b', 'c']);
    expect(sent().map((call) => 'reply_parameters' in call)).toEqual([true, false, false]);
    expect(sent().map((call) => 'reply_markup' in call)).toEqual([false, false, true]);
  });

  it('goes on behind what was accepted, where a later part failed', async () => {
    telegram.plan('sendMessage', 'accept', refusal(429, 'Too Many Requests', { retry_after: 1 }));
    await expect(channel.send(long)).rejects.toMatchObject({ code: 'throttled' });
    expect(await channel.send(long)).toMatchObject({ providerIds: ['101', '102', '103'] });
    expect(sent().map(({ text }) => String(text)[0])).toEqual(['a', 'b', 'b', 'c']);
  });

  it('is uncertain where a part may have been accepted', async () => {
    telegram.plan('sendMessage', 'accept', 'answer with a page');
    await expect(channel.send(long)).rejects.toMatchObject({ code: 'uncertain' });
  });
});

function message(fields: Partial<Outbound>): Outbound {
  return {
    id: 'delivery-1',
    to: '4711',
    body: ['Hello'],
    choices: [],
    contactButton: null,
    replyTo: null,
    change: null,
    ...fields,
  };
}

function refusal(error_code: number, description: string, parameters?: { retry_after: number }) {
  return { error_code, description, parameters };
}
