import { addGroup, type GroupFate, type NewGroup, sayInGroup } from './groups.ts';
import { Phone } from './phone.ts';
import type { User } from './shapes.ts';
import type { Person } from './state.ts';
import type { Change, World } from './world.ts';

/** Somebody to be made; what is missing is made up. */
export interface NewPerson {
  id?: number;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
  phoneNumber?: string;
}

/** The people's side: who there is, and what each sees and does. */
export class Phones {
  constructor(private readonly world: World) {}

  /** Gives somebody a phone. They have to press Start before a bot may write to them. */
  add(who: NewPerson): Phone {
    const { phoneNumber = null, id = 700_000_000 + this.world.nextNumber(), ...names } = who;
    const user: User = { id, is_bot: false, ...names };
    const person: Person = { user, phoneNumber, isDeactivated: false };
    this.world.state.people[id] = person;
    this.world.changed({ kind: 'person', chatId: id });
    return this.of(id);
  }

  /** A person's conversation with a bot (the first one, unless named by its username). */
  of(personId: number, botUsername?: string): Phone {
    const bots = Object.values(this.world.state.bots);
    const bot = botUsername ? bots.find((one) => one.user.username === botUsername) : bots[0];
    if (!this.world.person(personId)) throw new Error(`nobody has the id ${personId}`);
    if (!bot) throw new Error(`no bot ${botUsername ?? ''}`);
    return new Phone(this.world, personId, bot.user.id);
  }

  /** A person adds the bot to a group; returns the group's id. */
  addGroup(personId: number, group: NewGroup): number {
    return addGroup(this.world, { botId: this.of(personId).botId, personId }, group);
  }

  /** Removes the bot from a group, closes or moves the group: what is given changes. */
  changeGroup(chatId: number, fate: GroupFate) {
    for (const chat of Object.values(this.world.state.chats)) {
      if (chat.chat.id === chatId) Object.assign(chat, fate);
    }
    this.world.changed({ kind: 'chat', chatId });
  }

  sayInGroup(personId: number, chatId: number, text: string) {
    sayInGroup(this.world, { botId: this.of(personId).botId, personId, chatId }, text);
  }

  people(): Person[] {
    return Object.values(this.world.state.people);
  }

  /** The person's account is gone: every call to them gets a 403. */
  deactivate(personId: number) {
    const person = this.world.person(personId);
    if (person) person.isDeactivated = true;
    this.world.changed({ kind: 'person', chatId: personId });
  }

  /** Tells of every change, for live pages and for tests that wait; returns what ends it. */
  onChange(listener: (change: Change) => void): () => void {
    return this.world.onChange(listener);
  }
}
