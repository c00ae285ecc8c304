import { type Lab, type Reply, untilHeld } from './support.ts';

/** How a real request comes to be refused in the words of an entry; `ana` has started the bot, `ben` never did. */
export type Scenario = (lab: Lab) => Promise<Reply>;

export const ANA = 7;
export const BEN = 8;

const say = (lab: Lab, params: object = {}) =>
  lab.call('sendMessage', { chat_id: ANA, text: 'hi', ...params });
const ana = (lab: Lab) => lab.telegram.phones.of(ANA);
const sent = async (lab: Lab, params: object = {}) =>
  ((await say(lab, params)).result as { message_id: number }).message_id;

const edit = (lab: Lab, params: object) =>
  lab.call('editMessageText', { chat_id: ANA, text: 'new', ...params });
const button = (kind: object) => ({ reply_markup: { inline_keyboard: [[{ text: 'x', ...kind }]] } });
const key = (one: unknown) => ({ reply_markup: { keyboard: [[one]] } });
const remove = (lab: Lab, message_ids?: unknown) => lab.call('deleteMessages', { chat_id: ANA, message_ids });
const react = (lab: Lab, reaction: unknown) =>
  lab.call('setMessageReaction', { chat_id: ANA, message_id: 1, reaction });
const commands = (lab: Lab, params: object) =>
  lab.call('setMyCommands', { commands: [{ command: 'help', description: 'Help' }], ...params });

const inGroup =
  (
    type: 'group' | 'supergroup' | 'channel',
    fate: Parameters<Lab['telegram']['phones']['changeGroup']>[1],
  ): Scenario =>
  (lab) => {
    const id = lab.telegram.phones.addGroup(ANA, { type, title: 'Class of 1999' });
    lab.telegram.phones.changeGroup(id, fate);
    return say(lab, { chat_id: id });
  };

const without =
  (method: string): Scenario =>
  (lab) =>
    lab.call(method, { chat_id: ANA });

async function upload(lab: Lab, method: string, file: { field: string; bytes: Buffer }): Promise<Reply> {
  const form = new FormData();
  form.set('chat_id', String(ANA));
  form.set(file.field, new Blob([new Uint8Array(file.bytes)]), 'file.jpg');
  const url = `${lab.root}/bot${lab.telegram.snapshot().bots[4242]!.token}/${method}`;
  const response = await fetch(url, { method: 'POST', body: form });
  return { status: response.status, ...((await response.json()) as Omit<Reply, 'status'>) };
}

