import type { Link } from './link.ts';
import { Phone } from './phone.ts';
import type { Person } from './state.ts';
import type { Change, World } from './world.ts';

/** The people's side: who has WhatsApp, and which groups there are. */
export class Phones {
  constructor(private readonly parts: { world: World; link: Link }) {}

  /** Gives somebody WhatsApp. */
  add(who: Pick<Person, 'phone' | 'name'> & Partial<Person>): Phone {
    const { world } = this.parts;
    const lid = `2${String(world.state.nextNumber++).padStart(14, '0')}`;
    world.state.people[who.phone] = { lid, shows: 'number', isOnline: true, ...who };
    return this.of(who.phone);
  }

  /** @throws {Error} where nobody has this number */
  of(phone: string): Phone {
    return new Phone(this.parts, this.parts.world.person(phone).phone);
  }

  people(): Person[] {
    return Object.values(this.parts.world.state.people);
  }

  /** Makes a group of these people and us; returns its id. */
  addGroup(name: string, members: string[]): string {
    const { state } = this.parts.world;
    const id = `1203630${String(state.nextNumber++).padStart(11, '0')}@g.us`;
    state.chats[id] = { id, name, members, unreadCount: 0, messages: [] };
    return id;
  }

  onChange(listener: (change: Change) => void): () => void {
    return this.parts.world.onChange(listener);
  }
}
