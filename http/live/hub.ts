import type { WebSocket } from 'ws';
import { findMessages } from '../../db/api/messages.ts';
import { findOnline, keepProgramsConnected } from '../../db/presence.ts';
import type { News, Seat } from '../../domain/broadcast.ts';
import { type Loop, startLoop } from '../../domain/loop.ts';
import type { Account } from '../account/account.ts';
import { reading } from '../api/deps.ts';
import { Connection } from './connection.ts';
import { type LiveDeps, person } from './deps.ts';
import { handle, seatOf } from './doing.ts';
import type { ProgramNews } from './events.ts';
import { Room } from './room.ts';

/** Programs of one person, all of one process, and of one place those that have not said who they are. */
const mostPerPerson = 8;
const mostAtAll = 5_000;
const mostStrangers = 20;
/** How often the connected are asked whether they are still there, and how long they count as here. */
const heartbeatMs = 25_000;
const connectedMs = 75_000;
/** Who connects anew was not away. */
const graceMs = 5_000;
/** What nobody told of is found at the latest after this. */
const lookMs = 1_000;
/** How long programs have to say goodbye at the end. */
const lastWordsMs = 1_000;

/** All programs that are connected to this process: what concerns them, and whether they still live. */
export class LiveHub {
  private readonly connections = new Set<Connection>();
  private readonly rooms = new Map<string, Room>();
  private loops: Loop[] = [];
  private endListening: (() => void) | null = null;
  private isStopping = false;

  constructor(private readonly deps: LiveDeps) {}

  start(): void {
    this.endListening = this.deps.broadcast.listen((news) => this.hear(news));
    const { deps } = this;
    this.loops = [
      startLoop('programs', { ...deps, everyMs: heartbeatMs }, () => this.beat()),
      startLoop('programs’ messages', { ...deps, everyMs: lookMs }, () => this.look()),
    ];
  }

  /** Sends everybody away, to come back to another process; resolves when what they said is done. */
  async stop(): Promise<void> {
    this.isStopping = true;
    const last = [...this.connections];
    for (const connection of last) connection.close('goingAway');
    await Promise.all(last.map((connection) => connection.idle()));
    this.endListening?.();
    await Promise.all(this.loops.map((loop) => loop.stop()));
    const patience = setTimeout(() => {
      for (const connection of this.connections) connection.terminate();
    }, lastWordsMs);
    await Promise.all(last.map((connection) => connection.ended));
    clearTimeout(patience);
  }

  /** Whether one more may connect from there. */
  hasRoom(place: string): boolean {
    if (this.isStopping || this.connections.size >= mostAtAll) return false;
    const strangers = [...this.connections].filter((one) => !one.account && one.place === place);
    return strangers.length < mostStrangers;
  }

  connected(socket: WebSocket, place: string): void {
    const connection = new Connection(socket, {
      ...{ ...this.deps, place },
      entered: (one, account) => this.entered(one, account),
      handle: (one, account, event) => handle(this.deps, one, { account, event }),
    });
    this.connections.add(connection);
    socket.once('close', () => this.disconnected(connection));
  }

  private async entered(connection: Connection, account: Account): Promise<void> {
    const own = [...this.connections].filter((one) => one.account?.personId === account.personId);
    if (own.length > mostPerPerson) return connection.close('tooMany');
    const { deps } = this;
    const seat = seatOf(account);
    const until = new Date(deps.clock.now().getTime() + connectedMs);
    await keepProgramsConnected(deps.sql, { sessionIds: [account.sessionId], until });
    const room = await this.openRoom(account.communityId);
    const isNew = !room.connections.has(connection);
    // Whoever went meanwhile is not put back.
    if (!this.connections.has(connection)) return;
    room.connections.add(connection);
    connection.send({
      event: 'authenticated',
      data: {
        user_id: account.membershipId,
        community_id: account.communityId,
        expires_at: connection.expiresAt!,
        online: (await this.online(seat)).map(person),
      },
    });
    if (isNew) deps.broadcast.tell({ kind: 'presence', seat, isOnline: true });
  }

  private async online({ communityId, membershipId }: Seat): Promise<Seat[]> {
    const { sql, clock } = this.deps;
    const all = await findOnline(sql, { communityIds: [communityId], now: clock.now() });
    return all.filter((one) => one.membershipId !== membershipId);
  }

