import type { WebSocket } from 'ws';
import type { News, Seat } from '../../domain/broadcast.ts';
import { grouped } from '../../domain/grouped.ts';
import { type Loop, startLoop } from '../../domain/loop.ts';
import type { WebSession } from '../../domain/webChat.ts';
import { Connection, type ConnectionDeps } from './connection.ts';
import type { ServerEvent } from './events.ts';
import { person } from './shown.ts';
import type { Visitor } from './upgrade.ts';
import { connectedMs } from './visit.ts';

/** Windows of one browser, and connections of one process. */
const mostPerSession = 8;
const mostAtAll = 20_000;
/** How often the connected are asked whether they are still there. */
const heartbeatMs = 25_000;
/** Who reloads the page was not away. */
const graceMs = 5_000;
/** How long browsers have to say goodbye at the end. */
const lastWordsMs = 1_000;

/** All connections of this process: who they are, what concerns them, and whether they still live. */
export class Hub {
  private readonly connections = new Set<Connection>();
  private readonly byAddress = new Map<string, Set<Connection>>();
  private readonly byCommunity = new Map<string, Set<Connection>>();
  private heartbeat: Loop | null = null;
  private endListening: (() => void) | null = null;
  private isStopping = false;

  constructor(private readonly deps: ConnectionDeps) {}

  start(): void {
    this.endListening = this.deps.broadcast.listen((news) => this.hear(news));
    this.heartbeat = startLoop('web', { ...this.deps, everyMs: heartbeatMs }, async () => {
      await this.beat();
      return false;
    });
  }

  /** Sends everybody away, to come back to another process; resolves when what they said is kept. */
  async stop(): Promise<void> {
    this.isStopping = true;
    const last = [...this.connections];
    for (const connection of last) connection.close('goingAway');
    await Promise.all(last.map((connection) => connection.idle()));
    this.endListening?.();
    await this.heartbeat?.stop();
    if (this.connections.size > 0) {
      const patience = setTimeout(() => {
        for (const connection of this.connections) connection.terminate();
      }, lastWordsMs);
      await Promise.all(last.map((connection) => connection.ended));
      clearTimeout(patience);
    }
  }

  hasRoom({ id }: WebSession): boolean {
    if (this.isStopping || this.connections.size >= mostAtAll) return false;
    const own = [...this.connections].filter(({ session }) => session.id === id);
    return own.length < mostPerSession;
  }

  connected(socket: WebSocket, { session, place }: Visitor): void {
    const seated = (one: Connection, seats: Seat[]) => this.seated(one, seats);
    const connection = new Connection(socket, session, { ...this.deps, seated, place });
    this.connections.add(connection);
    put(this.byAddress, session.addressId, connection);
    socket.once('close', () => this.disconnected(connection));
  }

  private disconnected(connection: Connection): void {
    const { session } = connection;
    const { seats } = connection.visit;
    this.connections.delete(connection);
    drop(this.byAddress, session.addressId, connection);
    for (const { communityId } of seats) drop(this.byCommunity, communityId, connection);
    connection.visit.stopTyping();
    if (this.isStopping || this.isHere(session)) return;
    this.deps.clock.after(graceMs, () => {
      if (this.isStopping || this.isHere(session)) return;
      this.leave(session, seats).catch((error: unknown) => {
        this.deps.log.warn({ err: error }, 'that somebody went could not be told');
      });
    });
  }

  private isHere = ({ addressId }: WebSession) => this.byAddress.has(addressId);

  /** The same person may be here by another browser, or on another server. */
  private async leave(session: WebSession, seats: Seat[]): Promise<void> {
    const { store, clock, broadcast } = this.deps;
    await store.keepAlive([session.id], clock.now());
    if (seats.length === 0) return;
    const online = await store.findOnline(seats.map(({ communityId }) => communityId));
    const here = new Set(online.map(({ membershipId }) => membershipId));
    for (const seat of seats) {
      if (!here.has(seat.membershipId)) broadcast.tell({ kind: 'presence', seat, isOnline: false });
    }
  }

  private seated(connection: Connection, seats: Seat[]): void {
    if (!this.connections.has(connection)) return;
    const before = new Set(connection.visit.seats.map(({ membershipId }) => membershipId));
    for (const { communityId } of connection.visit.seats) drop(this.byCommunity, communityId, connection);
    connection.visit.seats = seats;
    for (const { communityId } of seats) put(this.byCommunity, communityId, connection);
    const entered = seats.filter(({ membershipId }) => !before.has(membershipId));
    for (const seat of entered) this.deps.broadcast.tell({ kind: 'presence', seat, isOnline: true });
  }

  private hear(news: News): void {
    if (news.kind === 'screen') for (const one of this.showing(news)) one.look();
    if (news.kind === 'read') {
      for (const one of this.showing(news)) one.send({ event: 'message_read', data: { up_to: news.upTo } });
    }
    if (news.kind === 'signedOut') {
      for (const one of this.connections) if (one.session.id === news.sessionId) one.close('signedOut');
    }
    if (news.kind === 'presence') {
      const status = news.isOnline ? 'online' : 'offline';
      this.tellOthers(news.seat, { event: 'user_status_changed', data: { ...person(news.seat), status } });
    }
    if (news.kind === 'typing') {
      const data = { ...person(news.seat), is_typing: news.isTyping };
      this.tellOthers(news.seat, { event: 'typing', data });
    }
  }

  private showing = ({ addressId }: { addressId: string }) => this.byAddress.get(addressId) ?? [];

  /** Those of the same community, and nobody else; not the person themselves. */
  private tellOthers({ communityId, membershipId }: Seat, event: ServerEvent): void {
    for (const one of this.byCommunity.get(communityId) ?? []) {
      if (!one.visit.seats.some((seat) => seat.membershipId === membershipId)) one.send(event);
    }
  }

  /** Finds sockets that are dead, sessions that are over, news that were lost, and people who came or went. */
  private async beat(): Promise<void> {
    const all = [...this.connections];
    if (all.length === 0) return;
    for (const connection of all) connection.ping();
    const { store, clock } = this.deps;
    const until = new Date(clock.now().getTime() + connectedMs);
    const held = await store.keepAlive([...new Set(all.map(({ session }) => session.id))], until);
    const revisions = new Map(held.map(({ id, revision }) => [id, revision]));
    const seats = grouped(await store.findSeats([...this.byAddress.keys()]), ({ addressId }) => addressId);
    for (const connection of all) {
      const revision = revisions.get(connection.session.id);
      if (revision === undefined) connection.close('signedOut');
      else if (connection.visit.revision !== null && revision > connection.visit.revision) connection.look();
      if (connection.visit.revision !== null)
        this.seated(connection, seats.get(connection.session.addressId) ?? []);
    }
  }
}

function put<T>(map: Map<string, Set<T>>, key: string, item: T): void {
  const set = map.get(key) ?? new Set<T>();
  map.set(key, set.add(item));
}

function drop<T>(map: Map<string, Set<T>>, key: string, item: T): void {
  const set = map.get(key);
  set?.delete(item);
  if (set?.size === 0) map.delete(key);
}
