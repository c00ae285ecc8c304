import { type AddressKey, findPeopleOf } from '../../db/addresses.ts';
import { isUnavailable, type Engine as Sql } from '../../db/client.ts';

/** Some 10 MB; who is forgotten is looked up again. */
const mostKnown = 50_000;

interface Asked {
  key: AddressKey;
  resolve(personId: string | null): void;
  reject(error: unknown): void;
}

/**
 * Whose addresses speak, so that what a person says on several channels is counted together, before there is a
 * transaction. Each is asked for once, all of one moment together, and heard of with every event that is handled.
 */
export class Speakers {
  private readonly known = new Map<string, string | null>();
  private asked: Asked[] = [];

  constructor(private readonly sql: Sql) {}

  /** Null for an address that belongs to nobody yet, or while the database is away. */
  async personOf(key: AddressKey): Promise<string | null> {
    const known = this.known.get(key.hash);
    if (known !== undefined) return known;
    return new Promise((resolve, reject) => {
      this.asked.push({ key, resolve, reject });
      if (this.asked.length === 1) setImmediate(() => void this.ask());
    });
  }

  learn(hash: string, personId: string | null): void {
    this.known.delete(hash);
    this.known.set(hash, personId);
    if (this.known.size > mostKnown) this.known.delete(this.known.keys().next().value!);
  }

  private async ask(): Promise<void> {
    const asked = this.asked;
    this.asked = [];
    try {
      const keys = asked.map(({ key }) => key);
      const people = new Map((await findPeopleOf(this.sql, keys)).map((row) => [row.hash, row.personId]));
      for (const { key, resolve } of asked) {
        this.learn(key.hash, people.get(key.hash) ?? null);
        resolve(people.get(key.hash) ?? null);
      }
    } catch (error) {
      // The event itself is refused by then, and counted again when it comes again.
      for (const { resolve, reject } of asked) isUnavailable(error) ? resolve(null) : reject(error);
    }
  }
}
