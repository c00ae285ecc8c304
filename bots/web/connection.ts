import type { WebSocket } from 'ws';
import type { Broadcast, Seat } from '../../domain/broadcast.ts';
import type { Receipt, Receive } from '../../domain/channel.ts';
import type { Clock } from '../../domain/clock.ts';
import { Unavailable } from '../../domain/errors.ts';
import type { NewId } from '../../domain/id.ts';
import type { Log } from '../../domain/log.ts';
import { type Seen, type WebSession, type WebStore, webAccount } from '../../domain/webChat.ts';
import { type ClientEvent, type ErrorCode, readEvent, type SaidEvent, type ServerEvent } from './events.ts';
import { eventPace, pacer } from './pace.ts';
import { ownMessageId, parse } from './parse.ts';
import { person, shown, shownEvent } from './shown.ts';

export interface ConnectionDeps {
  store: WebStore;
  receive: Receive;
  broadcast: Broadcast;
  clock: Clock;
  newId: NewId;
  log: Log;
}

/** Why a connection was ended; those above 4000 are ours (RFC 6455, section 7.4.2). */
export const closing = { goingAway: 1001, signedOut: 4401, flood: 4429 } as const;

/** How long somebody counts as connected without saying so again. */
export const connectedMs = 75_000;
/** What a browser gets at first, and each time it asks for earlier ones. */
const pageSize = 60;
const changesAtOnce = 200;
/** Who types is told of once in a while, not with every key. */
const typingEveryMs = 3_000;
/** A browser that takes nothing in must not fill our memory: it comes back and asks for the rest. */
const mostBuffered = 1024 * 1024;

/** One browser window, while it is connected. Its events are handled one after the other, in their order. */
export class Connection {
  isAlive = true;
  /** Resolves when it is closed. */
  readonly ended: Promise<void>;
  seats: Seat[] = [];
  private last: number | null = null;
  private work: Promise<void> = Promise.resolve();
  private willLook = false;
  private typing: { seat: Seat; atMs: number } | null = null;
  private readonly judge = pacer(eventPace);

  constructor(
    private readonly socket: WebSocket,
    readonly session: WebSession,
    private readonly deps: ConnectionDeps & {
      /** Called when it is known where somebody sits, and again where that changed. */
      seated(connection: Connection, seats: Seat[]): void;
    },
  ) {
    socket.on('message', (frame, isBinary) => this.take(isBinary ? null : frame.toString()));
    this.ended = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('pong', () => {
      this.isAlive = true;
    });
    // ws closes with 1009 where a frame is too large, with 1007 where it is no UTF-8.
    socket.on('error', (error) => deps.log.debug({ err: error }, 'a web socket broke'));
  }

  /** The newest revision it was sent; null until it said what it has. */
  get revision(): number | null {
    return this.last;
  }

