import type { Link } from './link.ts';
import { ownLid, told } from './told.ts';
import { type World, wid } from './world.ts';

/** Our own phone: it pairs a browser by the QR code that the page shows, and takes it back. */
export class Pairing {
  private ref: string;

  constructor(
    private readonly world: World,
    private readonly link: Link,
  ) {
    this.ref = this.newRef();
  }

  get isPaired(): boolean {
    return this.world.state.session !== null;
  }

  /**
   * Scans what the browser shows: it is let in, and shown what is on the phone.
   * @param qr the text in the code
   * @throws {Error} where it is not the newest
   */
  async scan(qr: string): Promise<void> {
    const { world, link } = this;
    if (qr.split(',')[0] !== this.ref) throw new Error('this QR code is no longer valid');
    world.state.session = world.random.bytes(16).toString('hex');
    world.changed({ kind: 'pairing' });
    await link.tell({ kind: 'paired', session: world.state.session, world: this.contents() });
  }

  /** A page has been loaded; it is let in with the session of the browser that was paired. */
  hello(session: string | null) {
    const { state, clock } = this.world;
    const isKnown = session !== null && session === state.session;
    const offsetMs = clock.now().getTime() - Date.now();
    return { ref: this.ref, world: isKnown ? this.contents() : null, offsetMs };
  }

  /** Shows another QR code, as WhatsApp does three times a minute. */
  async rotate(): Promise<void> {
    this.ref = this.newRef();
    await this.link.tell({ kind: 'ref', ref: this.ref });
  }

  /** Takes the pairing back on the phone ("log out of this device"). */
  async logOut(): Promise<void> {
    this.world.state.session = null;
    this.world.changed({ kind: 'pairing' });
    await this.link.tell({ kind: 'loggedOut' });
  }

  private newRef = () => `2@${this.world.random.bytes(60).toString('base64')}`;

  /** What a browser is handed when it is let in. */
  private contents() {
    const { world } = this;
    const { people, chats } = world.state;
    return {
      number: `${world.number.slice(1)}@c.us`,
      lid: `${ownLid}@lid`,
      pushname: 'Homeroom',
      people: Object.values(people).map((person) => pairOf(person)),
      conversations: Object.values(chats).map((chat) => ({
        chat: {
          id: chat.id,
          name: chat.name,
          unreadCount: chat.unreadCount,
          members: chat.members?.map((phone) => wid(world.person(phone))) ?? null,
        },
        messages: chat.messages.slice(-100).map((message) => told(world, chat, message)),
      })),
    };
  }
}

/** Both ids of somebody, as far as the browser may know them. */
export const pairOf = (person: { lid: string; phone: string; shows: string }) => ({
  lid: `${person.lid}@lid`,
  phone: person.shows === 'lid only' ? null : `${person.phone.slice(1)}@c.us`,
});
