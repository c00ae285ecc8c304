import { type Button, type Contact, type Content, type Location, rowsOf } from './content.ts';
import { actValue, mediaOf, messageValue } from './incoming.ts';
import { keepFromPerson } from './media.ts';
import { readAll } from './progress.ts';
import { sampleBytes, samples } from './samples.ts';
import type { Message, Person } from './state.ts';
import type { Change, NewMessage, World } from './world.ts';

/** A file to be sent; without bytes a sample of its kind. */
export interface SentFile {
  bytes?: Buffer;
  mimeType?: string;
  caption?: string;
  fileName?: string;
  replyTo?: string;
}

/** Texts can be changed for a quarter of an hour, and taken back for two days. */
const editableMs = 15 * 60_000;
const revocableMs = 48 * 3_600_000;

/** One person's WhatsApp. What is done here goes to the webhook; whoever does anything has read what came. */
export class Phone {
  constructor(
    private readonly world: World,
    readonly waId: string,
  ) {}

  get person(): Person {
    const person = this.world.person(this.waId);
    if (!person) throw new Error(`nobody is on WhatsApp with ${this.waId}`);
    return person;
  }

  /** Both sides, oldest first; what has not arrived, or never will, is not there. */
  conversation(): Message[] {
    const hasArrived = (message: Message) =>
      !message.isFromBusiness || ['delivered', 'read'].includes(message.status);
    return this.world.withPerson(this.waId).filter(hasArrived);
  }

  /** What has arrived here. */
  inbox(): Message[] {
    return this.conversation().filter(({ isFromBusiness }) => isFromBusiness);
  }

  get isTyped(): boolean {
    const { typingUntil } = this.person;
    return typingUntil !== null && !this.world.isPast(typingUntil);
  }

  /** Returns the id of the message, as all that follow do. */
  say(text: string, options: { replyTo?: string; forwarded?: 'once' | 'often' } = {}): string {
    const { replyTo, forwarded } = options;
    return this.send(
      { kind: 'text', text },
      { ...(replyTo && { contextId: this.seen(replyTo).id }), ...(forwarded && { forwarded }) },
    );
  }

  /** Presses a button under a message, of ours or of a template. */
  press(messageId: string, buttonId: string): string {
    const message = this.seen(messageId);
    const button = message.content.buttons?.find(({ id }) => id === buttonId);
    if (!button || button.kind === 'url') throw new Error('There is no such button to press.');
    if (button.kind === 'location') return this.shareLocation(undefined, { replyTo: messageId });
    return this.answer(message, { text: button.title, buttons: [button as Button] });
  }

  /** Chooses a row of a list. */
  choose(messageId: string, rowId: string): string {
    const message = this.seen(messageId);
    const row = rowsOf(message.content).find(({ id }) => id === rowId);
    if (!row) throw new Error('There is no such row in the list.');
    return this.answer(message, {
      text: row.title,
      list: { button: '', sections: [{ title: '', rows: [row] }] },
    });
  }

  sendImage(file: SentFile = {}): string {
    return this.sendFile(
      { kind: 'image' },
      { mimeType: samples.image.mimeType, bytes: sampleBytes('image'), ...file },
    );
  }

  sendVoice(file: SentFile = {}): string {
    const voice = { mimeType: samples.voice.mimeType, bytes: sampleBytes('voice'), ...file };
    return this.sendFile({ kind: 'audio', isVoice: true }, voice);
  }

  sendDocument(file: SentFile = {}): string {
    const fileName = file.fileName ?? samples.document.file;
    const paper = { mimeType: samples.document.mimeType, bytes: sampleBytes('document'), ...file, fileName };
    return this.sendFile({ kind: 'document', fileName }, paper);
  }

  /** A video, an audio file, a sticker: whatever the bytes are said to be. */
  sendOther(
    kind: 'video' | 'audio' | 'sticker',
    file: SentFile & { bytes: Buffer; mimeType: string },
  ): string {
    return this.sendFile({ kind }, file);
  }

  shareLocation(location: Location = somewhere, options: { replyTo?: string } = {}): string {
    const contextId = options.replyTo ? this.seen(options.replyTo).id : null;
    return this.send({ kind: 'location', text: '', location }, { contextId });
  }

  /** Shares somebody's card; without one, one's own. */
  shareContact(contact?: Contact): string {
    const { name, waId } = this.person;
    const [firstName = '', ...rest] = name.split(' ');
    const own: Contact = { firstName, lastName: rest.join(' '), phone: `+${waId}`, waId };
    return this.send({ kind: 'contacts', text: '', contacts: [contact ?? own] });
  }

