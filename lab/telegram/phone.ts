import { setBlocked } from './blocking.ts';
import { pressButton } from './callbacks.ts';
import { findEntities } from './findEntities.ts';
import { type Media, mediaMessage } from './phoneMedia.ts';
import { quoted } from './replies.ts';
import { type Screen, type ShownMessage, screenOf, shown } from './screen.ts';
import type { Contact, Message, User } from './shapes.ts';
import type { BotState, ChatState, Person, StoredMessage } from './state.ts';
import type { Change, World } from './world.ts';

/** One person's conversation with one bot: everything a thumb can do. */
export class Phone {
  constructor(
    private readonly world: World,
    readonly personId: number,
    readonly botId: number,
  ) {}

  get person(): Person {
    return this.world.person(this.personId)!;
  }

  get bot(): BotState {
    return this.world.bot(this.botId);
  }

  get user(): User {
    return this.person.user;
  }

  private get chat(): ChatState {
    return this.world.privateChat(this.botId, this.user);
  }

  /** The chat as it looks now. */
  screen(): Screen {
    return screenOf(this.world, this.chat);
  }

  /** What the bot has said, oldest first; without what it deleted. */
  heard(): ShownMessage[] {
    return this.screen().messages.filter((one) => one.isFromBot);
  }

  /** The text of the bot's last message; empty before its first. */
  lastText(): string {
    return this.heard().at(-1)?.text ?? '';
  }

  /** Presses Start, with the code of the link that led here: `/start CODE`. */
  start(code?: string): ShownMessage {
    if (this.chat.isBlocked) this.unblock();
    return this.say(code ? `/start ${code}` : '/start');
  }

  /** Follows `https://t.me/<bot>?start=CODE` and presses Start. */
  openLink(link: string): ShownMessage {
    const url = new URL(link);
    if (url.pathname.slice(1).toLowerCase() !== this.bot.user.username?.toLowerCase()) {
      throw new Error(`${link} leads to another bot`);
    }
    return this.start(url.searchParams.get('start') ?? undefined);
  }

  /** Says something, as a native reply where `replyTo` is given. */
  say(text: string, options: { replyTo?: number } = {}): ShownMessage {
    const entities = findEntities(text);
    return this.send({ text, ...(entities.length > 0 && { entities }) }, options);
  }

  /** Changes what one has said. */
  edit(messageId: number, text: string): void {
    const stored = this.stored(messageId);
    if (stored.isFromBot) throw new Error('only own messages can be edited');
    const { message } = stored;
    stored.earlierTexts.push(message.text ?? '');
    message.text = text;
    message.edit_date = this.world.nowSeconds();
    const entities = findEntities(text);
    if (entities.length > 0) message.entities = entities;
    else delete message.entities;
    this.world.changed({ kind: 'edit', ...this.place, messageId });
    this.world.tell(this.chat, { edited_message: message });
  }

  /** Presses an inline button, found by its label or its data, on that message or on the last that has it. */
  press(button: string, messageId?: number): string {
    for (const one of this.heard().toReversed()) {
      if (messageId !== undefined && one.id !== messageId) continue;
      const found = one.buttons.flat().find((b) => b.text === button || b.callback_data === button);
      if (found?.callback_data === undefined) continue;
      return pressButton(this.world, { chat: this.chat, stored: this.stored(one.id) }, found.callback_data);
    }
    throw new Error(`${this.user.first_name} sees no button "${button}"`);
  }

  /** Presses a button as an old phone may have kept it: whatever the message shows now. */
  pressData(data: string, messageId: number): string {
    const stored = this.chat.messages[messageId];
    if (!stored) throw new Error(`no message ${messageId}`);
    return pressButton(this.world, { chat: this.chat, stored }, data);
  }

  /** Presses a button of the keyboard below the chat: says its label, or shares what it asks for. */
  tap(label: string): ShownMessage {
    const button = this.chat.replyKeyboard?.keyboard.flat().find((one) => one.text === label);
    if (!button) throw new Error(`${this.user.first_name} sees no key "${label}"`);
    if (this.chat.replyKeyboard?.one_time_keyboard) this.chat.replyKeyboard = null;
    if (button.request_contact) return this.shareContact();
    if (button.request_location) return this.sendLocation({ latitude: 40.4168, longitude: -3.7038 });
    return this.say(label);
  }

  /** Shares one's own number, as `request_contact` does, or any other contact. */
  shareContact(contact: Contact = this.ownContact()): ShownMessage {
    const asked = Object.values(this.chat.messages).findLast((one) => one.hasReplyKeyboard);
    const isOwn = contact.user_id === this.user.id;
    return this.send({ contact }, isOwn && asked ? { replyTo: asked.message.message_id } : {});
  }

  ownContact(): Contact {
    const { id, first_name, last_name } = this.user;
    const phone_number = this.person.phoneNumber;
    if (!phone_number) throw new Error(`${first_name} has no phone number`);
    return { phone_number, first_name, ...(last_name && { last_name }), user_id: id };
  }

  /** Sends a photo, a sticker, a voice note, a file. */
  sendMedia(media: Media, options: { replyTo?: number } = {}): ShownMessage {
    return this.send(mediaMessage(this.world, this.botId, media), options);
  }

  sendLocation(location: { latitude: number; longitude: number }): ShownMessage {
    return this.send({ location });
  }

  /** Blocks the bot: it hears of it, and every call to this chat gets a 403. */
  block(): void {
    setBlocked(this.world, this.chat, true);
  }

  unblock(): void {
    setBlocked(this.world, this.chat, false);
  }

  /** Marks everything as read. */
  read(): void {
    const ids = Object.keys(this.chat.messages);
    this.chat.readUpTo = Number(ids.at(-1) ?? 0);
    this.world.changed({ kind: 'chat', ...this.place });
  }

  /** Resolves with the screen as soon as the claim is true of it. */
  until(claim: (screen: Screen) => boolean): Promise<Screen> {
    return new Promise((resolve) => {
      const look = (change: Change) => {
        if (change.chatId !== undefined && change.chatId !== this.personId) return;
        const screen = this.screen();
        if (!claim(screen)) return;
        stop();
        resolve(screen);
      };
      const stop = this.world.onChange(look);
      look({ kind: 'chat' });
    });
  }

  /** Sends any content as a message of this person. */
  send(content: Partial<Message>, options: { replyTo?: number } = {}): ShownMessage {
    const { chat } = this;
    if (chat.isBlocked) throw new Error(`${this.user.first_name} has blocked the bot`);
    chat.isStarted = true;
    chat.isReplyForced = false;
    const reply = options.replyTo ? { reply_to_message: quoted(this.stored(options.replyTo).message) } : {};
    const stored = this.world.post(chat, { ...content, ...reply }, this.user);
    this.world.tell(chat, { message: stored.message });
    return shown(stored, chat.readUpTo);
  }

  private get place() {
    return { botId: this.botId, chatId: this.personId };
  }

  private stored(messageId: number): StoredMessage {
    const stored = this.world.message(this.chat, messageId);
    if (!stored) throw new Error(`${this.user.first_name} sees no message ${messageId}`);
    return stored;
  }
}
