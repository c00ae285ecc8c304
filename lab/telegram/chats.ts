import { text } from './arguments.ts';
import type { Call } from './params.ts';
import { badRequest, forbidden, Refusal } from './refusal.ts';
import type { BotState, ChatState } from './state.ts';
import type { World } from './world.ts';

/** The chat a call names, by number or by `@username`; refuses what the bot has never met. */
export function findChat(world: World, bot: BotState, call: Call, parameter = 'chat_id'): ChatState {
  const given = text(call, parameter).trim();
  if (given === '') throw badRequest(`${parameter} is empty`);
  if (given.startsWith('@')) return chatByName(world, bot, given.slice(1));
  if (!/^-?\d+$/.test(given)) throw badRequest('chat not found');
  const chatId = Number(given);
  const chat = world.chat(bot.user.id, chatId);
  if (chat) return chat;
  if (world.state.bots[chatId]) throw forbidden("bot can't send messages to bots");
  const person = world.person(chatId);
  if (!person) throw badRequest('chat not found');
  return world.privateChat(bot.user.id, person.user);
}

/** Usernames lead to groups and bots, never to people (https://core.telegram.org/bots/api#sendmessage). */
function chatByName(world: World, bot: BotState, username: string): ChatState {
  const isNamed = (name: string | undefined) => name?.toLowerCase() === username.toLowerCase();
  if (Object.values(world.state.bots).some((one) => isNamed(one.user.username))) {
    throw forbidden("bot can't send messages to bots");
  }
  const chat = Object.values(world.state.chats).find(
    (one) => one.botId === bot.user.id && one.chat.type !== 'private' && isNamed(one.chat.username),
  );
  if (!chat) throw badRequest('chat not found');
  return chat;
}

/** The chat, if the bot may write there just now; otherwise the refusal a real bot would get. */
export function writableChat(world: World, bot: BotState, call: Call): ChatState {
  const chat = findChat(world, bot, call);
  if (chat.chat.type === 'private') requireOpen(world, chat);
  else requireMembership(chat);
  return chat;
}

function requireOpen(world: World, chat: ChatState) {
  const person = world.person(chat.chat.id);
  if (!person) throw badRequest('private chat not found');
  if (person.isDeactivated) throw forbidden('user is deactivated');
  if (chat.isBlocked) throw forbidden('bot was blocked by the user');
  if (!chat.isStarted) throw forbidden("bot can't initiate conversation with a user");
}

function requireMembership(chat: ChatState) {
  const { type } = chat.chat;
  if (chat.migratedToChatId !== null) {
    const where = { migrate_to_chat_id: chat.migratedToChatId };
    throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', where);
  }
  if (chat.isDeactivated)
    throw type === 'group' ? forbidden('the group chat was deleted') : badRequest('chat not found');
  if (chat.botStatus === 'kicked') throw forbidden(`bot was kicked from the ${type} chat`);
  if (chat.botStatus === 'left') throw forbidden(`bot is not a member of the ${type} chat`);
  if (type === 'channel' && chat.botStatus !== 'administrator') {
    throw badRequest('need administrator rights in the channel chat');
  }
}