/** By the entry's own words; what the server adds around them (`Bad Request: `) is compared apart. */
export const SCENARIOS: Record<string, Scenario> = {
  'Forbidden: bot was blocked by the user': async (lab) => {
    ana(lab).block();
    return say(lab);
  },
  'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message':
    async (lab) => edit(lab, { message_id: await sent(lab), text: 'hi' }),
  'Bad Request: MESSAGE_ID_INVALID': (lab) =>
    lab.call('editMessageText', { inline_message_id: 'x', text: 'a' }),
  'Bad Request: message to delete not found': (lab) =>
    lab.call('deleteMessage', { chat_id: ANA, message_id: 999 }),
  'Bad Request: message text is empty': (lab) => say(lab, { text: '' }),
  'Message text is empty': (lab) => lab.call('sendMessage', { chat_id: ANA }),
  "Bad Request: message can't be edited": (lab) => edit(lab, { message_id: 1 }),
  "Bad Request: message can't be deleted": async (lab) => {
    const id = await sent(lab);
    lab.clock.skip(49 * 3600_000);
    return lab.call('deleteMessage', { chat_id: ANA, message_id: id });
  },
  'Bad Request: message to edit not found': (lab) => edit(lab, { message_id: 999 }),
  'Bad Request: there is no text in the message to edit': async (lab) => {
    const photo = ana(lab).sendMedia({ kind: 'photo' }).message.photo![0]!.file_id;
    const reply = await lab.call('sendPhoto', { chat_id: ANA, photo });
    return edit(lab, { message_id: (reply.result as { message_id: number }).message_id });
  },
  'Bad Request: message to be replied not found': (lab) =>
    say(lab, { reply_parameters: { message_id: 999 } }),
  'Bad Request: message identifier is not specified': (lab) => edit(lab, {}),
  'Message identifier is not specified': (lab) => lab.call('deleteMessage', { chat_id: ANA }),
  'Bad Request: message is too long': (lab) => say(lab, { text: 'x'.repeat(4097) }),
  'Bad Request: MESSAGE_TOO_LONG': async (lab) =>
    edit(lab, { message_id: await sent(lab), text: 'x'.repeat(4097) }),
  'Bad Request: chat not found': (lab) => say(lab, { chat_id: 424_242 }),
  'Bad Request: BUTTON_URL_INVALID': (lab) => say(lab, button({ url: 'nothing' })),
  'Bad Request: BUTTON_DATA_INVALID': (lab) => say(lab, button({ callback_data: 'é'.repeat(33) })),
  "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard": (
    lab,
  ) => say(lab, button({})),
  'Text buttons are unallowed in the inline keyboard': (lab) => say(lab, button({})),
  'Bad Request: wrong file identifier/HTTP URL specified': (lab) =>
    lab.call('sendPhoto', { chat_id: ANA, photo: 'nothing' }),
  'Bad Request: failed to get HTTP URL content': (lab) =>
    lab.call('sendPhoto', { chat_id: ANA, photo: 'https://example.org/a.jpg' }),
  'Bad Request: wrong HTTP URL specified': (lab) =>
    lab.call('sendPhoto', { chat_id: ANA, photo: 'http://nowhere' }),
  'Bad Request: IMAGE_PROCESS_FAILED': (lab) =>
    upload(lab, 'sendPhoto', { field: 'photo', bytes: Buffer.from('no picture') }),
  'Bad Request: need administrator rights in the channel chat': inGroup('channel', { botStatus: 'member' }),
  'Bad Request: bad webhook: HTTPS url must be provided for webhook': (lab) =>
    lab.call('setWebhook', { url: 'http://example.org/hook' }),
  'Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443': (lab) =>
    lab.call('setWebhook', { url: 'https://example.org:444/hook' }),
  'Bad Request: bad webhook: Failed to resolve host: Name or service not known': (lab) =>
    lab.call('setWebhook', { url: 'https://bot.invalid/hook' }),
  "can't use getUpdates method while webhook is active": async (lab) => {
    await lab.call('setWebhook', { url: 'http://127.0.0.1:9/hook' });
    return lab.call('getUpdates');
  },
  'Forbidden: bot was kicked from the supergroup chat': inGroup('supergroup', { botStatus: 'kicked' }),
  'Forbidden: bot was kicked from the channel chat': inGroup('channel', { botStatus: 'kicked' }),
  'Forbidden: bot was kicked from the group chat': inGroup('group', { botStatus: 'kicked' }),
  'Forbidden: bot is not a member of the supergroup chat': inGroup('supergroup', { botStatus: 'left' }),
  'Forbidden: bot is not a member of the channel chat': inGroup('channel', { botStatus: 'left' }),
  'Forbidden: bot is not a member of the group chat': inGroup('group', { botStatus: 'left' }),
  'Forbidden: the group chat was deleted': inGroup('group', { isDeactivated: true }),
  'Bad Request: group chat was upgraded to a supergroup chat': inGroup('group', {
    migratedToChatId: -100_777,
  }),
  'Forbidden: user is deactivated': (lab) => {
    lab.telegram.phones.deactivate(ANA);
    return say(lab);
  },
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running': async (
    lab,
  ) => {
    await lab.call('getUpdates', { offset: -1 });
    const update = (await lab.call('getUpdates')).result as { update_id: number }[];
    const offset = (update[0]?.update_id ?? 0) + 1;
    const first = lab.call('getUpdates', { timeout: 30, offset });
    await untilHeld(lab);
    const second = lab.call('getUpdates', { timeout: 1, offset });
    const reply = await first;
    lab.clock.skip(2000);
    await second;
    return reply;
  },
  'Request Entity Too Large': (lab) =>
    upload(lab, 'sendDocument', { field: 'document', bytes: Buffer.alloc(51 * 1024 * 1024) }),
  'Unauthorized: invalid token specified': (lab) => lab.call('getMe', {}, 'nonsense'),
  'Not Found: method not found': (lab) => lab.call('sendNothing'),
  'Bad Request: chat_id is empty': (lab) => say(lab, { chat_id: '' }),
  'Bad Request: file_id not specified': (lab) => lab.call('getFile'),
  'Bad Request: file is too big': (lab) => {
    const document = ana(lab).sendMedia({ kind: 'document', bytes: Buffer.alloc(21 * 1024 * 1024) });
    return lab.call('getFile', { file_id: document.message.document!.file_id });
  },
  'Bad Request: wrong file_id or the file is temporarily unavailable': (lab) =>
    lab.call('getFile', { file_id: 'AgACAgIAAxkBAAIgone' }),
  'Bad Request: invalid webhook URL specified': (lab) => lab.call('setWebhook', { url: 'not a url' }),
  'Bad Request: secret token contains unallowed characters': (lab) =>
    lab.call('setWebhook', { url: 'https://example.org/', secret_token: 'a b' }),
  'Bad Request: secret token is too long': (lab) =>
    lab.call('setWebhook', { url: 'https://example.org/', secret_token: 'a'.repeat(257) }),
  'Bad Request: message thread not found': (lab) => say(lab, { message_thread_id: 5 }),
  'BotCommandScope must be an Object': (lab) => commands(lab, { scope: '[]' }),
  "Can't parse BotCommandScope JSON object": (lab) => commands(lab, { scope: '{' }),
  "Can't parse commands JSON object": (lab) => commands(lab, { commands: '[' }),
  'Expected an Array of BotCommand': (lab) => commands(lab, { commands: '{}' }),
  'Unsupported type specified': (lab) => commands(lab, { scope: { type: 'everywhere' } }),
  'Empty chat_id specified': (lab) => commands(lab, { scope: { type: 'chat', chat_id: '' } }),
  'Invalid user_id specified': (lab) =>
    commands(lab, { scope: { type: 'chat_member', chat_id: ANA, user_id: 0 } }),
  "Can't parse link preview options JSON object": (lab) => say(lab, { link_preview_options: '{' }),
  'Object expected as link preview options': (lab) => say(lab, { link_preview_options: '[]' }),
  "Can't parse reply parameters JSON object": (lab) => say(lab, { reply_parameters: '{' }),
  'Object expected as reply parameters': (lab) => say(lab, { reply_parameters: '[]' }),
  "Can't parse reply keyboard markup JSON object": (lab) => say(lab, { reply_markup: '{' }),
  'Object expected as reply markup': (lab) => say(lab, { reply_markup: '[]' }),
  'InlineKeyboardButton must be an Object': (lab) => say(lab, { reply_markup: { inline_keyboard: [['x']] } }),
  'KeyboardButton must be a String or an Object': (lab) => say(lab, key(5)),
  'LoginUrl bot username is invalid': (lab) =>
    say(lab, button({ login_url: { url: 'https://example.org', bot_username: 'a b' } })),
  'Field \\': (lab) => say(lab, { reply_markup: { keyboard: ['x'] } }),
  "Can't parse message identifier as a Number": (lab) => remove(lab, ['x']),
  'Message identifier must be a Number': (lab) => remove(lab, [{}]),
  'Invalid message identifier specified': (lab) => remove(lab, [-1]),
  'Message identifiers are not specified': (lab) => remove(lab),
  'Expected an Array of message identifiers': (lab) => remove(lab, {}),
  'Too many message identifiers specified': (lab) => remove(lab, new Array(101).fill(1)),
  "Can't parse reaction types JSON object": (lab) => react(lab, '['),
  'Expected an Array of ReactionType': (lab) => react(lab, {}),
  'expected an Object': (lab) => react(lab, [1]),
  'invalid reaction type specified': (lab) => react(lab, [{ type: 'nothing' }]),
  'Text is too long': (lab) => say(lab, { text: 'x'.repeat(32_769) }),
  'Invalid custom emoji identifier specified': (lab) =>
    say(lab, { parse_mode: 'HTML', text: '<tg-emoji emoji-id="x">😀</tg-emoji>' }),
  'Invalid date-time format specified': (lab) =>
    say(lab, {
      entities: [{ type: 'date_time', offset: 0, length: 2, unix_time: 5, date_time_format: 'x' }],
    }),
  'Bad Request: private chat not found': (lab) => {
    const state = lab.telegram.snapshot();
    delete state.people[ANA];
    lab.telegram.restore(state);
    return say(lab);
  },
  'Unsupported parse_mode': (lab) => say(lab, { parse_mode: 'BBCode' }),
  'Wrong parameter action in request': (lab) => lab.call('sendChatAction', { chat_id: ANA, action: 'sing' }),
  'There is no animation in the request': without('sendAnimation'),
  'There is no audio in the request': without('sendAudio'),
  'There is no document in the request': without('sendDocument'),
  'There is no photo in the request': without('sendPhoto'),
  'There is no sticker in the request': without('sendSticker'),
  'There is no video in the request': without('sendVideo'),
  'There is no video note in the request': without('sendVideoNote'),
  'There is no voice in the request': without('sendVoice'),
};

