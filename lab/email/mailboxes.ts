import { type Click, Mailbox } from './mailbox.ts';
import type { Account } from './state.ts';
import type { Change, World } from './world.ts';

/** Somebody to be given a mailbox. */
export interface NewAccount {
  address: string;
  name: string;
  language?: 'en' | 'es';
}

/** The people's side of the emulator: who has a mailbox, and what each sees and does. */
export class Mailboxes {
  constructor(
    private readonly world: World,
    private readonly click: Click,
  ) {}

  /** Opens a mailbox; one that is there already keeps what it has. @throws {Error} where the address is ours */
  add({ address, name, language = 'en' }: NewAccount): Mailbox {
    const key = address.toLowerCase();
    if (this.world.isOurs(key))
      throw new Error(`Addresses at ${this.world.inboundDomain} are the class’s own.`);
    if (!this.world.account(key)) {
      this.world.state.accounts.push({ address: key, name, language, absence: 'off', toldAt: {} });
      this.world.changed({ kind: 'account', address: key });
    }
    return this.of(key);
  }

  of(address: string): Mailbox {
    return new Mailbox(this.world, address.toLowerCase(), this.click);
  }

  has(address: string): boolean {
    return this.world.account(address) !== undefined;
  }

  accounts(): Account[] {
    return this.world.state.accounts;
  }

  onChange(listener: (change: Change) => void): () => void {
    return this.world.onChange(listener);
  }
}