  /** While one opens, the last of its others may go, and it with them: then there is another one by now. */
  private async openRoom(communityId: string): Promise<Room> {
    const room = this.roomOf(communityId);
    await room.open();
    return this.rooms.get(communityId) === room ? room : this.openRoom(communityId);
  }

  private roomOf(communityId: string): Room {
    const room = this.rooms.get(communityId) ?? new Room(this.deps, communityId);
    this.rooms.set(communityId, room);
    return room;
  }

  private disconnected(connection: Connection): void {
    this.connections.delete(connection);
    const { account } = connection;
    if (!account) return;
    const room = this.rooms.get(account.communityId);
    room?.connections.delete(connection);
    if (room?.connections.size === 0) this.rooms.delete(account.communityId);
    connection.typing.stopped();
    if (this.isStopping || this.isHere(account)) return;
    this.deps.clock.after(graceMs, () => {
      if (this.isStopping || this.isHere(account)) return;
      this.leave(account).catch((error: unknown) => {
        this.deps.log.warn({ err: error }, 'that somebody went could not be told');
      });
    });
  }

  private isHere = ({ sessionId }: Account) =>
    [...this.connections].some((one) => one.sessionId === sessionId);

  /** The same person may be here by another program or a browser, or on another server. */
  private async leave(account: Account): Promise<void> {
    const { sql, clock, broadcast } = this.deps;
    const now = clock.now();
    await keepProgramsConnected(sql, { sessionIds: [account.sessionId], until: now });
    const { communityId, membershipId } = account;
    const online = await findOnline(sql, { communityIds: [communityId], now });
    if (online.some((one) => one.membershipId === membershipId)) return;
    broadcast.tell({ kind: 'presence', seat: seatOf(account), isOnline: false });
  }

  private hear(news: News): void {
    if (news.kind === 'queued' && news.queues.includes('posts')) this.loops[1]?.wake();
    if (news.kind === 'signedOut') {
      for (const one of this.connections) if (one.sessionId === news.sessionId) one.check();
    }
    if (news.kind === 'presence') {
      const status = news.isOnline ? 'online' : 'offline';
      this.tellOthers(news.seat, { event: 'user_status_changed', data: { ...person(news.seat), status } });
    }
    if (news.kind === 'typing') {
      const data = { ...person(news.seat), is_typing: news.isTyping };
      this.tellOthers(news.seat, { event: 'typing', data });
    }
    if (news.kind === 'seen') {
      const data = { ...person(news.seat), message_id: news.messageId };
      const concerned = [news.authorId, news.seat.membershipId];
      for (const one of this.inRoom(news.seat)) {
        if (concerned.includes(one.account!.membershipId)) one.tell({ event: 'message_read', data });
      }
    }
  }

  /** Those of the same community, and nobody else; not the person themselves. */
  private tellOthers(seat: Seat, news: ProgramNews): void {
    for (const one of this.inRoom(seat)) {
      if (one.account!.membershipId !== seat.membershipId) one.tell(news);
    }
  }

  private inRoom = ({ communityId }: Seat) => this.rooms.get(communityId)?.connections ?? [];

  /** Looks for messages that are new; each program gets those of the forums its member reads. */
  private async look(): Promise<boolean> {
    for (const room of this.rooms.values()) {
      const fresh = await room.fresh();
      if (fresh.length === 0) continue;
      for (const connection of room.connections) connection.tell((account) => this.shown(account, fresh));
    }
    return false;
  }

  private async shown(account: Account, ids: string[]): Promise<ProgramNews[]> {
    const rows = await reading(this.deps, account, (tx) => findMessages(tx, account, ids));
    return rows.map((data) => ({ event: 'message_received', data }));
  }

  /** Finds sockets that are dead, and people who may not be here any more. */
  private async beat(): Promise<boolean> {
    for (const connection of this.connections) {
      connection.ping();
      connection.check();
    }
    const sessionIds = [...this.connections].flatMap(({ sessionId }) => sessionId ?? []);
    const until = new Date(this.deps.clock.now().getTime() + connectedMs);
    if (sessionIds.length > 0) await keepProgramsConnected(this.deps.sql, { sessionIds, until });
    return false;
  }
}
