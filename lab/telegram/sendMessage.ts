import { flag, isObject, json, stringField, text } from './arguments.ts';
import { writableChat } from './chats.ts';
import { MAX_TEXT, readFormatted } from './formatted.ts';
import { readReplyMarkup } from './keyboards.ts';
import type { Context, Method } from './method.ts';
import type { Call } from './params.ts';
import type { ParsedText } from './parsedText.ts';
import { badRequest } from './refusal.ts';
import { readReply } from './replies.ts';
import type { LinkPreviewOptions, Message, ReplyMarkup } from './shapes.ts';
import type { ChatState } from './state.ts';

/** https://core.telegram.org/bots/api#sendmessage */
export const sendMessage: Method = (context) => {
  const content = readText(context.call);
  return deliver(context, content);
};

/** The text of a message, with its entities and what is known of its link preview. */
export function readText(call: Call): Partial<Message> {
  if (text(call, 'text') === '') throw badRequest('Message text is empty');
  const formatted = readFormatted(call, 'text');
  requireText(formatted);
  const preview = readPreview(call);
  return {
    text: formatted.text,
    ...(formatted.entities.length > 0 && { entities: formatted.entities }),
    ...(preview && { link_preview_options: preview }),
  };
}

function requireText(formatted: ParsedText) {
  if (formatted.text === '') throw badRequest('text must be non-empty');
  if (formatted.text.length > MAX_TEXT) throw badRequest('message is too long');
}

function readPreview(call: Call): LinkPreviewOptions | undefined {
  const options = json(call, 'link_preview_options', 'link preview options JSON object');
  if (options === undefined)
    return flag(call, 'disable_web_page_preview') ? { is_disabled: true } : undefined;
  if (!isObject(options)) throw badRequest('Object expected as link preview options');
  stringField(options, 'url');
  return options;
}

/** Posts what the bot says into the chat it names, with reply and keyboard. */
export function deliver(context: Context, content: Partial<Message>): Message {
  const { world, bot, call } = context;
  const markup = readReplyMarkup(call);
  const chat = writableChat(world, bot, call);
  if (Number(text(call, 'message_thread_id')) > 0) throw badRequest('message thread not found');
  const reply = readReply(context, chat);
  const inline = markup && 'inline_keyboard' in markup ? markup : undefined;
  const stored = world.post(
    chat,
    {
      ...content,
      ...reply,
      ...(flag(call, 'protect_content') && { has_protected_content: true as const }),
      ...(inline && inline.inline_keyboard.length > 0 && { reply_markup: inline }),
    },
    bot.user,
  );
  stored.hasReplyKeyboard = markup !== undefined && !inline;
  showKeyboard(chat, markup);
  chat.action = null;
  return stored.message;
}

/** What a reply keyboard does to the phone: it stays below the chat until it is replaced or removed. */
function showKeyboard(chat: ChatState, markup: ReplyMarkup | undefined) {
  if (!markup || 'inline_keyboard' in markup) return;
  chat.isReplyForced = 'force_reply' in markup;
  if ('keyboard' in markup) chat.replyKeyboard = markup;
  else if ('remove_keyboard' in markup) chat.replyKeyboard = null;
}
