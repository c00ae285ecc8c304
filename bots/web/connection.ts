import type { WebSocket } from 'ws';
import type { Broadcast, Seat } from '../../domain/broadcast.ts';
import type { Receive } from '../../domain/channel.ts';
import type { Clock } from '../../domain/clock.ts';
import { Unavailable } from '../../domain/errors.ts';
import { eventPace, pacer } from '../../domain/eventPace.ts';
import type { NewId } from '../../domain/id.ts';
import type { Log } from '../../domain/log.ts';
import type { WebSession, WebStore } from '../../domain/webChat.ts';
import { type ClientEvent, type ErrorCode, readEvent, type ServerEvent } from './events.ts';
import type { Tickets } from './ticket.ts';
import { Visit } from './visit.ts';

export interface ConnectionDeps {
  store: WebStore;
  receive: Receive;
  broadcast: Broadcast;
  clock: Clock;
  newId: NewId;
  log: Log;
  /** What browsers uploaded. */
  tickets: Tickets;
}

/** Why a connection was ended; those above 4000 are ours (RFC 6455, section 7.4.2). */
export const closing = { goingAway: 1001, signedOut: 4401, flood: 4429 } as const;

/** A browser that takes nothing in must not fill our memory: it comes back and asks for the rest. */
const mostBuffered = 1024 * 1024;

/** One browser window, while it is connected. Its events are handled one after the other, in their order. */
export class Connection {
  /** Resolves when it is closed. */
  readonly ended: Promise<void>;
  readonly visit: Visit;
  private isAlive = true;
  private work: Promise<void> = Promise.resolve();
  private willLook = false;
  private readonly judge = pacer(eventPace);

  constructor(
    private readonly socket: WebSocket,
    readonly session: WebSession,
    private readonly deps: ConnectionDeps & {
      /** From where it comes, for the limits. */
      place: string;
      seated(connection: Connection, seats: Seat[]): void;
    },
  ) {
    this.visit = new Visit({
      ...deps,
      session,
      send: (event) => this.send(event),
      signedOut: () => this.close('signedOut'),
      seated: (seats) => deps.seated(this, seats),
    });
    socket.on('message', (frame, isBinary) => this.take(isBinary ? '' : frame.toString()));
    this.ended = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('pong', () => {
      this.isAlive = true;
    });
    // ws closes with 1009 where a frame is too large, with 1007 where it is no UTF-8.
    socket.on('error', (error) => deps.log.debug({ err: error }, 'a web socket broke'));
  }

  send(event: ServerEvent): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > mostBuffered) {
      this.socket.terminate();
      return;
    }
    const timestamp = Math.floor(this.deps.clock.now().getTime() / 1_000);
    this.socket.send(JSON.stringify({ ...event, timestamp }));
  }

  /** Its screen changed, or may have. */
  look(): void {
    if (this.visit.revision === null || this.willLook) return;
    this.willLook = true;
    this.enqueue(async () => {
      this.willLook = false;
      await this.visit.look();
    });
  }

  /** Ends it where the last one was not answered. */
  ping(): void {
    if (this.isAlive) this.socket.ping();
    else this.socket.terminate();
    this.isAlive = false;
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

  private take(frame: string): void {
    // Of what arrives behind the goodbye nothing is acted on.
    if (this.socket.readyState !== this.socket.OPEN) return;
    const pace = this.judge(this.deps.clock.now().getTime());
    const event = readEvent(frame);
    if (pace === 'flood') this.close('flood');
    else if ('wrong' in event) this.complain(event.wrong, event.id);
    else if (pace === 'tooFast') this.complain('slow_down', idOf(event));
    else this.enqueue(() => this.handle(event), idOf(event));
  }

  private async handle(event: ClientEvent): Promise<void> {
    const isKnown = this.visit.revision !== null || event.event === 'authenticate';
    if (isKnown) await this.visit.handle(event);
    else this.complain('not_authenticated', idOf(event));
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
}

const idOf = ({ data }: ClientEvent) => ('id' in data ? data.id : undefined);
