import { inbound } from './faults.ts';
import type { Message, Update, User } from './shapes.ts';
import type { BotState, ChatState, PendingUpdate, Person, State, StoredMessage } from './state.ts';
import { emptyState } from './state.ts';

/** Where time comes from: the Lab's clock can skip hours, a test's moves when the test says so. */
export interface Clock {
  now(): Date;
  /** Calls back once, after `ms` of this clock's time; returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** Where chance comes from; a seeded one makes a run repeatable. */
export interface Random {
  bytes(count: number): Buffer;
}

/** What happened, for whoever shows it: a page of phones, a test that waits. */
export interface Change {
  kind:
    | 'message'
    | 'edit'
    | 'delete'
    | 'callback'
    | 'chat'
    | 'person'
    | 'reaction'
    | 'update'
    | 'faults'
    | 'restored';
  botId?: number;
  chatId?: number;
  messageId?: number;
}

/** The state with the acts that every method and every phone shares. */
export class World {
  state: State = emptyState();
  private readonly listeners = new Set<(change: Change) => void>();

  constructor(
    readonly clock: Clock,
    readonly random: Random,
  ) {}

  onChange(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changed(change: Change) {
    for (const listener of [...this.listeners]) listener(change);
  }

  nowSeconds = () => Math.floor(this.clock.now().getTime() / 1000);

  nextNumber = () => this.state.nextNumber++;

  bot(id: number): BotState {
    const bot = this.state.bots[id];
    if (!bot) throw new Error(`no bot ${id}`);
    return bot;
  }

  person(id: number): Person | undefined {
    return this.state.people[id];
  }

  chat(botId: number, chatId: number): ChatState | undefined {
    return this.state.chats[`${botId}/${chatId}`];
  }

  /** The person's conversation with the bot, made where there is none yet. */
  privateChat(botId: number, user: User): ChatState {
    const { id, first_name, last_name, username } = user;
    const names = { first_name, ...(last_name && { last_name }), ...(username && { username }) };
    return this.keepChat(botId, { id, ...names, type: 'private' });
  }

  keepChat(botId: number, chat: ChatState['chat']): ChatState {
    const key = `${botId}/${chat.id}`;
    this.state.chats[key] ??= {
      botId,
      chat,
      isStarted: false,
      isBlocked: false,
      botStatus: 'member',
      isDeactivated: false,
      migratedToChatId: null,
      messages: {},
      replyKeyboard: null,
      isReplyForced: false,
      readUpTo: 0,
      action: null,
    };
    return this.state.chats[key];
  }

  /** Puts a message into a chat; ids count per bot, over all its private chats, as they do for a real bot. */
  post(chat: ChatState, content: Omit<Message, 'message_id' | 'chat' | 'date'>, from: User): StoredMessage {
    const bot = this.bot(chat.botId);
    const id = bot.nextMessageId++;
    const message: Message = { message_id: id, from, chat: chat.chat, date: this.nowSeconds(), ...content };
    const stored: StoredMessage = {
      message,
      isFromBot: from.id === bot.user.id,
      deletedAt: null,
      hasReplyKeyboard: false,
      earlierTexts: [],
      reactions: [],
    };
    chat.messages[id] = stored;
    this.changed({ kind: 'message', botId: chat.botId, chatId: chat.chat.id, messageId: id });
    return stored;
  }

  /** A message that is there: never one that was deleted. */
  message(chat: ChatState, id: number): StoredMessage | undefined {
    const stored = chat.messages[id];
    return stored && stored.deletedAt === null ? stored : undefined;
  }

  /** Hands an update to the bot: numbers it, keeps it until it is confirmed, wakes whoever waits for it. */
  tell(chat: ChatState, content: Omit<Update, 'update_id'>): void {
    const bot = this.bot(chat.botId);
    const kind = Object.keys(content)[0]!;
    if (!wants(bot, kind)) return;
    const update = { update_id: bot.nextUpdateId++, ...structuredClone(content) } as Update;
    const pending = { update, chatId: chat.chat.id, extraDeliveries: 0 };
    const fault = inbound(this.state, { method: kind, chatId: chat.chat.id });
    if (fault?.kind === 'duplicate') pending.extraDeliveries = fault.copies ?? 1;
    if (fault?.kind === 'reorder') this.hold(bot, pending);
    else this.queue(bot, pending);
  }

  private queue(bot: BotState, pending: PendingUpdate) {
    bot.updates.push(pending, ...bot.heldUpdates.splice(0));
    this.changed({ kind: 'update', botId: bot.user.id, chatId: pending.chatId });
  }

  /** Lets an update wait until the next one has overtaken it, or for five seconds. */
  private hold(bot: BotState, pending: PendingUpdate) {
    bot.heldUpdates.push(pending);
    this.clock.after(5000, () => this.releaseHeld());
  }

  /** Lets go of what was held back. */
  releaseHeld() {
    for (const bot of Object.values(this.state.bots)) {
      const [first, ...others] = bot.heldUpdates.splice(0);
      if (first) this.queue(bot, first);
      bot.updates.push(...others);
    }
  }
}
/** What a bot gets that never asked for particular kinds (https://core.telegram.org/bots/api#getupdates). */
const NOT_BY_DEFAULT = ['chat_member', 'message_reaction', 'message_reaction_count'];

function wants(bot: BotState, kind: string): boolean {
  if (bot.allowedUpdates.length > 0) return bot.allowedUpdates.includes(kind);
  return !NOT_BY_DEFAULT.includes(kind);
}
