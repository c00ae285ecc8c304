import { isDeepStrictEqual } from 'node:util';
import { text } from './arguments.ts';
import { writableChat } from './chats.ts';
import { MAX_CAPTION, readFormatted } from './formatted.ts';
import { readReplyMarkup } from './keyboards.ts';
import type { Context, Method } from './method.ts';
import { badRequest } from './refusal.ts';
import { readText } from './sendMessage.ts';
import type { InlineKeyboardMarkup, Message } from './shapes.ts';
import type { StoredMessage } from './state.ts';

/** https://core.telegram.org/bots/api#editmessagetext */
export const editMessageText: Method = (context) => {
  requireMessageId(context);
  const content = readEditedText(context);
  return edit(context, (stored) => {
    if (stored.message.text === undefined) throw badRequest('there is no text in the message to edit');
    return { ...withoutContent(stored.message), ...content };
  });
};

export const editMessageCaption: Method = (context) => {
  requireMessageId(context);
  const caption = readFormatted(context.call, 'caption');
  if (caption.text.length > MAX_CAPTION) throw badRequest('message caption is too long');
  return edit(context, (stored) => {
    if (stored.message.text !== undefined) throw badRequest('there is no caption in the message to edit');
    const { caption: _, caption_entities: __, ...rest } = stored.message;
    return {
      ...rest,
      ...(caption.text && { caption: caption.text }),
      ...(caption.entities.length > 0 && { caption_entities: caption.entities }),
    };
  });
};

export const editMessageReplyMarkup: Method = (context) => {
  requireMessageId(context);
  return edit(context, (stored) => stored.message);
};

/** An edit that is too long is refused by Telegram itself, in its own code. */
function readEditedText({ call }: Context): Partial<Message> {
  try {
    return readText(call);
  } catch (error) {
    if (error instanceof Error && error.message.endsWith('message is too long'))
      throw badRequest('MESSAGE_TOO_LONG');
    throw error;
  }
}

function requireMessageId({ call }: Context) {
  if (text(call, 'inline_message_id') !== '') throw badRequest('MESSAGE_ID_INVALID');
  if (!(Number(text(call, 'message_id')) > 0)) throw badRequest('message identifier is not specified');
}

function edit(context: Context, change: (stored: StoredMessage) => Message): Message {
  const { world, bot, call } = context;
  const markup = readReplyMarkup(call);
  const chat = writableChat(world, bot, call);
  const stored = world.message(chat, Number(text(call, 'message_id')));
  if (!stored) throw badRequest('message to edit not found');
  if (!stored.isFromBot || stored.hasReplyKeyboard) throw badRequest("message can't be edited");
  const inline = markup && 'inline_keyboard' in markup ? markup : undefined;
  const edited = withKeyboard(change(stored), inline);
  if (isDeepStrictEqual(edited, stored.message)) throw notModified();
  stored.earlierTexts.push(stored.message.text ?? stored.message.caption ?? '');
  stored.message = { ...edited, edit_date: world.nowSeconds() };
  world.changed({ kind: 'edit', botId: bot.user.id, chatId: chat.chat.id, messageId: edited.message_id });
  return stored.message;
}

const notModified = () =>
  badRequest(
    'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  );

function withoutContent(message: Message): Message {
  const { text: _, entities: __, link_preview_options: ___, ...rest } = message;
  return rest as Message;
}

/** An edit without a keyboard takes the keyboard away. */
function withKeyboard(message: Message, markup: InlineKeyboardMarkup | undefined): Message {
  const { reply_markup: _, ...rest } = message;
  if (!markup || markup.inline_keyboard.length === 0) return rest as Message;
  return { ...rest, reply_markup: markup } as Message;
}
