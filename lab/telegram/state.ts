import type { FaultRule } from './faults.ts';
import type { BotCommand, Chat, Message, ReplyKeyboardMarkup, Update, User } from './shapes.ts';

/** Everything the emulator remembers: plain JSON, so that the Lab can keep it over a restart. */
export interface State {
  version: 1;
  bots: Record<string, BotState>;
  people: Record<string, Person>;
  /** By bot and chat: `${botId}/${chatId}`. */
  chats: Record<string, ChatState>;
  callbacks: Record<string, CallbackState>;
  /** By `file_unique_id`. */
  files: Record<string, FileState>;
  faults: FaultRule[];
  /** The next number for whatever needs one: people, callback queries, files, faults. */
  nextNumber: number;
}

/** One bot; its `updates` are those not yet confirmed by it. */
export interface BotState {
  user: User;
  token: string;
  updates: PendingUpdate[];
  /** Held back so that the next one overtakes them (a fault). */
  heldUpdates: PendingUpdate[];
  nextUpdateId: number;
  nextMessageId: number;
  allowedUpdates: string[];
  webhook: WebhookState | null;
  /** As set at BotFather. */
  readsGroups: boolean;
  joinsGroups: boolean;
  /** By scope and language: `${scope}|${language}`. */
  commands: Record<string, BotCommand[]>;
  /** By language; `''` is for everybody else. */
  descriptions: Record<string, string>;
  shortDescriptions: Record<string, string>;
  names: Record<string, string>;
}

export interface PendingUpdate {
  update: Update;
  chatId: number;
  /** How often it still is to be delivered beyond the first time (a fault). */
  extraDeliveries: number;
}

export interface WebhookState {
  url: string;
  secretToken: string | null;
  maxConnections: number;
  lastErrorAt: number | null;
  lastErrorMessage: string | null;
}

/** Somebody with a phone. */
export interface Person {
  user: User;
  phoneNumber: string | null;
  isDeactivated: boolean;
}

/** One bot's conversation with one person, or its place in a group. */
export interface ChatState {
  botId: number;
  chat: Chat;
  /** The person pressed Start or said something: only then may the bot write. */
  isStarted: boolean;
  isBlocked: boolean;
  /** What the bot is in a group; `member` in private chats. */
  botStatus: 'member' | 'administrator' | 'left' | 'kicked';
  isDeactivated: boolean;
  migratedToChatId: number | null;
  /** By message id, ascending. Deleted ones stay, so that nothing that was shown is forgotten. */
  messages: Record<string, StoredMessage>;
  replyKeyboard: ReplyKeyboardMarkup | null;
  isReplyForced: boolean;
  readUpTo: number;
  /** The last thing `sendChatAction` showed ("typing"). */
  action: string | null;
}

export interface StoredMessage {
  message: Message;
  isFromBot: boolean;
  deletedAt: number | null;
  /** Ends editing, as with the real server: a message sent with a reply keyboard cannot be edited. */
  hasReplyKeyboard: boolean;
  /** Every text it had before its edits, oldest first. */
  earlierTexts: string[];
  reactions: string[];
}

/** A pressed button that waits for `answerCallbackQuery`. */
export interface CallbackState {
  id: string;
  botId: number;
  chatId: number;
  messageId: number;
  data: string;
  pressedAtMs: number;
  answer: { text: string | null; show_alert: boolean; url: string | null } | null;
}

export interface FileState {
  botId: number;
  uniqueId: string;
  path: string;
  kind: string;
  size: number;
  base64: string;
  detail: Record<string, unknown>;
}

export function emptyState(): State {
  return {
    version: 1,
    bots: {},
    people: {},
    chats: {},
    callbacks: {},
    files: {},
    faults: [],
    nextNumber: 1,
  };
}
