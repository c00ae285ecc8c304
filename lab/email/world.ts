import { type Account, emptyState, type Mail, type State } from './state.ts';

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

/** What happened, for whoever shows it. */
export interface Change {
  kind: 'mail' | 'account' | 'post' | 'faults' | 'restored';
  address?: string;
  id?: string;
}

/** As many as a mailbox keeps; older ones go. */
const mostMails = 500;

/** The state with the acts that the server and the mailboxes share. */
export class World {
  state: State = emptyState();
  private readonly listeners = new Set<(change: Change) => void>();

  constructor(
    readonly clock: Clock,
    readonly random: Random,
    /** Where mail to us goes: what is sent to its addresses is posted to the webhook. */
    readonly inboundDomain: string,
  ) {}

  onChange(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  changed(change: Change): void {
    for (const listener of [...this.listeners]) listener(change);
  }

  nowText = () => this.clock.now().toISOString();
  inMs = (ms: number) => new Date(this.clock.now().getTime() + ms).toISOString();
  isPast = (at: string) => Date.parse(at) <= this.clock.now().getTime();

  account(address: string): Account | undefined {
    return this.state.accounts.find((one) => one.address === address.toLowerCase());
  }

  /** Oldest first. */
  mailsOf(address: string): Mail[] {
    return this.state.mails.filter((mail) => mail.address === address);
  }

  add(mail: Mail): Mail {
    this.state.mails.push(mail);
    const kept = this.mailsOf(mail.address);
    if (kept.length > mostMails) this.state.mails = this.state.mails.filter((one) => one !== kept[0]);
    this.changed({ kind: 'mail', address: mail.address, id: mail.id });
    return mail;
  }

  /** Letters and digits only, so that it can stand in an address of the page. */
  newId = (bytes = 9) => this.random.bytes(bytes).toString('hex');

  isOurs = (address: string) => address.toLowerCase().endsWith(`@${this.inboundDomain}`);
}
