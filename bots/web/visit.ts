import type { Seat } from '../../domain/broadcast.ts';
import type { Receipt } from '../../domain/channel.ts';
import { type KeptUpload, type Seen, type WebSession, webAccount } from '../../domain/webChat.ts';
import type { ConnectionDeps } from './connection.ts';
import type { ClientEvent, SaidEvent, ServerEvent } from './events.ts';
import { ownMessageId, parse } from './parse.ts';
import { person, shown, shownEvent } from './shown.ts';
import { contentOf, uploadsIn } from './uttered.ts';

/** How long somebody counts as connected without saying so again. */
export const connectedMs = 75_000;
/** What a browser gets at first, and each time it asks for earlier ones. */
const pageSize = 60;
const changesAtOnce = 200;
/** Who types is told of once in a while, not with every key. */
const typingEveryMs = 3_000;

export interface VisitDeps extends ConnectionDeps {
  session: WebSession;
  /** From where they come, for the limits. */
  place: string;
  send(event: ServerEvent): void;
  /** The session is over: the window is to be closed. */
  signedOut(): void;
  /** Called when it is known where somebody sits, and again whenever that was looked up. */
  seated(seats: Seat[]): void;
}

/** What one window does while it is here: it sees its screen, speaks, types, and says what it has seen. */
export class Visit {
  seats: Seat[] = [];
  private last: number | null = null;
  private typing: { seat: Seat; atMs: number } | null = null;

  constructor(private readonly deps: VisitDeps) {}

  /** The newest revision it was sent; null until it said what it has. */
  get revision(): number | null {
    return this.last;
  }

  async handle(event: ClientEvent): Promise<void> {
    switch (event.event) {
      case 'authenticate':
        return this.begin(event.data.last);
      case 'send_message':
      case 'press_button':
      case 'edit_message':
        return this.say(event);
      case 'typing_start':
        return this.type();
      case 'typing_stop':
        return this.stopTyping();
      case 'mark_delivered':
        return this.report('delivered', event.data.up_to);
      case 'mark_read':
        return this.report('read', event.data.up_to);
      case 'load_earlier':
        return this.sendEarlier(event.data.before);
    }
  }

  /** Sends what changed on its screen. */
  async look(): Promise<void> {
    if (await this.catchUp()) await this.sitAnew();
  }

  stopTyping(): void {
    if (!this.typing) return;
    this.deps.broadcast.tell({ kind: 'typing', seat: this.typing.seat, isTyping: false });
    this.typing = null;
  }

  /** It says what it has: it gets what came since then, or where it has nothing the last page. */
  private async begin(last: number): Promise<void> {
    const { store, clock, session, send, signedOut } = this.deps;
    const until = new Date(clock.now().getTime() + connectedMs);
    const [held] = await store.keepAlive([session.id], until);
    if (!held) return signedOut();
    const isFresh = last === 0 || last > held.revision;
    const messages = isFresh ? await this.page() : [];
    await this.sit();
    const data = { has_earlier: messages.length > pageSize, online: await this.online() };
    send({ event: 'authenticated', data });
    for (const message of messages.slice(-pageSize)) send(shownEvent(message));
    // The revision was read first: what changed since then comes once more, and nothing is missed.
    this.last = isFresh ? held.revision : last;
    await this.catchUp();
  }

  private async sendEarlier(before: number): Promise<void> {
    const messages = await this.page(before);
    const data = { messages: messages.slice(-pageSize).map(shown), has_earlier: messages.length > pageSize };
    this.deps.send({ event: 'earlier_messages', data });
  }

  /** One more than a page, to know whether there are more. */
  private page(before?: number) {
    return this.deps.store.latest(this.deps.session.addressId, pageSize + 1, before);
  }

  /** Returns whether there was anything. */
  private async catchUp(): Promise<boolean> {
    const { store, session, send } = this.deps;
    const before = this.last!;
    for (;;) {
      const changes = await store.changesSince(session.addressId, this.last!, changesAtOnce);
      for (const message of changes) send(shownEvent(message));
      this.last = changes.at(-1)?.revision ?? this.last;
      if (changes.length < changesAtOnce) return this.last !== before;
    }
  }

  /** Who was let in while the page was open sees at once who else is there. */
  private async sitAnew(): Promise<void> {
    const before = new Set(this.seats.map(({ communityId }) => communityId));
    await this.sit();
    if (this.seats.every(({ communityId }) => before.has(communityId))) return;
    for (const one of await this.online()) {
      this.deps.send({ event: 'user_status_changed', data: { ...one, status: 'online' } });
    }
  }

  private async sit(): Promise<void> {
    const { store, session, seated } = this.deps;
    seated(await store.findSeats([session.addressId]));
  }

  private async online() {
    const seats = await this.deps.store.findOnline(this.seats.map(({ communityId }) => communityId));
    const own = new Set(this.seats.map(({ membershipId }) => membershipId));
    return seats.filter(({ membershipId }) => !own.has(membershipId)).map(person);
  }

  /** Kept for the screen first, so that it stands before what follows from it; both do nothing the second time. */
  private async say(event: SaidEvent): Promise<void> {
    const { receive, newId, session, place, send, signedOut } = this.deps;
    this.stopTyping();
    const files = uploadsIn(event, this.deps);
    if (!files) return send({ event: 'error', data: { code: 'upload_expired', id: event.data.id } });
    if (!(await this.note(event, files))) return signedOut();
    await receive([parse(event, session, files)], { correlationId: newId(), place });
    send({ event: 'message_accepted', data: { id: event.data.id } });
    await this.sitAnew();
  }

  /** False where the session is over. */
  private async note(said: SaidEvent, kept: KeptUpload[]): Promise<boolean> {
    const { store, session, clock } = this.deps;
    if (said.event !== 'edit_message') {
      const content = contentOf(said, kept, session);
      return store.add(session, { id: ownMessageId(said.data.id), isMine: true, content });
    }
    const changed = await store.change(session, [said.data.message_id], { body: [said.data.content] });
    if (changed > 0) return true;
    const until = new Date(clock.now().getTime() + connectedMs);
    return (await store.keepAlive([session.id], until)).length > 0;
  }

  private async type(): Promise<void> {
    const { store, session, broadcast, clock } = this.deps;
    const nowMs = clock.now().getTime();
    if (this.typing && nowMs - this.typing.atMs < typingEveryMs) return;
    const seat = await store.findTypingSeat(session.addressId);
    if (!seat) return this.stopTyping();
    this.typing = { seat, atMs: nowMs };
    broadcast.tell({ kind: 'typing', seat, isTyping: true });
  }

  /** Reported first and marked then: a crash in between reports it twice, which changes nothing. */
  private async report(seen: Seen, upTo: number): Promise<void> {
    const { store, receive, newId, broadcast, session } = this.deps;
    const { addressId } = session;
    const ids = await store.findUnseen(addressId, seen, upTo);
    if (ids.length === 0) return;
    await receive(
      ids.map((providerId) => ({ kind: 'receipt', receipt: receipt(providerId, seen) })),
      { correlationId: newId() },
    );
    await store.markSeen(addressId, seen, ids);
    if (seen === 'read') broadcast.tell({ kind: 'read', addressId, upTo });
  }
}

const receipt = (providerId: string, status: Seen): Receipt => ({
  channel: 'web',
  account: webAccount,
  providerId,
  status,
  providerCode: null,
  isStopped: false,
});
