import type { Link } from './link.ts';
import { pairOf } from './pairing.ts';
import type { ChatState, Media, Message, Person } from './state.ts';
import { keyOf, ownLid, told } from './told.ts';
import { type Change, type NewMessage, type World, wid } from './world.ts';

/** One person's WhatsApp: everything a thumb can do, in the conversation with us or, where named, in a group. */
export class Phone {
  constructor(
    private readonly parts: { world: World; link: Link },
    readonly number: string,
    private readonly groupId: string | null = null,
  ) {}

  get person(): Person {
    return this.parts.world.person(this.number);
  }

  private get chat(): ChatState {
    const { world } = this.parts;
    return this.groupId ? world.state.chats[this.groupId]! : world.chatWith(this.person);
  }

  /** The same phone, with a group on its screen. */
  in(groupId: string): Phone {
    if (!this.parts.world.state.chats[groupId]?.members?.includes(this.number))
      throw new Error('not a member of this group');
    return new Phone(this.parts, this.number, groupId);
  }

  /** Both sides, oldest first. */
  conversation(): Message[] {
    return structuredClone(this.chat.messages);
  }

  /** What has come from us. */
  heard(): Message[] {
    return this.conversation().filter(({ author }) => author === null);
  }

  say(text: string, { replyTo = null }: { replyTo?: string | null } = {}): Promise<Message> {
    return this.send({ type: 'chat', body: text, quotedId: replyTo });
  }

  /** Sends a file; `type` is WhatsApp's: image, video, ptt, audio, document, sticker. */
  sendFile(type: string, media: Media, caption = ''): Promise<Message> {
    return this.send({ type, body: caption, media });
  }

  shareLocation({ latitude, longitude }: { latitude: number; longitude: number }): Promise<Message> {
    return this.send({ type: 'location', body: '', more: { lat: latitude, lng: longitude } });
  }

  /** Shares a contact's card: one's own, unless it is somebody else's. */
  shareContact({ name, phone } = { name: this.person.name, phone: this.number }): Promise<Message> {
    const digits = phone.slice(1);
    const card = ['BEGIN:VCARD', 'VERSION:3.0', `N:;${name};;;`, `FN:${name}`];
    const body = [...card, `item1.TEL;waid=${digits}:+${digits}`, 'item1.X-ABLabel:Mobile', 'END:VCARD'];
    return this.send({ type: 'vcard', body: body.join('\n'), more: { vcardFormattedName: name } });
  }

  /** Says something of any type, as a newer WhatsApp may. */
  sendStrange(type: string, more: Record<string, unknown> = {}): Promise<Message> {
    return this.send({ type, body: '', more });
  }

  async edit(messageId: string, text: string): Promise<void> {
    const message = this.own(messageId);
    message.body = text;
    message.isEdited = true;
    await this.tellOf('edit', message, { body: text });
  }

  async revoke(messageId: string): Promise<void> {
    const message = this.own(messageId);
    message.isRevoked = true;
    message.body = '';
    await this.tellOf('revoke', message);
  }

  /** Puts an emoji on a message; an empty one takes it away. */
  async react(messageId: string, emoji: string): Promise<void> {
    const { world, link } = this.parts;
    const message = this.found(messageId);
    message.reactions[this.number] = emoji;
    world.changed({ kind: 'reaction', chatId: this.chat.id, messageId });
    const fromMe = message.author === null;
    const author = wid(this.person);
    const remote = this.chat.id;
    const participant = this.chat.members ? (fromMe ? `${ownLid}@lid` : author) : undefined;
    const parent = { id: messageId, fromMe, remote, participant };
    const id = { id: world.newId(), remote };
    const atMs = world.clock.now().getTime();
    await link.tell({ kind: 'reaction', reaction: { id, parent, author, fromMe: false, text: emoji, atMs } });
  }

  /** Reads everything: blue ticks at our end. */
  async read(): Promise<void> {
    for (const message of this.chat.messages.filter(({ author }) => author === null))
      await this.acknowledge(message, 3);
  }

  /** Without a network: what is sent here waits with one tick. */
  async setOnline(isOnline: boolean): Promise<void> {
    this.person.isOnline = isOnline;
    if (!isOnline) return;
    for (const message of this.chat.messages.filter(({ author, ack }) => author === null && ack === 1))
      await this.acknowledge(message, 2);
  }

  onChange(listener: (change: Change) => void): () => void {
    return this.parts.world.onChange((change) => {
      if (change.chatId === this.chat.id || change.kind === 'restored') listener(change);
    });
  }

  private async acknowledge(message: Message, ack: 2 | 3): Promise<void> {
    const { world, link } = this.parts;
    if (world.acknowledge(this.chat, message, ack))
      await link.tell({ kind: 'ack', key: keyOf(world, this.chat, message), ack });
  }

  private async send(content: Omit<NewMessage, 'author'>): Promise<Message> {
    const { world, link } = this.parts;
    const message = world.add(this.chat, { ...content, author: this.number });
    await link.tell({
      kind: 'message',
      message: told(world, this.chat, message),
      person: pairOf(this.person),
    });
    return structuredClone(message);
  }

  private async tellOf(kind: 'edit' | 'revoke', message: Message, more = {}): Promise<void> {
    const { world, link } = this.parts;
    world.changed({ kind, chatId: this.chat.id, messageId: message.id });
    await link.tell({ kind, key: keyOf(world, this.chat, message), ...more });
  }

  private own(messageId: string): Message {
    const message = this.found(messageId);
    if (message.author !== this.number) throw new Error('only own messages can be changed');
    return message;
  }

  private found(messageId: string): Message {
    const message = this.chat.messages.find(({ id }) => id === messageId);
    if (!message) throw new Error(`no message ${messageId} here`);
    return message;
  }
}
