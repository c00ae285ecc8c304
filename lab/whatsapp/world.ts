import { type BusinessStanding, usualStanding } from './business.ts';
import { emptyState, type Message, type Person, type State } from './state.ts';

/** Where time comes from: the Lab's clock can skip hours, a test's moves when the test says so. */
export interface Clock {
  now(): Date;
  /** Calls back once, after `ms` of this clock's time; returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** Where chance comes from; a seeded one makes a run repeatable. */
export interface Random {
  bytes(count: number): Buffer;
  /** At least 0 and below 1. */
  fraction(): number;
}

/** The business whose one number the emulator serves. */
export interface Account {
  phoneNumberId: string;
  businessAccountId: string;
  accessToken: string;
  /** Signs the webhooks. */
  appSecret: string;
  /** Echoed to the webhook in the handshake. */
  verifyToken: string;
  /** The business's number, E.164. */
  phoneNumber: string;
  name: string;
}

/** What happened, for whoever shows it. */
export interface Change {
  kind: 'message' | 'status' | 'person' | 'template' | 'event' | 'faults' | 'restored';
  waId?: string;
  id?: string;
}

/** A message to be kept; what is left out is as with most. */
export interface NewMessage extends Pick<Message, 'waId' | 'isFromBusiness' | 'content' | 'status'> {
  contextId?: string | null;
  forwarded?: Message['forwarded'];
  callbackData?: string | null;
  category?: string;
}

/** The state with the acts that the API and the phones share. */
export class World {
  state: State = emptyState();
  standing: BusinessStanding = { ...usualStanding };
  private readonly listeners = new Set<(change: Change) => void>();

  constructor(
    readonly account: Account,
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

  nowText = () => this.clock.now().toISOString();
  inMs = (ms: number) => new Date(this.clock.now().getTime() + ms).toISOString();
  isPast = (at: string) => Date.parse(at) <= this.clock.now().getTime();

  person(waId: string): Person | undefined {
    return this.state.people.find((one) => one.waId === waId);
  }

  personByUserId(userId: string): Person | undefined {
    return this.state.people.find((one) => one.userId === userId || one.parentUserId === userId);
  }

  message(id: string | null): Message | undefined {
    // From the end: most that is asked about was sent just now.
    return id === null ? undefined : this.state.messages.findLast((one) => one.id === id);
  }

  /** Messages between the business and this person, oldest first. */
  withPerson(waId: string): Message[] {
    return this.state.messages.filter((message) => message.waId === waId);
  }

  add(message: NewMessage): Message {
    const { isFromBusiness, waId } = message;
    const added: Message = {
      contextId: null,
      forwarded: null,
      callbackData: null,
      category: 'service',
      ...message,
      id: this.newId(waId, isFromBusiness),
      at: this.nowText(),
      errorCode: null,
      ahead: [],
      reactions: { business: null, person: null },
      editedAt: null,
      revokedAt: null,
    };
    this.state.messages.push(added);
    this.changed({ kind: 'message', waId, id: added.id });
    return added;
  }

  /** Laid out as real ones are: the other side's digits (of the id where the number is hidden), the direction, chance. */
  newId(waId: string, isFromBusiness: boolean): string {
    const person = this.person(waId);
    const digits = Buffer.from(person?.hidesNumber ? person.userId.replace(/\D/g, '') : waId, 'latin1');
    const chance = Buffer.from(this.random.bytes(10).toString('hex').toUpperCase(), 'latin1');
    const bytes = [
      Buffer.from([0x1c, 0x18, digits.length]),
      digits,
      Buffer.from([0x15, 0x02, 0x00, isFromBusiness ? 0x11 : 0x12, 0x18, chance.length]),
      chance,
      Buffer.from([0x00]),
    ];
    return `wamid.${Buffer.concat(bytes).toString('base64')}`;
  }

  newDigits(count: number): string {
    return [...this.random.bytes(count)]
      .map((byte) => byte % 10)
      .join('')
      .replace(/^0/, '1');
  }
}
