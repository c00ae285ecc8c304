import { Phone } from './phone.ts';
import type { Person } from './state.ts';
import type { Change, World } from './world.ts';

/** Somebody to be put on WhatsApp; what is missing is made up. */
export interface NewPerson {
  /** E.164. */
  number: string;
  name: string;
  username?: string;
  hidesNumber?: boolean;
  /** ISO 3166, of the business-scoped id. */
  country?: string;
}

/** The people's side of the emulator: who is on WhatsApp, and what each sees and does. */
export class Phones {
  constructor(private readonly world: World) {}

  /** Puts a number on WhatsApp; one that is there already keeps what it has. */
  add({ number, name, username, hidesNumber = false, country = 'US' }: NewPerson): Phone {
    const waId = number.replace(/\D/g, '');
    if (!this.world.person(waId)) {
      this.world.state.people.push({
        waId,
        name,
        userId: `${country}.${this.world.newDigits(20)}`,
        parentUserId: `${country}.ENT.${this.world.newDigits(20)}`,
        username: username ?? null,
        hidesNumber,
        hasBlocked: false,
        lastSaidAt: null,
        typingUntil: null,
        conversations: {},
      });
      this.world.changed({ kind: 'person', waId });
    }
    return this.of(waId);
  }

  /** The phone with this number, with or without plus. */
  of(number: string): Phone {
    return new Phone(this.world, number.replace(/\D/g, ''));
  }

  has(number: string): boolean {
    return this.world.person(number.replace(/\D/g, '')) !== undefined;
  }

  people(): Person[] {
    return this.world.state.people;
  }

  onChange(listener: (change: Change) => void): () => void {
    return this.world.onChange(listener);
  }
}
