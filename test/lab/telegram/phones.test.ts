import { Api, InputFile, Keyboard } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Phone } from '../../../lab/telegram/phone.ts';
import type { Update } from '../../../lab/telegram/shapes.ts';
import { type Lab, openLab, TOKEN } from './support.ts';

let lab: Lab;
let api: Api;
let ana: Phone;

beforeEach(async () => {
  lab = await openLab();
  api = new Api(TOKEN, { apiRoot: lab.root });
  ana = lab.telegram.phones.add({
    id: 7,
    first_name: 'Ana',
    last_name: 'Ruiz',
    language_code: 'es',
    phoneNumber: '34600000001',
  });
  ana.openLink('https://t.me/homeroom_bot?start=CODE7');
});

afterEach(() => lab.close());

const lastUpdate = async () => ((await api.getUpdates()) as unknown as Update[]).at(-1)!;

test('a deep link is a command with its code, marked as the real one is', async () => {
  expect((await lastUpdate()).message).toEqual({
    message_id: 1,
    from: { id: 7, is_bot: false, first_name: 'Ana', last_name: 'Ruiz', language_code: 'es' },
    chat: { id: 7, first_name: 'Ana', last_name: 'Ruiz', type: 'private' },
    date: Date.parse('2026-05-01T12:00:00Z') / 1000,
    text: '/start CODE7',
    entities: [{ type: 'bot_command', offset: 0, length: 6 }],
  });
});

test('a bot may not write to somebody who never started it', async () => {
  lab.telegram.phones.add({ id: 8, first_name: 'Ben' });
  await expect(api.sendMessage(8, 'hello')).rejects.toThrow(
    "403: Forbidden: bot can't initiate conversation with a user",
  );
});

test("one tap shares one's own contact, and takes the keyboard that asked away", async () => {
  const keyboard = new Keyboard().requestContact('My number').resized().oneTime();
  const asked = await api.sendMessage(7, 'Your number?', { reply_markup: keyboard });
  expect(ana.screen().keyboard?.keyboard).toEqual([[{ text: 'My number', request_contact: true }]]);
  ana.tap('My number');
  const { message } = await lastUpdate();
  expect(message!.contact).toEqual({
    phone_number: '34600000001',
    first_name: 'Ana',
    last_name: 'Ruiz',
    user_id: 7,
  });
  expect(message!.reply_to_message!.message_id).toBe(asked.message_id);
  expect(ana.screen().keyboard).toBeNull();
});

test("somebody else's contact carries another user or none", async () => {
  ana.shareContact({ phone_number: '+34600000002', first_name: 'Ben' });
  expect((await lastUpdate()).message!.contact).toEqual({ phone_number: '+34600000002', first_name: 'Ben' });
});

test('a keyboard stays until it is removed', async () => {
  await api.sendMessage(7, 'Which?', { reply_markup: { keyboard: [[{ text: 'A' }, { text: 'B' }]] } });
  ana.tap('B');
  expect((await lastUpdate()).message!.text).toBe('B');
  expect(ana.screen().keyboard).not.toBeNull();
  await api.sendMessage(7, 'Thanks', { reply_markup: { remove_keyboard: true } });
  expect(ana.screen().keyboard).toBeNull();
});

test('a pressed button waits for its notice, which must come within its time', async () => {
  const inline_keyboard = [[{ text: 'Yes', callback_data: 'yes:1' }]];
  await api.sendMessage(7, 'Sure?', { reply_markup: { inline_keyboard } });
  const id = ana.press('Yes');
  const { callback_query } = await lastUpdate();
  expect(callback_query).toMatchObject({ id, data: 'yes:1', from: { id: 7 }, message: { text: 'Sure?' } });
  await api.answerCallbackQuery(id, { text: 'Noted', show_alert: true });
  expect(ana.screen().callbacks[0]!.answer).toEqual({ text: 'Noted', show_alert: true, url: null });
  const late = ana.press('yes:1');
  lab.clock.skip(15_001);
  await expect(api.answerCallbackQuery(late)).rejects.toThrow('query is too old');
});