/** Words of older servers: today's, which the emulator says, and how to hear them. */
export const OLD_WORDS: Record<string, { today: string; code: number; scenario: Scenario }> = {
  'Invalid bot token': {
    code: 401,
    today: 'Unauthorized: invalid token specified',
    scenario: (lab) => lab.call('getMe', {}, 'nonsense'),
  },
  'Bad Request: query is too old and response timeout expired or query id is invalid': {
    code: 400,
    today: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
    scenario: (lab) => lab.call('answerCallbackQuery', { callback_query_id: '1' }),
  },
  'Bad Request: wrong file id': {
    code: 400,
    today: 'Bad Request: invalid file_id',
    scenario: (lab) => lab.call('getFile', { file_id: 'nothing' }),
  },
  'Bad Request: invalid file id': {
    code: 400,
    today: 'Bad Request: invalid file_id',
    scenario: (lab) => lab.call('getFile', { file_id: 'nothing' }),
  },
  'Bad Request: group is deactivated': {
    code: 400,
    today: 'Forbidden: the group chat was deleted',
    scenario: inGroup('group', { isDeactivated: true }),
  },
  'Bad Request: wrong HTTP URL': {
    code: 400,
    today: 'Bad Request: wrong HTTP URL specified',
    scenario: (lab) => lab.call('sendPhoto', { chat_id: ANA, photo: 'http://nowhere' }),
  },
  "Bad Request: can't parse URL": {
    code: 400,
    today: 'Bad Request: invalid webhook URL specified',
    scenario: (lab) => lab.call('setWebhook', { url: 'not a url' }),
  },
  'Unauthorized: bot was kicked from a chat': {
    code: 401,
    today: 'Forbidden: bot was kicked from the group chat',
    scenario: inGroup('group', { botStatus: 'kicked' }),
  },
  "Unauthorized: bot can't initiate conversation with a user": {
    code: 401,
    today: "Forbidden: bot can't initiate conversation with a user",
    scenario: (lab) => say(lab, { chat_id: BEN }),
  },
  "Unauthorized: bot can't send messages to bots": {
    code: 401,
    today: "Forbidden: bot can't send messages to bots",
    scenario: (lab) => say(lab, { chat_id: 4242 }),
  },
};

