import { type Contact, type Content, type Location, rowsOf } from './content.ts';
import { Hand, type SentFile } from './hand.ts';
import { mediaOf } from './incoming.ts';
import { readAll } from './progress.ts';
import { sampleBytes, samples } from './samples.ts';
import type { Message, Person } from './state.ts';
import type { Change, World } from './world.ts';

/** Texts can be changed for a quarter of an hour, and taken back for two days. */
const editable = { withinMs: 15 * 60_000, what: 'changed' };
const revocable = { withinMs: 48 * 3_600_000, what: 'taken back' };

/** One person's WhatsApp. What cannot be done throws an error with a sentence. */
export class Phone {
  private readonly hand: Hand;

  constructor(
    private readonly world: World,
    readonly waId: string,
  ) {
    this.hand = new Hand(world, waId);
  }

  get person(): Person {
    return this.hand.person;
  }

  conversation(): Message[] {
    return this.hand.conversation();
  }

  /** What has arrived here. */
  inbox(): Message[] {
    return this.conversation().filter(({ isFromBusiness }) => isFromBusiness);
  }

  /** Whether the business is seen to write. */
  get isTyped(): boolean {
    const { typingUntil } = this.person;
    return typingUntil !== null && !this.world.isPast(typingUntil);
  }

  /** Returns the id of the message, as all that send do. */
  say(text: string, options: { replyTo?: string; forwarded?: 'once' | 'often' } = {}): string {
    const contextId = options.replyTo ? this.hand.seen(options.replyTo).id : null;
    return this.hand.send({ kind: 'text', text }, { contextId, forwarded: options.forwarded ?? null });
  }

  /** Presses a button under a message, of ours or of a template. */
  press(messageId: string, buttonId: string): string {
    const message = this.hand.seen(messageId);
    const button = message.content.buttons?.find(({ id, kind }) => id === buttonId && kind !== 'url');
    if (!button) throw new Error('There is no such button to press.');
    if (button.kind === 'location') return this.shareLocation(somewhere, { replyTo: messageId });
    return this.answer(message, { text: button.title, buttons: [button] });
  }

  /** Chooses a row of a list. */
  choose(messageId: string, rowId: string): string {
    const message = this.hand.seen(messageId);
    const row = rowsOf(message.content).find(({ id }) => id === rowId);
    if (!row) throw new Error('There is no such row in the list.');
    const list = { button: '', sections: [{ title: '', rows: [row] }] };
    return this.answer(message, { text: row.title, list });
  }

  sendImage(file: SentFile = {}): string {
    return this.hand.sendFile({ kind: 'image' }, { ...sample('image'), ...file });
  }

  sendVoice(file: SentFile = {}): string {
    return this.hand.sendFile({ kind: 'audio', isVoice: true }, { ...sample('voice'), ...file });
  }

  sendDocument(file: SentFile = {}): string {
    const { fileName = samples.document.file } = file;
    return this.hand.sendFile({ kind: 'document', fileName }, { ...sample('document'), ...file, fileName });
  }

  /** A video, an audio file, a sticker: whatever the bytes are said to be. */
  sendOther(
    kind: 'video' | 'audio' | 'sticker',
    file: SentFile & { bytes: Buffer; mimeType: string },
  ): string {
    return this.hand.sendFile({ kind }, file);
  }

  shareLocation(location: Location = somewhere, options: { replyTo?: string } = {}): string {
    const contextId = options.replyTo ? this.hand.seen(options.replyTo).id : null;
    return this.hand.send({ kind: 'location', text: '', location }, { contextId });
  }

  /** Shares somebody's card; without one, one's own. */
  shareContact(contact?: Contact): string {
    const { name, waId } = this.person;
    const [firstName = '', ...rest] = name.split(' ');
    const own: Contact = { firstName, lastName: rest.join(' '), phone: `+${waId}`, waId };
    return this.hand.send({ kind: 'contacts', text: '', contacts: [contact ?? own] });
  }

  /** A poll, of which the API can only say that it is something unsupported. */
  sendPoll(question: string): string {
    return this.hand.send({ kind: 'poll', text: question });
  }

  /** An empty emoji takes one's reaction away. */
  react(messageId: string, emoji: string): void {
    const message = this.hand.seen(messageId);
    message.reactions.person = emoji === '' ? null : emoji;
    this.person.lastSaidAt = this.world.nowText();
    this.hand.act(message, { type: 'reaction', reaction: { message_id: messageId, emoji } });
  }

  edit(messageId: string, text: string): void {
    const message = this.hand.own(messageId, editable);
    const { kind, mediaId } = message.content;
    if (kind !== 'text' && !mediaId) throw new Error('Only words can be changed.');
    message.content.text = text;
    message.editedAt = this.world.nowText();
    const edited = edit(this.world, message);
    this.hand.act(message, { type: 'edit', edit: { original_message_id: messageId, message: edited } });
  }

  revoke(messageId: string): void {
    const message = this.hand.own(messageId, revocable);
    message.revokedAt = this.world.nowText();
    message.content = { kind: 'text', text: '' };
    this.hand.act(message, { type: 'revoke', revoke: { original_message_id: messageId } });
  }

  /** Looks at the chat. */
  read(): void {
    readAll(this.world, this.waId);
  }

  /** From now on the business is told the ids, and no number. */
  hideNumber(username: string): void {
    this.change({ username, hidesNumber: true });
  }

  showNumber(): void {
    this.change({ hidesNumber: false });
  }

  /** Blocking tells the business nothing: what it sends stays at one tick. */
  setBlocked(hasBlocked: boolean): void {
    this.change({ hasBlocked });
  }

  /** Tells when anything changes here, for a live page; returns what ends it. */
  onChange(listener: (change: Change) => void): () => void {
    return this.world.onChange((change) => {
      if (change.waId === this.waId || change.kind === 'restored') listener(change);
    });
  }

  private answer(message: Message, content: Omit<Content, 'kind'>): string {
    return this.hand.send({ kind: 'interactive', ...content }, { contextId: message.id });
  }

  private change(what: Partial<Person>): void {
    Object.assign(this.person, what);
    this.world.changed({ kind: 'person', waId: this.waId });
  }
}

const sample = (kind: keyof typeof samples) => ({
  mimeType: samples[kind].mimeType,
  bytes: sampleBytes(kind),
});

/** What an edited message says now. */
function edit(world: World, { id, content }: Message) {
  const context = { id };
  if (content.kind === 'text') return { context, type: 'text', text: { body: content.text } };
  return { context, type: content.kind, [content.kind]: mediaOf(world, content) };
}

const somewhere: Location = {
  latitude: 40.741895,
  longitude: -73.989308,
  name: 'The old school',
  address: '12 Elm Street',
};
