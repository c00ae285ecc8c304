import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { telegramChannel } from '../../../bots/telegram/send.ts';
import type { Channel } from '../../../domain/channel.ts';
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

describe('sending', () => {
  it('shows what people wrote as they wrote it, and no link preview', async () => {
    const { providerIds } = await channel.send(toAna({ body: [{ bold: 'Ana' }, ': 1 < 2 & <i>'] }));
    const [message] = heard();
    expect(providerIds).toEqual([String(message!.id)]);
    expect(message!.text).toBe('Ana: 1 < 2 & <i>');
    expect(message!.entities).toEqual([{ type: 'bold', offset: 0, length: 3 }]);
    expect(telegram.to('sendMessage')[0]!.link_preview_options).toBe('{"is_disabled":true}');
  });

  it('shows as a reply', async () => {
    const { id } = telegram.ana.say('Who comes?');
    await channel.send(toAna({ replyTo: String(id) }));
    expect(heard()[0]!.reply).toEqual({ id, text: 'Who comes?' });
  });

  it.each(['9999', 'SM123'])('goes without a reply where there is no message %s', async (replyTo) => {
    await channel.send(toAna({ replyTo }));
    expect(heard()).toMatchObject([{ text: 'Hello', reply: null }]);
  });

  it('falls back to plain text where its HTML is not understood, and says so', async () => {
    telegram.refuse('sendMessage', 400, "Bad Request: can't parse entities: Unclosed start tag");
    const { note } = await channel.send(toAna({ body: [{ bold: 'Ana' }, ': 1 < 2'] }));
    expect(note).toBe('sent as plain text');
    expect(heard()).toMatchObject([{ text: 'Ana: 1 < 2', entities: [] }]);
  });
});

describe('what goes wrong', () => {
  it('the person blocked the bot', async () => {
    telegram.ana.block();
    await expect(channel.send(toAna())).rejects.toMatchObject({ name: 'SendError', code: 'stopped' });
  });

  it('the account is gone', async () => {
    telegram.phones.deactivate(4711);
    await expect(channel.send(toAna())).rejects.toMatchObject({ code: 'stopped' });
  });

  it('the person never pressed Start', async () => {
    const ben = telegram.phones.add({ first_name: 'Ben' });
    const sending = channel.send(toAna({ to: String(ben.user.id) }));
    await expect(sending).rejects.toMatchObject({ code: 'stopped' });
  });

  it('nothing is said', async () => {
    await expect(channel.send(toAna({ body: [] }))).rejects.toMatchObject({ code: 'rejected', ours: true });
  });

  it('Telegram wants us slower', async () => {
    telegram.faults.set({ times: 1, fault: { kind: 'throttle', retryAfter: 3 } });
    await expect(channel.send(toAna())).rejects.toMatchObject({ code: 'throttled', retryAfterMs: 3_000 });
  });

  it('the answer is lost: the message may be there, and here it is', async () => {
    telegram.faults.set({ times: 1, fault: { kind: 'lose', closeAfterMs: 0 } });
    await expect(channel.send(toAna())).rejects.toMatchObject({ code: 'uncertain', retryable: false });
    expect(texts()).toEqual(['Hello']);
  });
});

describe('buttons', () => {
  const choices = [{ label: 'Yes', data: 'y' }];

  it('stand under the message', async () => {
    await channel.send(toAna({ choices }));
    expect(heard()[0]!.buttons).toEqual([[{ text: 'Yes', callback_data: 'y' }]]);
  });

  it('with too much data are refused before anything is sent', async () => {
    const sending = channel.send(toAna({ choices: [{ label: 'Yes', data: 'y'.repeat(65) }] }));
    await expect(sending).rejects.toMatchObject({ code: 'rejected', ours: true });
    expect(telegram.to('sendMessage')).toEqual([]);
  });

  it('for the contact become keys, which the next message without buttons takes away, once', async () => {
    const keys = () =>
      telegram.ana
        .screen()
        .keyboard?.keyboard.flat()
        .map(({ text }) => text);
    await channel.send(toAna({ contactButton: 'Share my number', choices }));
    expect(keys()).toEqual(['Share my number', 'Yes']);
    await channel.send(toAna({ choices }));
    expect(keys()).toEqual(['Share my number', 'Yes']);
    await channel.send(toAna());
    expect(keys()).toBeUndefined();
    await channel.send(toAna());
    expect(telegram.to('sendMessage').map((call) => 'reply_markup' in call)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('for the contact stay where a message comes that is changed later, which else could not be', async () => {
    await channel.send(toAna({ contactButton: 'Share my number' }));
    const { providerIds } = await channel.send(toAna({ mayChange: true }));
    await channel.send(toAna({ body: ['Changed'], change: { kind: 'edit', ids: providerIds } }));
    await channel.send(toAna());
    expect(telegram.ana.screen().keyboard).toBeNull();
  });

  it('for the contact share it with one tap', async () => {
    await channel.send(toAna({ contactButton: 'Share my number' }));
    expect(telegram.ana.tap('Share my number').message.contact).toMatchObject({ user_id: 4711 });
  });
});

describe('a long text', () => {
  const [first, second, last] = ['a'.repeat(4096), 'b'.repeat(4096), 'c'];
  const choices = [{ label: 'Yes', data: 'y' }];
  const long = toAna({ body: [first!, '\n', second!, '\n', last!], choices });

  it('becomes several messages: the first is the reply, the last has the buttons', async () => {
    const { id } = telegram.ana.say('Tell me');
    const { providerIds } = await channel.send({ ...long, replyTo: String(id) });
    expect(texts()).toEqual([first, second, last]);
    expect(providerIds).toEqual(heard().map((message) => String(message.id)));
    expect(heard().map(({ reply }) => reply?.id)).toEqual([id, undefined, undefined]);
    expect(heard().map(({ buttons }) => buttons.length)).toEqual([0, 0, 1]);
  });

  it('goes on behind what was accepted, where a later part failed', async () => {
    afterNextMessage(() => telegram.faults.set({ times: 1, fault: { kind: 'throttle', retryAfter: 1 } }));
    await expect(channel.send(long)).rejects.toMatchObject({ code: 'throttled' });
    expect(texts()).toEqual([first]);
    const { providerIds } = await channel.send(long);
    expect(texts()).toEqual([first, second, last]);
    expect(providerIds).toEqual(heard().map((message) => String(message.id)));
  });

  it('is uncertain where a part may have been accepted', async () => {
    afterNextMessage(() => telegram.faults.set({ times: 1, fault: { kind: 'lose', closeAfterMs: 0 } }));
    await expect(channel.send(long)).rejects.toMatchObject({ code: 'uncertain' });
    expect(texts()).toEqual([first, second]);
  });

  function afterNextMessage(act: () => void) {
    const stop = telegram.phones.onChange(({ kind }) => {
      if (kind !== 'message') return;
      stop();
      act();
    });
  }
});
