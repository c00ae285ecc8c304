/**
 * The Bot API's own objects, as far as the emulator makes them; names and fields are those of
 * https://core.telegram.org/bots/api (10.1) and are checked against its published specification by the tests.
 */
export interface User {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export type ChatType = 'private' | 'group' | 'supergroup' | 'channel';

export interface Chat {
  id: number;
  type: ChatType;
  title?: string;
  first_name?: string;
  last_name?: string;
  username?: string;
}

/** Offsets and lengths count UTF-16 code units. */
export interface MessageEntity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  user?: User;
  language?: string;
  custom_emoji_id?: string;
  unix_time?: number;
  date_time_format?: string;
}

export interface InlineKeyboardButton {
  text: string;
  callback_data?: string;
  url?: string;
  [kind: string]: unknown;
}

export interface InlineKeyboardMarkup {
  inline_keyboard: InlineKeyboardButton[][];
}

export interface KeyboardButton {
  text: string;
  request_contact?: boolean;
  request_location?: boolean;
  [kind: string]: unknown;
}

export interface ReplyKeyboardMarkup {
  keyboard: KeyboardButton[][];
  is_persistent?: boolean;
  resize_keyboard?: boolean;
  one_time_keyboard?: boolean;
  input_field_placeholder?: string;
  selective?: boolean;
}

export interface ReplyKeyboardRemove {
  remove_keyboard: true;
  selective?: boolean;
}

export interface ForceReply {
  force_reply: true;
  input_field_placeholder?: string;
  selective?: boolean;
}

export type ReplyMarkup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply;

export interface Contact {
  phone_number: string;
  first_name: string;
  last_name?: string;
  user_id?: number;
  vcard?: string;
}

export interface FileReference {
  file_id: string;
  file_unique_id: string;
  file_size?: number;
  [detail: string]: unknown;
}

export interface LinkPreviewOptions {
  is_disabled?: boolean;
  url?: string;
  [detail: string]: unknown;
}

export interface Message {
  message_id: number;
  from?: User;
  chat: Chat;
  date: number;
  edit_date?: number;
  text?: string;
  entities?: MessageEntity[];
  caption?: string;
  caption_entities?: MessageEntity[];
  link_preview_options?: LinkPreviewOptions;
  has_protected_content?: true;
  reply_to_message?: Message;
  quote?: { text: string; position: number; entities?: MessageEntity[]; is_manual?: true };
  reply_markup?: InlineKeyboardMarkup;
  photo?: FileReference[];
  document?: FileReference;
  voice?: FileReference;
  audio?: FileReference;
  video?: FileReference;
  animation?: FileReference;
  sticker?: FileReference;
  contact?: Contact;
  location?: { latitude: number; longitude: number };
  [other: string]: unknown;
}

export interface Update {
  update_id: number;
  message?: Message;
  edited_message?: Message;
  callback_query?: CallbackQuery;
  my_chat_member?: Record<string, unknown>;
  [kind: string]: unknown;
}

export interface CallbackQuery {
  id: string;
  from: User;
  message: Message;
  chat_instance: string;
  data: string;
}

export interface BotCommand {
  command: string;
  description: string;
}