  send(event: ServerEvent): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > mostBuffered) return void this.socket.terminate();
    const timestamp = Math.floor(this.deps.clock.now().getTime() / 1_000);
    this.socket.send(JSON.stringify({ ...event, timestamp }));
  }

  /** Its screen changed, or may have. */
  look(): void {
    if (this.last === null || this.willLook) return;
    this.willLook = true;
    this.enqueue(async () => {
      this.willLook = false;
      if (await this.catchUp()) await this.sitAnew();
    });
  }

  ping(): void {
    if (!this.isAlive) return void this.socket.terminate();
    this.isAlive = false;
    this.socket.ping();
  }

  close(why: keyof typeof closing): void {
    this.socket.close(closing[why]);
  }

  terminate(): void {
    this.socket.terminate();
  }

  /** Resolves when what it said has been taken care of. */
  async idle(): Promise<void> {
    await this.work;
  }

  stopTyping(): void {
    if (!this.typing) return;
    this.deps.broadcast.tell({ kind: 'typing', seat: this.typing.seat, isTyping: false });
    this.typing = null;
  }

  private take(frame: string | null): void {
    const pace = this.judge(this.deps.clock.now().getTime());
    const event = readEvent(frame ?? '');
    if (pace === 'flood') this.close('flood');
    else if ('wrong' in event) this.complain(event.wrong, event.id);
    else if (pace === 'tooFast') this.complain('slow_down', idOf(event));
    else this.enqueue(() => this.handle(event), idOf(event));
  }

  private complain(code: ErrorCode, id?: string): void {
    this.send({ event: 'error', data: { code, ...(id && { id }) } });
  }

  private enqueue(act: () => Promise<void>, id?: string): void {
    this.work = this.work.then(act).catch((error: unknown) => {
      const { log } = this.deps;
      if (error instanceof Unavailable)
        log.warn({ err: error }, 'the database is away: a browser tries again');
      else log.error({ err: error }, 'a browser’s event failed');
      this.complain('unavailable', id);
    });
  }

  private async handle(event: ClientEvent): Promise<void> {
    if (this.last === null && event.event !== 'authenticate') {
      this.complain('not_authenticated', idOf(event));
      return;
    }
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
      case 'load_earlier': {
        const messages = await this.page(event.data.before);
        const data = {
          messages: messages.slice(-pageSize).map(shown),
          has_earlier: messages.length > pageSize,
        };
        return this.send({ event: 'earlier_messages', data });
      }
    }
  }

  /** It says what it has: it gets what came since then, or where it has nothing the last page. */
  private async begin(last: number): Promise<void> {
    const { store, clock } = this.deps;
    const until = new Date(clock.now().getTime() + connectedMs);
    const [held] = await store.keepAlive([this.session.id], until);
    if (!held) return this.close('signedOut');
    const isFresh = last === 0 || last > held.revision;
    const messages = isFresh ? await this.page() : [];
    await this.sit();
    const data = { has_earlier: messages.length > pageSize, online: await this.online() };
    this.send({ event: 'authenticated', data });
    for (const message of messages.slice(-pageSize)) this.send(shownEvent(message));
    // The revision was read first: what changed since then comes once more, and nothing is missed.
    this.last = isFresh ? held.revision : last;
    await this.catchUp();
  }

  /** One more than a page, to know whether there are more. */
  private page(before?: number) {
    return this.deps.store.latest(this.session.addressId, pageSize + 1, before);
  }

  private async catchUp(): Promise<boolean> {
    const before = this.last!;
    for (;;) {
      const changes = await this.deps.store.changesSince(this.session.addressId, this.last!, changesAtOnce);
      for (const message of changes) this.send(shownEvent(message));
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
      this.send({ event: 'user_status_changed', data: { ...one, status: 'online' } });
    }
  }

  private async sit(): Promise<void> {
    this.deps.seated(this, await this.deps.store.findSeats([this.session.addressId]));
  }

  private async online() {
    const seats = await this.deps.store.findOnline(this.seats.map(({ communityId }) => communityId));
    const own = new Set(this.seats.map(({ membershipId }) => membershipId));
    return seats.filter(({ membershipId }) => !own.has(membershipId)).map(person);
  }

  /** Kept for the screen first, so that it stands before what follows from it; both do nothing the second time. */
  private async say(event: SaidEvent): Promise<void> {
    const { receive, newId } = this.deps;
    this.stopTyping();
    if (!(await this.note(event))) return this.close('signedOut');
    await receive([parse(event, this.session)], { correlationId: newId() });
    this.send({ event: 'message_accepted', data: { id: event.data.id } });
    await this.sitAnew();
  }

  private async note({ event, data }: SaidEvent): Promise<boolean> {
    const { store } = this.deps;
    if (event === 'edit_message') {
      const changed = await store.change(this.session, [data.message_id], { body: [data.content] });
      return changed > 0 || (await store.keepAlive([this.session.id], this.deps.clock.now())).length > 0;
    }
    const content =
      event === 'send_message'
        ? { body: [data.content], choices: [], replyTo: data.reply_to }
        : { body: [data.label], choices: [], replyTo: null, isPress: true };
    return store.add(this.session, { id: ownMessageId(data.id), isMine: true, content });
  }

  private async type(): Promise<void> {
    const nowMs = this.deps.clock.now().getTime();
    if (this.typing && nowMs - this.typing.atMs < typingEveryMs) return;
    const seat = await this.deps.store.findTypingSeat(this.session.addressId);
    if (!seat) return this.stopTyping();
    this.typing = { seat, atMs: nowMs };
    this.deps.broadcast.tell({ kind: 'typing', seat, isTyping: true });
  }

  /** Reported first and marked then: a crash in between reports it twice, which changes nothing. */
  private async report(seen: Seen, upTo: number): Promise<void> {
    const { store, receive, newId, broadcast } = this.deps;
    const { addressId } = this.session;
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

const idOf = ({ data }: ClientEvent) => ('id' in data ? data.id : undefined);

const receipt = (providerId: string, status: Seen): Receipt => ({
  channel: 'web',
  account: webAccount,
  providerId,
  status,
  providerCode: null,
  isStopped: false,
});