/** Entries of what we never call, each with the reason; the first pattern that fits counts. */
export const NOT_OURS: [RegExp, string][] = [
  [/price|shipping|tip_amount|tip amount|invoice|payload|paid/i, 'nothing is sold'],
  [/inline query|InlineQuery|RESULTS_TOO_MUCH|Result isn|Input message content|Photo isn/i, 'no inline mode'],
  [/story|suggested post|gift|checklist/i, 'no stories, gifts, checklists or suggested posts'],
  [/forward|to copy/i, 'nothing is forwarded or copied'],
  [/album|media JSON|input media|InputMedia|Too many items/i, 'no albums'],
  [/poll|option/i, 'no polls'],
  [/sticker|mask|emoji|keyword|USER_IS_BOT/i, 'no sticker sets are made'],
  [/passport|hash|wrong source|errors JSON/i, 'no Telegram Passport'],
  [
    /pin|permission|rights|administrator|restrict|demote|custom title|CHAT_ADMIN|supergroup|PARTICIPANT_ID/i,
    'groups are not governed',
  ],
  [
    /description is not modified|Photo (should|must) be uploaded|background color|profile photo|menu ?button|photo JSON/i,
    'no looks are changed',
  ],
  [/latitude|longitude/i, 'no locations are sent'],
  [/user identifier|user not found|have no access/i, 'no users are looked up'],
  [/sender_chat|chat identifier/i, 'no sender chats, no chats to be requested'],
  [/live photo/i, 'no live photos'],
  [/already been closed|certificate|unallowed token/i, "of how a server of one's own is run"],
  [/Array of string|keyboard button JSON/i, 'of verification and prepared buttons, which are not made'],
  [/URL is too long/i, 'of links in answers to buttons, which are never given'],
  [/^Can't parse \\$/, 'the entry was cut off in its source: several others begin so'],
];
