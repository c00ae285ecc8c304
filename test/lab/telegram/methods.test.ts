import { Api } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { emptyState } from '../../../lab/telegram/state.ts';
import { checkCall, checkObject } from './apiSpec.ts';
import { BOT, type Lab, openLab, TOKEN } from './support.ts';

let lab: Lab;
let api: Api;

beforeEach(async () => {
  lab = await openLab();
  api = new Api(TOKEN, { apiRoot: lab.root });
  lab.telegram.phones.add({ id: 7, first_name: 'Ana' }).start();
});

afterEach(() => lab.close());

test('parameters come as query, form, multipart or JSON, and the method in any case', async () => {
  const url = `${lab.root}/bot${TOKEN}/SENDMESSAGE`;
  const params = { chat_id: '7', text: 'hi', disable_notification: 'true' };
  const form = new FormData();
  for (const [name, value] of Object.entries(params)) form.set(name, value);
  const json = { body: JSON.stringify(params), headers: { 'content-type': 'application/json' } };
  const replies = [
    await fetch(`${url}?${new URLSearchParams(params)}`),
    await fetch(url, { method: 'POST', body: new URLSearchParams(params) }),
    await fetch(url, { method: 'POST', body: form }),
    await fetch(url, { method: 'POST', ...json }),
  ];
  expect(replies.map((one) => one.status)).toEqual([200, 200, 200, 200]);
  expect(lab.telegram.phones.of(7).heard()).toHaveLength(4);
});

test('a body that is no JSON, a wrong token and a wrong path are refused', async () => {
  const send = (path: string, body: string) =>
    fetch(`${lab.root}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  expect((await send(`/bot${TOKEN}/sendMessage`, '{')).status).toBe(400);
  expect(await lab.call('getMe', {}, '1:abc')).toMatchObject({ status: 401, description: 'Unauthorized' });
  expect((await send('/elsewhere', '{}')).status).toBe(404);
});

test('4096 UTF-16 units are counted after the markup was read', async () => {
  const text = `<b>${'😀'.repeat(2047)}</b>ab`;
  expect((await api.sendMessage(7, text, { parse_mode: 'HTML' })).text).toHaveLength(4096);
  await expect(api.sendMessage(7, `${text}c`, { parse_mode: 'HTML' })).rejects.toThrow('message is too long');
});

test('entities may be given instead of markup', async () => {
  const entities = [{ type: 'bold' as const, offset: 1, length: 2 }];
  expect((await api.sendMessage(7, 'a😀b', { entities })).entities).toEqual(entities);
  await expect(
    api.sendMessage(7, 'a😀b', { entities: [{ type: 'bold', offset: 1, length: 1 }] }),
  ).rejects.toThrow(
    'entity beginning at UTF-16 offset 1 ends in a middle of a UTF-16 symbol at byte offset 5',
  );
});

test('commands are kept per scope and language', async () => {
  const help = [{ command: 'help', description: 'Help' }];
  const ayuda = [{ command: 'ayuda', description: 'Ayuda' }];
  await api.setMyCommands(help);
  await api.setMyCommands(ayuda, { language_code: 'es', scope: { type: 'all_private_chats' } });
  expect(await api.getMyCommands()).toEqual(help);
  expect(await api.getMyCommands({ language_code: 'es', scope: { type: 'all_private_chats' } })).toEqual(
    ayuda,
  );
  await api.deleteMyCommands();
  expect(await api.getMyCommands()).toEqual([]);
  await expect(api.setMyCommands([{ command: 'Help!', description: 'x' }])).rejects.toThrow(
    'BOT_COMMAND_INVALID',
  );
});

test('descriptions fall back to the one for everybody', async () => {
  await api.setMyDescription('A class');
  await api.setMyShortDescription('Una clase', { language_code: 'es' });
  expect(await api.getMyDescription({ language_code: 'es' })).toEqual({ description: 'A class' });
  expect(await api.getMyShortDescription({ language_code: 'es' })).toEqual({
    short_description: 'Una clase',
  });
  expect(await api.getMyName()).toEqual({ name: BOT.name });
});

test('getMe, getChat, typing and reactions answer as the specification says', async () => {
  expect(await api.getMe()).toMatchObject({ id: 4242, is_bot: true, username: 'homeroom_bot' });
  expect(await api.getChat(7)).toMatchObject({ id: 7, type: 'private', first_name: 'Ana' });
  await api.sendChatAction(7, 'typing');
  expect(lab.telegram.phones.of(7).screen().action).toBe('typing');
  await api.setMessageReaction(7, 1, [{ type: 'emoji', emoji: '👍' }]);
  expect(lab.telegram.phones.of(7).screen().messages[0]!.reactions).toEqual(['👍']);
  await expect(api.leaveChat(7)).rejects.toThrow('400');
});

test('a restart keeps everything, the updates nobody confirmed too', async () => {
  await api.sendMessage(7, 'before');
  lab.telegram.phones.of(7).say('unheard');
  const kept = JSON.parse(JSON.stringify(lab.telegram.snapshot())) as typeof emptyState extends () => infer S
    ? S
    : never;
  const again = await openLab();
  again.telegram.restore(kept);
  const ana = again.telegram.phones.of(7);
  expect(ana.screen().messages.map((one) => one.text)).toEqual(['/start', 'before', 'unheard']);
  const updates = (await again.call('getUpdates')).result as { update_id: number }[];
  ana.say('new');
  const more = (await again.call('getUpdates')).result as { update_id: number }[];
  expect(more.map((one) => one.update_id)).toEqual([...updates.map((one) => one.update_id), 100_000_003]);
  await again.close();
});

test('the calls and objects of a test are held to the specification', async () => {
  expect(checkCall('sendMessage', { chat_id: 7, text: 'hi', reply_markup: { inline_keyboard: [] } })).toEqual(
    [],
  );
  expect(checkCall('sendMessage', { chat_id: 7, txt: 'hi' })).toEqual([
    'sendMessage: text is missing',
    'sendMessage: txt is no parameter',
  ]);
  expect(checkCall('sendMessage', { chat_id: 7, text: 'hi', reply_parameters: '{"message":1}' })).toEqual([
    'sendMessage: reply_parameters.message_id is missing',
    'sendMessage: reply_parameters.message is no field of ReplyParameters',
  ]);
  expect(
    checkObject('Update', { update_id: 1, message: { message_id: 1, date: '5', chat: { id: 1 } } }),
  ).toEqual(['Update.message.date is no Integer', 'Update.message.chat.type is missing']);
});
