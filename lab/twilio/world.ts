import { type AccountStanding, usualStanding } from './account.ts';
import { encoded } from './encoding.ts';
import type { NumberSettings } from './numbers.ts';
import { emptyState, type Media, type Message, type PhoneFile, type State } from './state.ts';

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

/** The account whose messages the emulator keeps. */
export interface Account {
  accountSid: string;
  authToken: string;
  /** The account's one number, E.164. */
  phoneNumber: string;
}

/** What happened, for whoever shows it: `phone` is the person's number. */
export interface Change {
  kind: 'message' | 'status' | 'optOut' | 'faults' | 'restored';
  phone?: string;
  sid?: string;
}

export interface NewMessage {
  direction: Message['direction'];
  /** The person's number. */
  phone: string;
  body: string;
  media?: (Media | PhoneFile)[];
  statusCallback?: string | null;
  isAutomatic?: boolean;
}

/** The state with the acts that the API and the phones share. */
export class World {
  state: State = emptyState();
  /** As the console shows and changes them; who sets up an account, a test mostly, may too. */
  standing: AccountStanding = { ...usualStanding };
  number: NumberSettings = { smsUrl: '', smsMethod: 'POST', smsApplicationSid: '', isSmsCapable: true };
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

  /** SM or MM and 32 hexadecimal digits (https://www.twilio.com/docs/glossary/what-is-a-sid). */
  newSid = (prefix: string) => prefix + this.random.bytes(16).toString('hex');

  add(message: NewMessage): Message {
    const { direction, phone, body, media = [], statusCallback = null, isAutomatic = false } = message;
    const isInbound = direction === 'inbound';
    const { encoding, segments } = encoded(body);
    const now = this.nowText();
    const sid = this.newSid(media.length > 0 ? 'MM' : 'SM');
    const added: Message = {
      sid,
      direction,
      from: isInbound ? phone : this.account.phoneNumber,
      to: isInbound ? this.account.phoneNumber : phone,
      body,
      media: media.map((one) => ('bytes' in one ? this.withAddress(one, sid) : one)),
      segments,
      encoding,
      status: isInbound ? 'received' : 'queued',
      errorCode: null,
      failsWith: null,
      createdAt: now,
      updatedAt: now,
      sentAt: isInbound ? now : null,
      statusCallback,
      ahead: [],
      isAutomatic,
    };
    this.state.messages.push(added);
    this.changed({ kind: 'message', phone, sid: added.sid });
    return added;
  }

  /** https://www.twilio.com/docs/messaging/api/media-resource */
  private withAddress({ contentType, bytes }: PhoneFile, messageSid: string): Media {
    const path = `/2010-04-01/Accounts/${this.account.accountSid}/Messages/${messageSid}/Media/${this.newSid('ME')}`;
    return { url: `https://api.twilio.com${path}`, contentType, base64: bytes.toString('base64') };
  }

  /** Messages between us and this person, oldest first. */
  withPhone(phone: string): Message[] {
    return this.state.messages.filter((message) => personOf(message) === phone);
  }
}

/** The number at the person's end. */
export const personOf = ({ direction, from, to }: Message) => (direction === 'inbound' ? from : to);
