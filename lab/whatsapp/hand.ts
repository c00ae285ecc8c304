import type { Content } from './content.ts';
import { tell } from './events.ts';
import { actValue, messageValue } from './incoming.ts';
import { keepFromPerson } from './media.ts';
import { readAll } from './progress.ts';
import type { Message, Person } from './state.ts';
import type { NewMessage, World } from './world.ts';

/** A file to be sent; without bytes a sample of its kind. */
export interface SentFile {
  bytes?: Buffer;
  mimeType?: string;
  caption?: string;
  fileName?: string;
  replyTo?: string;
}

/** What a thumb does on one phone: each act goes to the webhook, and whoever acts has read what came. */
export class Hand {
  constructor(
    private readonly world: World,
    private readonly waId: string,
  ) {}

  /** @throws {Error} where nobody has this number */
  get person(): Person {
    const person = this.world.person(this.waId);
    if (!person) throw new Error(`nobody is on WhatsApp with ${this.waId}`);
    return person;
  }

  /** Both sides, oldest first; what has not arrived, or never will, is not there. */
  conversation(): Message[] {
    const hasArrived = ({ isFromBusiness, status }: Message) =>
      !isFromBusiness || status === 'delivered' || status === 'read';
    return this.world.withPerson(this.waId).filter(hasArrived);
  }

  /** A message to act on. @throws {Error} where it is not on this phone, or the business is blocked */
  seen(messageId: string): Message {
    this.checkUnblocked();
    const message = this.conversation().find(({ id }) => id === messageId);
    if (!message) throw new Error('There is no such message on this phone.');
    return message;
  }

  /** @throws {Error} where it is another's, or too old for what is to be done with it */
  own(messageId: string, { withinMs, what }: { withinMs: number; what: string }): Message {
    const message = this.seen(messageId);
    const ageMs = this.world.clock.now().getTime() - Date.parse(message.at);
    if (message.isFromBusiness || message.revokedAt !== null || ageMs > withinMs)
      throw new Error(`That message can no longer be ${what}.`);
    return message;
  }

  /** Says something new; it opens the 24 hours. Returns its id. */
  send(content: Content, more: Partial<NewMessage> = {}): string {
    const { world, waId } = this;
    this.begin();
    const message = world.add({ waId, isFromBusiness: false, content, status: 'sent', ...more });
    this.person.lastSaidAt = world.nowText();
    tell(world, {
      lane: waId,
      field: 'messages',
      value: messageValue(world, message),
      deliversId: message.id,
    });
    return message.id;
  }

  sendFile(
    content: Pick<Content, 'kind' | 'isVoice' | 'fileName'>,
    file: Required<Pick<SentFile, 'bytes' | 'mimeType'>> & SentFile,
  ): string {
    const { caption = '', replyTo, ...kept } = file;
    const contextId = replyTo ? this.seen(replyTo).id : null;
    const { id } = keepFromPerson(this.world, kept);
    return this.send({ ...content, text: caption, mediaId: id }, { contextId });
  }

  /** Does something to a message that is there. */
  act(message: Message, fields: { type: string } & Record<string, unknown>): void {
    const { world, waId } = this;
    this.begin();
    world.changed({ kind: 'status', waId, id: message.id });
    const value = actValue(world, this.person, fields);
    tell(world, { lane: waId, field: 'messages', value, deliversId: message.id });
  }

  private begin(): void {
    this.checkUnblocked();
    readAll(this.world, this.waId);
  }

  private checkUnblocked(): void {
    if (this.person.hasBlocked) throw new Error('The business is blocked on this phone.');
  }
}
