import { isObject, json, text } from './arguments.ts';
import { findChat, writableChat } from './chats.ts';
import type { Method } from './method.ts';
import { badRequest } from './refusal.ts';

const ACTIONS =
  /^(typing|(upload|record)_(photo|video|voice|video_note)|upload_document|choose_sticker|find_location|(upload|record)_audio)$/;

/** https://core.telegram.org/bots/api#sendchataction */
export const sendChatAction: Method = ({ world, bot, call }) => {
  const action = text(call, 'action');
  if (!ACTIONS.test(action)) throw badRequest('Wrong parameter action in request');
  const chat = writableChat(world, bot, call);
  chat.action = action;
  world.changed({ kind: 'chat', botId: bot.user.id, chatId: chat.chat.id });
  return true;
};

/** https://core.telegram.org/bots/api#getchat */
export const getChat: Method = ({ world, bot, call }) => {
  const { chat } = findChat(world, bot, call);
  const accepted_gift_types = {
    unlimited_gifts: true,
    limited_gifts: true,
    unique_gifts: true,
    premium_subscription: true,
    gifts_from_channels: true,
  };
  return {
    ...chat,
    accent_color_id: chat.id % 7 < 0 ? 0 : chat.id % 7,
    max_reaction_count: 11,
    accepted_gift_types,
  };
};

/** https://core.telegram.org/bots/api#leavechat */
export const leaveChat: Method = ({ world, bot, call }) => {
  const chat = findChat(world, bot, call);
  if (chat.chat.type === 'private') throw badRequest("chat member status can't be changed in private chats");
  chat.botStatus = 'left';
  world.changed({ kind: 'chat', botId: bot.user.id, chatId: chat.chat.id });
  return true;
};

/** https://core.telegram.org/bots/api#setmessagereaction; a bot has one reaction on a message. */
export const setMessageReaction: Method = ({ world, bot, call }) => {
  const reactions = json(call, 'reaction', 'reaction types JSON object') ?? [];
  if (!Array.isArray(reactions)) throw badRequest('Expected an Array of ReactionType');
  const emoji = reactions.map(readReaction);
  const chat = writableChat(world, bot, call);
  const stored = world.message(chat, Number(text(call, 'message_id')));
  if (!stored) throw badRequest('message to react not found');
  stored.reactions = emoji.slice(0, 1);
  world.changed({
    kind: 'reaction',
    botId: bot.user.id,
    chatId: chat.chat.id,
    messageId: stored.message.message_id,
  });
  return true;
};

function readReaction(value: unknown): string {
  if (!isObject(value)) throw badRequest("can't parse ReactionType: expected an Object");
  if (value.type !== 'emoji') throw badRequest("can't parse ReactionType: invalid reaction type specified");
  if (typeof value.emoji !== 'string' || !/\p{Emoji}/u.test(value.emoji))
    throw badRequest('REACTION_INVALID');
  return value.emoji;
}
