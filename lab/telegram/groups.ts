import { findEntities } from './findEntities.ts';
import type { Chat, ChatType } from './shapes.ts';
import type { ChatState } from './state.ts';
import type { World } from './world.ts';

/** A group, supergroup or channel to be made; its id is negative. */
export interface NewGroup {
  id?: number;
  type: Exclude<ChatType, 'private'>;
  title: string;
  username?: string;
}

/** What can become of the bot's place in a group, and of the group. */
export type GroupFate = Partial<Pick<ChatState, 'botStatus' | 'isDeactivated' | 'migratedToChatId'>>;

/** Adds the bot to a group; it hears of it as `my_chat_member`. */
export function addGroup(world: World, at: { botId: number; personId: number }, group: NewGroup): number {
  const id = group.id ?? -1_001_000_000_000 - world.nextNumber();
  const { type, title, username } = group;
  const chat: Chat = { id, type, title, ...(username && { username }) };
  const kept = world.keepChat(at.botId, chat);
  const user = world.bot(at.botId).user;
  world.tell(kept, {
    my_chat_member: {
      chat,
      from: world.person(at.personId)!.user,
      date: world.nowSeconds(),
      old_chat_member: { user, status: 'left' },
      new_chat_member: { user, status: 'member' },
    },
  });
  world.changed({ kind: 'chat', botId: at.botId, chatId: id });
  return id;
}

/** Somebody says something in the group. */
export function sayInGroup(
  world: World,
  at: { botId: number; personId: number; chatId: number },
  text: string,
) {
  const chat = world.chat(at.botId, at.chatId);
  if (!chat) throw new Error(`no group ${at.chatId}`);
  const entities = findEntities(text);
  const content = { text, ...(entities.length > 0 && { entities }) };
  const stored = world.post(chat, content, world.person(at.personId)!.user);
  world.tell(chat, { message: stored.message });
}
