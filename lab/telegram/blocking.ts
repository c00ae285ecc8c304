import type { ChatState } from './state.ts';
import type { World } from './world.ts';

/** Blocks or unblocks the bot; it hears of it as a change of its own membership, as the real one does. */
export function setBlocked(world: World, chat: ChatState, isBlocked: boolean) {
  if (chat.isBlocked === isBlocked) return;
  chat.isBlocked = isBlocked;
  const user = world.bot(chat.botId).user;
  const member = (isOut: boolean) =>
    isOut ? { user, status: 'kicked', until_date: 0 } : { user, status: 'member' };
  world.tell(chat, {
    my_chat_member: {
      chat: chat.chat,
      from: world.person(chat.chat.id)!.user,
      date: world.nowSeconds(),
      old_chat_member: member(!isBlocked),
      new_chat_member: member(isBlocked),
    },
  });
  world.changed({ kind: 'chat', botId: chat.botId, chatId: chat.chat.id });
}
