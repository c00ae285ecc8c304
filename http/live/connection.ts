import type { WebSocket } from 'ws';
import { eventPace, pacer } from '../../domain/eventPace.ts';
import { isOver } from '../../domain/limits.ts';
import type { Permission } from '../../domain/permissions.ts';
import type { AccessClaims } from '../account/accessToken.ts';
import { type Account, accountMay, accountOfClaims } from '../account/account.ts';
import { ApiError, named } from '../api/errors.ts';
import type { LiveDeps } from './deps.ts';
import { entrance } from './entrance.ts';
import { idIn, type ProgramEvent, type ProgramNews, readEvent } from './events.ts';
import { tooMany } from './tooMany.ts';
import { Typing } from './typing.ts';

/** Why a connection was ended; those above 4000 are ours (RFC 6455, section 7.4.2). */
export const closing = { goingAway: 1001, unauthorized: 4401, forbidden: 4403, tooMany: 4429 } as const;

/** How long a program has to say who it is. */
const patienceMs = 10_000;
/** A program that takes nothing in must not fill our memory: it comes back and reads the rest. */
const mostBuffered = 1024 * 1024;

/** Whoever may hear at all. */
export const hears: Permission = 'message.see';

export interface ConnectionDeps extends LiveDeps {
  /** From where it comes. */
  place: string;
  /** Called when a program has said who it is, for the first time and with each new token. */
  entered(connection: Connection, account: Account): Promise<void>;
  handle(connection: Connection, account: Account, event: ProgramEvent): Promise<void>;
}

/**
 * One program, while it is connected. Who it is, and whether they may still hear, is looked up before anything is sent to
 * it and before anything it says is acted on: a token that ran out or a suspension ends it there and then.
 */
export class Connection {
  /** Of the membership; null until it said who it is. */
  account: Account | null = null;
  readonly ended: Promise<void>;
  private claims: (AccessClaims & { expiresAt: Date }) | null = null;
  private isAlive = true;
  private work: Promise<void> = Promise.resolve();
  private endPatience: () => void;
  readonly typing: Typing;
  private readonly judge = pacer(eventPace);
  private readonly mayEnter: () => Promise<void>;

  constructor(
    private readonly socket: WebSocket,
    private readonly deps: ConnectionDeps,
  ) {
    this.typing = new Typing(deps);
    this.mayEnter = entrance(deps, deps.place);
    this.endPatience = deps.clock.after(patienceMs, () => this.close('unauthorized'));
    this.ended = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.once('close', () => this.endPatience());
    socket.on('message', (frame, isBinary) => this.take(isBinary ? '' : frame.toString()));
    socket.on('pong', () => {
      this.isAlive = true;
    });
    // ws closes with 1009 where a frame is too large, with 1007 where it is no UTF-8.
    socket.on('error', (error) => deps.log.debug({ err: error }, 'a program’s socket broke'));
  }

  get place(): string {
    return this.deps.place;
  }

  get sessionId(): string | null {
    return this.claims?.sessionId ?? null;
  }

  /** When its token runs out. */
  get expiresAt(): Date | null {
    return this.claims?.expiresAt ?? null;
  }

  /** Tells it something, if it may still hear it. */
  tell(news: ProgramNews | ((account: Account) => Promise<ProgramNews[]>)): void {
    this.enqueue(async () => {
      const account = await this.standing();
      if (!account) return;
      for (const one of typeof news === 'function' ? await news(account) : [news]) this.send(one);
    });
  }

  /** Looks whether it may still be here. */
  check(): void {
    if (this.claims) this.enqueue(async () => void (await this.standing()));
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

  send(news: ProgramNews): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    const timestamp = Math.floor(this.deps.clock.now().getTime() / 1_000);
    if (this.socket.bufferedAmount > mostBuffered) this.socket.terminate();
    else this.socket.send(JSON.stringify({ ...news, timestamp }));
  }

  private take(frame: string): void {
    // Of what arrives behind the goodbye nothing is acted on.
    if (this.socket.readyState !== this.socket.OPEN) return;
    const pace = this.judge(this.deps.clock.now().getTime());
    const id = idIn(frame);
    if (pace === 'flood') this.close('tooMany');
    else if (pace === 'tooFast') this.complain(tooMany(), id);
    else this.enqueue(() => this.act(readEvent(frame)), id);
  }

  private async act(event: ProgramEvent): Promise<void> {
    if (event.event === 'authenticate') return this.enter(event.data.token);
    if (!this.claims) throw new ApiError('UNAUTHORIZED', 'Say who you are first: authenticate.');
    const account = await this.standing();
    if (!account) return;
    if (isOver(await this.deps.limits.apiCalls.take(account.personId))) throw tooMany();
    await this.deps.handle(this, account, event);
  }

  /** A new token of the same membership makes it last longer. */
  private async enter(token: string): Promise<void> {
    await this.mayEnter();
    const read = await this.deps.tokens.read(token);
    const isOther = this.claims && read?.membershipId !== this.claims.membershipId;
    if (!read || isOther) return this.close('unauthorized');
    this.claims = read;
    const account = await this.standing();
    if (!account) return;
    const lastsMs = read.expiresAt.getTime() - this.deps.clock.now().getTime();
    this.endPatience();
    this.endPatience = this.deps.clock.after(lastsMs, () => this.close('unauthorized'));
    await this.deps.entered(this, account);
  }

  /** Who it is at this moment; null, and closed, where that is nobody who may be here. */
  private async standing(): Promise<Account | null> {
    const account = this.claims && (await accountOfClaims(this.deps, this.claims));
    if (account && accountMay(account, hears)) {
      this.account = account;
      return account;
    }
    this.close(account ? 'forbidden' : 'unauthorized');
    return null;
  }

  private enqueue(act: () => Promise<void>, id?: string): void {
    this.work = this.work.then(act).catch((error: unknown) => {
      const known = error instanceof Error ? named(error) : null;
      if (!known) this.deps.log.error({ err: error }, 'a program’s event failed');
      this.complain(known ?? new ApiError('INTERNAL_ERROR', 'That did not work. It is noted.'), id);
    });
  }

  private complain({ code, message, fields }: ApiError, id?: string): void {
    this.send({ event: 'error', data: { code, message, fields: fields ?? {}, ...(id && { id }) } });
  }
}
