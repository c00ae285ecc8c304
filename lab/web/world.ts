import type { BrowserState, State } from './state.ts';

/** Where time comes from: the Lab's clock can skip hours. */
export interface Clock {
  now(): Date;
  /** Calls back once, after `ms` of this clock's time; returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** Where chance comes from. */
export interface Random {
  bytes(count: number): Buffer;
}

/** In whose browser something happened; in all of them where no id is given. */
export interface Change {
  id?: string;
}

/** All browsers, and whoever is told of what happens in them. */
export class World {
  state: State = { browsers: [], faults: [], nextNumber: 1 };
  private readonly listeners = new Set<(change: Change) => void>();

  constructor(
    readonly clock: Clock,
    readonly random: Random,
  ) {}

  onChange(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changed(change: Change): void {
    for (const listener of [...this.listeners]) listener(change);
  }

  /** @throws {Error} where nobody has such a browser */
  browser(id: string): BrowserState {
    const browser = this.state.browsers.find((one) => one.id === id);
    if (!browser) throw new Error(`nobody has a browser called ${id}`);
    return browser;
  }

  /** RFC 9562, section 5.4. */
  newId(): string {
    const bytes = this.random.bytes(16);
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }
}