test('an edit changes what is shown, and takes the buttons away unless they are sent again', async () => {
  const inline_keyboard = [[{ text: 'Yes', callback_data: 'yes' }]];
  const { message_id } = await api.sendMessage(7, 'one', { reply_markup: { inline_keyboard } });
  lab.clock.skip(60_000);
  await api.editMessageText(7, message_id, '<i>two</i>', { parse_mode: 'HTML' });
  const [shown] = ana.heard();
  expect(shown).toMatchObject({
    text: 'two',
    buttons: [],
    entities: [{ type: 'italic', offset: 0, length: 3 }],
  });
  expect(shown!.editedAt).toEqual(new Date('2026-05-01T12:01:00Z'));
  await api.editMessageReplyMarkup(7, message_id, { reply_markup: { inline_keyboard } });
  expect(ana.heard()[0]!.buttons).toEqual(inline_keyboard);
});

test('native replies show what they answer, in both directions', async () => {
  const { message_id } = await api.sendMessage(7, 'A post');
  const mine = ana.say('My answer', { replyTo: message_id });
  expect((await lastUpdate()).message!.reply_to_message).toMatchObject({ message_id, text: 'A post' });
  await api.sendMessage(7, 'And mine', { reply_parameters: { message_id: mine.id } });
  expect(ana.heard().at(-1)!.reply).toEqual({ id: mine.id, text: 'My answer' });
  const gone = { message_id: 999, allow_sending_without_reply: true };
  await api.sendMessage(7, 'Alone', { reply_parameters: gone });
  expect(ana.heard().at(-1)!.reply).toBeNull();
});

test("an edit of one's own message is told as such", async () => {
  const said = ana.say('helo');
  ana.edit(said.id, 'hello');
  expect((await lastUpdate()).edited_message).toMatchObject({ message_id: said.id, text: 'hello' });
});

test('deleted messages are gone from the screen', async () => {
  const ids = [];
  for (const text of ['a', 'b', 'c']) ids.push((await api.sendMessage(7, text)).message_id);
  await api.deleteMessage(7, ids[0]!);
  await api.deleteMessages(7, [ids[1]!, 999]);
  expect(ana.heard().map((one) => one.text)).toEqual(['c']);
});

test('blocking is heard of, and so is coming back', async () => {
  ana.block();
  const blocked = (await lastUpdate()).my_chat_member as { new_chat_member: { status: string } };
  expect(blocked.new_chat_member.status).toBe('kicked');
  await expect(api.sendMessage(7, 'hi')).rejects.toThrow('403: Forbidden: bot was blocked by the user');
  ana.start();
  await api.sendMessage(7, 'welcome back');
  expect(ana.lastText()).toBe('welcome back');
});

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAEUlEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
);

test('a photo goes out as a file, again by its id, and can be fetched back', async () => {
  const sent = await api.sendPhoto(7, new InputFile(PNG, 'dot.png'), {
    caption: '<b>dot</b>',
    parse_mode: 'HTML',
  });
  const [photo] = sent.photo;
  expect(photo).toMatchObject({ width: 2, height: 3, file_size: PNG.length });
  await api.sendPhoto(7, photo!.file_id);
  expect(ana.heard().map((one) => [one.kind, one.text])).toEqual([
    ['photo', 'dot'],
    ['photo', ''],
  ]);
  const { file_path } = await api.getFile(photo!.file_id);
  const response = await fetch(`${lab.root}/file/bot${TOKEN}/${file_path}`);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);
});

test.each(['photo', 'sticker', 'voice', 'document', 'video', 'audio', 'animation'] as const)(
  'a %s from the phone arrives with its file',
  async (kind) => {
    ana.sendMedia({ kind });
    const { message } = await lastUpdate();
    expect(message![kind]).toBeDefined();
  },
);

test('a place and a word in a group arrive', async () => {
  ana.sendLocation({ latitude: 40.4, longitude: -3.7 });
  expect((await lastUpdate()).message!.location).toEqual({ latitude: 40.4, longitude: -3.7 });
  const group = lab.telegram.phones.addGroup(7, { type: 'supergroup', title: 'Class' });
  lab.telegram.phones.sayInGroup(7, group, 'hello all');
  expect((await lastUpdate()).message).toMatchObject({
    text: 'hello all',
    chat: { id: group, title: 'Class' },
  });
});

test('what is read is marked so', async () => {
  await api.sendMessage(7, 'news');
  expect(ana.heard()[0]!.isRead).toBe(false);
  ana.read();
  expect(ana.heard()[0]!.isRead).toBe(true);
});
