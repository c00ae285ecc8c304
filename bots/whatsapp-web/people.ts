import type { Client } from 'whatsapp-web.js';
import type { Clock } from '../../domain/clock.ts';
import { BoundedMap } from './bounded.ts';
import { inTime } from './inTime.ts';
import { askPerson, type Told } from './listen.ts';
import { type Person, reactionOrMessage } from './payload.ts';
import { isGroupId } from './person.ts';

/** How long WhatsApp may take to say who somebody is. */
const answerMs = 30_000;

/** Remembers whom WhatsApp says an id belongs to: each person is asked for once, as each question goes to WhatsApp. */
export class People {
  private readonly known = new BoundedMap<string, Person>(10_000);

  constructor(private readonly clock: Clock) {}

  /**
   * Who did it; null where nobody can be found out.
   * @throws where WhatsApp Web cannot be asked just now
   */
  async behind(client: Client, told: Told): Promise<Person | null> {
    const wid = authorOf(told);
    return wid === null ? null : this.of(client, wid);
  }

  /**
   * Null where WhatsApp knows nobody by this id.
   * @throws where WhatsApp Web cannot be asked just now
   */
  async of(client: Client, wid: string): Promise<Person | null> {
    const known = this.known.get(wid);
    if (known) return known;
    const person = await inTime(this.clock, answerMs, askPerson(client, wid));
    if (person.lid === null && person.phone === null) return null;
    this.known.set(wid, person);
    return person;
  }
}

function authorOf(told: Told): string | null {
  const { data } = reactionOrMessage.safeParse(told);
  if (!data) return null;
  if (data.reaction) return data.reaction.senderId;
  const { id, author, from } = data.message!;
  if (id.fromMe || /@(broadcast|newsletter)$/.test(id.remote)) return null;
  return (isGroupId(id.remote) ? (author ?? id.participant) : from) ?? null;
}
