import { type Ack, type ChatState, emptyState, type Message, type Person, type State } from './state.ts';

/** Where time comes from: the Lab's clock can skip hours, a test's moves when the test says so. */
export interface Clock {
  now(): Date;
}

/** Where chance comes from; a seeded one makes a run repeatable. */
export interface Random {
  bytes(count: number): Buffer;
}

/** What happened, for whoever shows it. `chatId` is WhatsApp's. */
export interface Change {
  kind: 'message' | 'ack' | 'edit' | 'revoke' | 'reaction' | 'pairing' | 'connection' | 'faults' | 'restored';
  chatId?: string;
  messageId?: string;
}

export type NewMessage = Pick<Message, 'author' | 'type' | 'body'> & Partial<Message>;

/** The state with the acts that the page's questions and the phones share. */
export class World {
  state: State = emptyState();
  private readonly listeners = new Set<(change: Change) => void>();

  constructor(
    /** Our own number, E.164. */
    readonly number: string,
    readonly clock: Clock,
    readonly random: Random,
  ) {}

  onChange(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  changed(change: Change) {
    for (const listener of [...this.listeners]) listener(change);
  }

  /** 32 hexadecimal digits, as Android phones number their messages. */
  newId = () => this.random.bytes(16).toString('hex').toUpperCase();

  person(phone: string): Person {
    const person = this.state.people[phone];
    if (!person) throw new Error(`nobody has the number ${phone}`);
    return person;
  }

  /** Whoever an id of WhatsApp's belongs to: `491701234567@c.us`, or `271828@lid`. */
  personAt(id: string): Person | undefined {
    const [user, server] = id.split('@');
    return Object.values(this.state.people).find((person) =>
      server === 'lid' ? person.lid === user : person.phone === `+${user}`,
    );
  }

  /** The conversation with one person, made where there is none yet. */
  chatWith(person: Person): ChatState {
    const id = wid(person);
    this.state.chats[id] ??= { id, name: null, members: null, unreadCount: 0, messages: [] };
    return this.state.chats[id];
  }

  chat(id: string): ChatState | undefined {
    if (this.state.chats[id]) return this.state.chats[id];
    const person = this.personAt(id);
    return person && this.chatWith(person);
  }

  add(chat: ChatState, message: NewMessage): Message {
    const added: Message = {
      id: this.newId(),
      at: this.clock.now().toISOString(),
      ack: message.author === null ? 0 : 1,
      quotedId: null,
      media: null,
      more: {},
      isEdited: false,
      isRevoked: false,
      reactions: {},
      ...message,
    };
    chat.messages.push(added);
    if (added.author !== null) chat.unreadCount += 1;
    this.changed({ kind: 'message', chatId: chat.id, messageId: added.id });
    return added;
  }

  /** Ticks only ever move up, besides the mark of a failure. */
  acknowledge(chat: ChatState, message: Message, ack: Ack): boolean {
    if (ack <= message.ack) return false;
    message.ack = ack;
    this.changed({ kind: 'ack', chatId: chat.id, messageId: message.id });
    return true;
  }
}

/** What somebody is known by to others. */
export const wid = (person: Person) =>
  person.shows === 'number' ? `${person.phone.slice(1)}@c.us` : `${person.lid}@lid`;
