import type { InlineKeyboardButton, Message, MessageEntity, ReplyKeyboardMarkup } from './shapes.ts';
import type { CallbackState, ChatState, StoredMessage } from './state.ts';
import type { World } from './world.ts';

/** One chat as the phone shows it. */
export interface Screen {
  /** Oldest first; deleted messages are gone. */
  messages: ShownMessage[];
  /** The keyboard below the chat, where the bot has put one. */
  keyboard: ReplyKeyboardMarkup | null;
  isReplyForced: boolean;
  isStarted: boolean;
  isBlocked: boolean;
  /** The last thing the bot was seen doing ("typing"). */
  action: string | null;
  /** Buttons that were pressed, newest last, with the notice the bot answered them with. */
  callbacks: CallbackState[];
}

export interface ShownMessage {
  id: number;
  isFromBot: boolean;
  at: Date;
  editedAt: Date | null;
  /** Text or caption. */
  text: string;
  entities: MessageEntity[];
  /** `text`, `photo`, `sticker`, `contact`, ... */
  kind: string;
  reply: { id: number; text: string } | null;
  buttons: InlineKeyboardButton[][];
  reactions: string[];
  isRead: boolean;
  /** The message as the Bot API has it. */
  message: Message;
}

export function screenOf(world: World, chat: ChatState): Screen {
  const present = Object.values(chat.messages).filter((stored) => stored.deletedAt === null);
  return {
    messages: present.map((stored) => shown(stored, chat.readUpTo)),
    keyboard: chat.replyKeyboard,
    isReplyForced: chat.isReplyForced,
    isStarted: chat.isStarted,
    isBlocked: chat.isBlocked,
    action: chat.action,
    callbacks: Object.values(world.state.callbacks).filter(
      (one) => one.botId === chat.botId && one.chatId === chat.chat.id,
    ),
  };
}

/** An animation is a document as well. */
const KINDS = ['photo', 'animation', 'document', 'voice', 'audio', 'video', 'sticker', 'contact', 'location'];

export function shown(stored: StoredMessage, readUpTo: number): ShownMessage {
  const { message } = stored;
  const reply = message.reply_to_message;
  return {
    id: message.message_id,
    isFromBot: stored.isFromBot,
    at: new Date(message.date * 1000),
    editedAt: message.edit_date ? new Date(message.edit_date * 1000) : null,
    text: message.text ?? message.caption ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
    kind: KINDS.find((kind) => message[kind] !== undefined) ?? 'text',
    reply: reply ? { id: reply.message_id, text: reply.text ?? reply.caption ?? '' } : null,
    buttons: message.reply_markup?.inline_keyboard ?? [],
    reactions: stored.reactions,
    isRead: !stored.isFromBot || message.message_id <= readUpTo,
    message,
  };
}
