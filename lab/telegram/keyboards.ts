import { booleanField, isObject, type JsonObject, json, requiredString, stringField } from './arguments.ts';
import { checkedLink } from './links.ts';
import type { Call } from './params.ts';
import { badRequest, Refusal } from './refusal.ts';
import type { InlineKeyboardButton, KeyboardButton, ReplyMarkup } from './shapes.ts';

/** The `reply_markup` of a call, checked as the real server checks it; `undefined` where there is none. */
export function readReplyMarkup(call: Call): ReplyMarkup | undefined {
  const markup = json(call, 'reply_markup', 'reply keyboard markup JSON object');
  if (markup === undefined || markup === null) return undefined;
  if (!isObject(markup)) throw badRequest('Object expected as reply markup');
  if (markup.keyboard !== undefined) return replyKeyboard(markup);
  if (markup.inline_keyboard !== undefined) return inlineKeyboard(markup);
  if (booleanField(markup, 'remove_keyboard') || booleanField(markup, 'hide_keyboard')) {
    return { remove_keyboard: true };
  }
  if (booleanField(markup, 'force_reply')) return { force_reply: true, ...placeholder(markup) };
  return undefined;
}

function inlineKeyboard(markup: JsonObject): ReplyMarkup {
  const rows = readRows(markup.inline_keyboard, {
    field: 'inline_keyboard',
    owner: ' of the InlineKeyboardMarkup',
    readButton: inlineButton,
  });
  return { inline_keyboard: rows };
}

function replyKeyboard(markup: JsonObject): ReplyMarkup {
  const rows = readRows(markup.keyboard, { field: 'keyboard', readButton: keyboardButton });
  const flags = ['is_persistent', 'resize_keyboard', 'one_time_keyboard', 'selective'];
  const set = flags.filter((name) => booleanField(markup, name)).map((name) => [name, true] as const);
  return { keyboard: rows, ...Object.fromEntries(set), ...placeholder(markup) };
}

function placeholder(markup: JsonObject): { input_field_placeholder?: string } {
  const text = stringField(markup, 'input_field_placeholder');
  return text === '' ? {} : { input_field_placeholder: text };
}

/** Empty rows fall away, as the real server lets them. */
function readRows<Button>(
  rows: unknown,
  of: { field: string; owner?: string; readButton: (button: unknown) => Button },
): Button[][] {
  if (!Array.isArray(rows)) throw badRequest(`Field "${of.field}" must be of type Array`);
  const read = rows.map((row) => {
    if (!Array.isArray(row))
      throw badRequest(`Field "${of.field}"${of.owner ?? ''} must be an Array of Arrays`);
    return row.map((button) => of.readButton(button));
  });
  return read.filter((row) => row.length > 0);
}

function keyboardButton(button: unknown): KeyboardButton {
  if (typeof button === 'string') return { text: requireText(button) };
  return inButton('keyboard button', () => {
    if (!isObject(button)) throw badRequest('KeyboardButton must be a String or an Object');
    const text = requireText(requiredString(button, 'text'));
    const asks = ['request_contact', 'request_location'].filter((name) => booleanField(button, name));
    return { ...button, ...Object.fromEntries(asks.map((name) => [name, true])), text };
  });
}

function requireText(text: string): string {
  if (text.trim() === '') throw badRequest('Keyboard button text must be non-empty');
  return text;
}

/** Kinds of inline buttons that the emulator passes on as they are. */
const OTHER_KINDS = [
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
];

function inlineButton(button: unknown): InlineKeyboardButton {
  return inButton('inline keyboard button', () => {
    if (!isObject(button)) throw badRequest('InlineKeyboardButton must be an Object');
    const text = requiredString(button, 'text');
    const decoration = pick(button, ['icon_custom_emoji_id', 'style']);
    if (button.url !== undefined) return { text, ...decoration, url: buttonUrl(stringField(button, 'url')) };
    if (button.callback_data !== undefined) {
      return { text, ...decoration, callback_data: buttonData(stringField(button, 'callback_data')) };
    }
    if (button.login_url !== undefined) requireLoginUrl(button.login_url);
    const other = OTHER_KINDS.filter((kind) => button[kind] !== undefined);
    if (other.length === 0) throw badRequest('Text buttons are unallowed in the inline keyboard');
    return { text, ...decoration, ...pick(button, other.slice(0, 1)) };
  });
}

function requireLoginUrl(value: unknown) {
  if (!isObject(value)) throw badRequest('Field "login_url" must be of type Object');
  requiredString(value, 'url');
  const username = stringField(value, 'bot_username');
  if (username !== '' && !/^@?\w+$/.test(username)) throw badRequest('LoginUrl bot username is invalid');
}

const pick = (object: JsonObject, names: string[]) =>
  Object.fromEntries(names.filter((name) => object[name] !== undefined).map((name) => [name, object[name]]));

/** 1-64 bytes (https://core.telegram.org/bots/api#inlinekeyboardbutton). */
function buttonData(data: string): string {
  if (data === '' || Buffer.byteLength(data) > 64) throw fromTelegram('BUTTON_DATA_INVALID');
  return data;
}

function buttonUrl(url: string): string {
  const link = checkedLink(url);
  if (!link) throw fromTelegram('BUTTON_URL_INVALID');
  return link;
}

/** A refusal of Telegram itself, behind the Bot API server: it comes without "can't parse ...". */
function fromTelegram(code: string): Refusal {
  return Object.assign(badRequest(code), { isFinal: true });
}

function inButton<Button>(what: string, read: () => Button): Button {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal) || 'isFinal' in error) throw error;
    const reason = error.description.replace(/^Bad Request: /, '');
    throw badRequest(`can't parse ${what}: ${reason.charAt(0).toUpperCase()}${reason.slice(1)}`);
  }
}