  /** A poll, of which the API can only say that it is something unsupported. */
  sendPoll(question: string): string {
    return this.send({ kind: 'poll', text: question });
  }

  /** An empty emoji takes one's reaction away. */
  react(messageId: string, emoji: string): void {
    const message = this.seen(messageId);
    message.reactions.person = emoji === '' ? null : emoji;
    this.act(message, { type: 'reaction', reaction: { message_id: messageId, emoji } });
    this.opensWindow();
  }

  edit(messageId: string, text: string): void {
    const message = this.own(messageId, editableMs, 'changed');
    if (message.content.kind !== 'text' && !message.content.mediaId)
      throw new Error('Only words can be changed.');
    message.content.text = text;
    message.editedAt = this.world.nowText();
    this.act(message, {
      type: 'edit',
      edit: { original_message_id: messageId, message: this.edited(message) },
    });
  }

  revoke(messageId: string): void {
    const message = this.own(messageId, revocableMs, 'taken back');
    message.revokedAt = this.world.nowText();
    message.content = { kind: 'text', text: '' };
    this.act(message, { type: 'revoke', revoke: { original_message_id: messageId } });
  }

  /** Looks at the chat. */
  read(): void {
    readAll(this.world, this.waId);
  }

  /** From now on the business is told the ids, and no number. */
  hideNumber(username: string): void {
    Object.assign(this.person, { username, hidesNumber: true });
    this.world.changed({ kind: 'person', waId: this.waId });
  }

  showNumber(): void {
    this.person.hidesNumber = false;
    this.world.changed({ kind: 'person', waId: this.waId });
  }

  /** Blocking tells the business nothing: what it sends stays at one tick. */
  setBlocked(hasBlocked: boolean): void {
    this.person.hasBlocked = hasBlocked;
    this.world.changed({ kind: 'person', waId: this.waId });
  }

  /** Tells when anything changes here, for a live page; returns what ends it. */
  onChange(listener: (change: Change) => void): () => void {
    return this.world.onChange((change) => {
      if (change.waId === this.waId || change.kind === 'restored') listener(change);
    });
  }

  private sendFile(content: Pick<Content, 'kind' | 'isVoice' | 'fileName'>, file: SentFile): string {
    const { bytes, mimeType, caption = '', fileName, replyTo } = file;
    const kept = keepFromPerson(this.world, {
      bytes: bytes!,
      mimeType: mimeType!,
      ...(fileName && { fileName }),
    });
    const contextId = replyTo ? this.seen(replyTo).id : null;
    return this.send({ ...content, text: caption, mediaId: kept.id }, { contextId });
  }

  private answer(message: Message, content: Omit<Content, 'kind'>): string {
    return this.send({ kind: 'interactive', ...content }, { contextId: message.id });
  }

  private send(content: Content, more: Partial<NewMessage> = {}): string {
    if (this.person.hasBlocked) throw new Error('The business is blocked on this phone.');
    this.read();
    const { world, waId } = this;
    const message = world.add({ waId, isFromBusiness: false, content, status: 'sent', ...more });
    this.opensWindow();
    world.tell({
      lane: waId,
      field: 'messages',
      value: messageValue(world, message),
      deliversId: message.id,
    });
    return message.id;
  }

  /** Something done to a message that is there. */
  private act(message: Message, fields: { type: string } & Record<string, unknown>): void {
    if (this.person.hasBlocked) throw new Error('The business is blocked on this phone.');
    this.read();
    this.world.changed({ kind: 'status', waId: this.waId, id: message.id });
    const value = actValue(this.world, this.person, fields);
    this.world.tell({ lane: this.waId, field: 'messages', value, deliversId: message.id });
  }

  private opensWindow(): void {
    this.person.lastSaidAt = this.world.nowText();
  }

  /** What an edited message says now. */
  private edited({ id, content }: Message) {
    const context = { context: { id } };
    if (content.kind === 'text') return { ...context, type: 'text', text: { body: content.text } };
    return { ...context, type: content.kind, [content.kind]: mediaOf(this.world, content) };
  }

  private seen(messageId: string): Message {
    const message = this.conversation().find(({ id }) => id === messageId);
    if (!message) throw new Error('There is no such message on this phone.');
    return message;
  }

  private own(messageId: string, withinMs: number, what: string): Message {
    const message = this.seen(messageId);
    const ageMs = this.world.clock.now().getTime() - Date.parse(message.at);
    if (message.isFromBusiness || message.revokedAt !== null || ageMs > withinMs)
      throw new Error(`That message can no longer be ${what}.`);
    return message;
  }
}

const somewhere: Location = {
  latitude: 40.741895,
  longitude: -73.989308,
  name: 'The old school',
  address: '12 Elm Street',
};
