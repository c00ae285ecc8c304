import { json, text } from './arguments.ts';
import { findChat } from './chats.ts';
import type { Context, Method } from './method.ts';
import { badRequest } from './refusal.ts';
import type { ChatState, StoredMessage } from './state.ts';

/** Older messages cannot be taken back (https://core.telegram.org/bots/api#deletemessage). */
const MAX_AGE_SECONDS = 48 * 3600;

export const deleteMessage: Method = (context) => {
  const { world, bot, call } = context;
  const chat = findChat(world, bot, call);
  const id = Number(text(call, 'message_id'));
  if (!(id > 0)) throw badRequest('message identifier is not specified');
  const stored = world.message(chat, id);
  if (!stored) throw badRequest('message to delete not found');
  remove(context, { chat, stored });
  return true;
};

/** What is not there any more is skipped (https://core.telegram.org/bots/api#deletemessages). */
export const deleteMessages: Method = (context) => {
  const { world, bot, call } = context;
  const ids = readIds(context);
  const chat = findChat(world, bot, call);
  const found = ids.map((id) => world.message(chat, id)).filter((stored) => stored !== undefined);
  for (const stored of found) requireDeletable(context, stored);
  for (const stored of found) remove(context, { chat, stored });
  return true;
};

function readIds({ call }: Context): number[] {
  const ids = json(call, 'message_ids', 'message identifiers JSON object');
  if (ids === undefined) throw badRequest('Message identifiers are not specified');
  if (!Array.isArray(ids)) throw badRequest('Expected an Array of message identifiers');
  if (ids.length > 100) throw badRequest('Too many message identifiers specified');
  return ids.map((id: unknown) => {
    if (typeof id === 'number') return positive(id);
    if (typeof id !== 'string') throw badRequest('Message identifier must be a Number');
    if (!/^\d+$/.test(id)) throw badRequest("Can't parse message identifier as a Number");
    return positive(Number(id));
  });
}

function positive(id: number): number {
  if (!(id > 0)) throw badRequest('Invalid message identifier specified');
  return id;
}

function requireDeletable({ world }: Context, stored: StoredMessage) {
  const ageSeconds = world.nowSeconds() - stored.message.date;
  if (ageSeconds > MAX_AGE_SECONDS) throw badRequest("message can't be deleted");
}

function remove(context: Context, at: { chat: ChatState; stored: StoredMessage }) {
  const { world, bot } = context;
  requireDeletable(context, at.stored);
  at.stored.deletedAt = world.nowSeconds();
  const messageId = at.stored.message.message_id;
  world.changed({ kind: 'delete', botId: bot.user.id, chatId: at.chat.chat.id, messageId });
}
