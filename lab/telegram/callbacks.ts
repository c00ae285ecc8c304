import { flag, text } from './arguments.ts';
import type { Method } from './method.ts';
import { badRequest } from './refusal.ts';
import type { ChatState, StoredMessage } from './state.ts';
import type { World } from './world.ts';

/** The phone shows its little clock that long; then an answer comes too late. */
const CALLBACK_TTL_MS = 15_000;

/** https://core.telegram.org/bots/api#answercallbackquery */
export const answerCallbackQuery: Method = ({ world, bot, call }) => {
  const callback = world.state.callbacks[text(call, 'callback_query_id')];
  const age = callback ? world.clock.now().getTime() - callback.pressedAtMs : Number.POSITIVE_INFINITY;
  if (!callback || callback.botId !== bot.user.id || callback.answer || age > CALLBACK_TTL_MS) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  const words = text(call, 'text');
  if (words.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  const url = text(call, 'url');
  callback.answer = { text: words || null, show_alert: flag(call, 'show_alert'), url: url || null };
  world.changed({
    kind: 'callback',
    botId: bot.user.id,
    chatId: callback.chatId,
    messageId: callback.messageId,
  });
  return true;
};

/** A press on an inline button: the bot hears of it, the phone waits for the answer. Returns the query's id. */
export function pressButton(
  world: World,
  at: { chat: ChatState; stored: StoredMessage },
  data: string,
): string {
  const { chat, stored } = at;
  forgetOld(world);
  const id = String(world.random.bytes(8).readBigUInt64BE());
  world.state.callbacks[id] = {
    id,
    botId: chat.botId,
    chatId: chat.chat.id,
    messageId: stored.message.message_id,
    data,
    pressedAtMs: world.clock.now().getTime(),
    answer: null,
  };
  const from = world.person(chat.chat.id)!.user;
  const chat_instance = String(BigInt(chat.botId) * 1_000_003n + BigInt(chat.chat.id));
  world.tell(chat, { callback_query: { id, from, message: stored.message, chat_instance, data } });
  world.changed({
    kind: 'callback',
    botId: chat.botId,
    chatId: chat.chat.id,
    messageId: stored.message.message_id,
  });
  return id;
}

const KEPT_MS = 24 * 3600_000;

/** A notice is shown for seconds; a day is enough for whoever looks later. */
function forgetOld(world: World) {
  const before = world.clock.now().getTime() - KEPT_MS;
  for (const [id, callback] of Object.entries(world.state.callbacks)) {
    if (callback.pressedAtMs < before) delete world.state.callbacks[id];
  }
}
