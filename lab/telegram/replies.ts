import { booleanField, flag, integerField, isObject, json, stringField, text } from './arguments.ts';
import type { Context } from './method.ts';
import type { Call } from './params.ts';
import { badRequest } from './refusal.ts';
import type { Message } from './shapes.ts';
import type { ChatState, StoredMessage } from './state.ts';

/** The message a call replies to, as the new message shows it (https://core.telegram.org/bots/api#replyparameters). */
export function readReply({ world, call }: Context, chat: ChatState): Partial<Message> {
  const wish = readParameters(call);
  if (wish.messageId === 0) return {};
  const target = world.message(chat, wish.messageId);
  if (!target) {
    if (wish.isOptional) return {};
    throw badRequest('message to be replied not found');
  }
  return { reply_to_message: quoted(target.message), ...readQuote(target, wish.quote) };
}

function readParameters(call: Call): { messageId: number; isOptional: boolean; quote: string } {
  const parameters = json(call, 'reply_parameters', 'reply parameters JSON object');
  if (parameters === undefined) {
    const messageId = Number(text(call, 'reply_to_message_id')) || 0;
    return { messageId, isOptional: flag(call, 'allow_sending_without_reply'), quote: '' };
  }
  if (!isObject(parameters)) throw badRequest('Object expected as reply parameters');
  return {
    messageId: integerField(parameters, 'message_id'),
    isOptional: booleanField(parameters, 'allow_sending_without_reply'),
    quote: stringField(parameters, 'quote'),
  };
}

/** A message inside another never holds a third. */
export function quoted(message: Message): Message {
  const { reply_to_message: _, quote: __, ...rest } = message;
  return structuredClone(rest) as Message;
}

function readQuote(target: StoredMessage, quote: string): Partial<Message> {
  if (quote === '') return {};
  const position = (target.message.text ?? target.message.caption ?? '').indexOf(quote);
  if (position < 0) throw badRequest('QUOTE_TEXT_INVALID');
  return { quote: { text: quote, position, is_manual: true } };
}
