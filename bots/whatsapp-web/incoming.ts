import type { Client } from 'whatsapp-web.js';
import type { Parsed, Receive } from '../../domain/channel.ts';
import { type Clock, sleep } from '../../domain/clock.ts';
import { Unavailable } from '../../domain/errors.ts';
import type { NewId } from '../../domain/id.ts';
import type { Log } from '../../domain/log.ts';
import type { Told } from './listen.ts';
import { type InGroup, parse } from './parse.ts';
import type { People } from './people.ts';
import { chatOf, type Seen } from './seen.ts';

export interface IncomingOptions {
  account: string;
  receive: Receive;
  /**
   * Takes what was said in groups, and throws like `receive`; the same may come twice. Without it groups are left alone.
   */
  hearGroup?: ((said: InGroup) => Promise<void>) | undefined;
  newId: NewId;
  clock: Clock;
  log: Log;
  people: People;
  seen: Seen;
}

interface Waiting {
  told: Told;
  client: Client;
  /** Null where it is left to the next browser. */
  parsed?: Parsed | InGroup | null;
}

type Read = Waiting & { parsed: Parsed | InGroup };

/** WhatsApp keeps what it has handed over as unread, and we read it again; so the oldest can go. */
const mostWaiting = 10_000;
const mostTogether = 100;
const mostTries = 5;

/**
 * Takes what the library tells, in its order, and hands it on: what waits together shares a commit. WhatsApp hands over
 * everything once, so a commit that fails is tried again; only then are the ticks of the sender made blue, and what is
 * still unread when the server dies is taken up from there (`catchUp.ts`).
 */
export class Incoming {
  private waiting: Waiting[] = [];
  private running: Promise<void> | null = null;
  private readonly stopping = new AbortController();

  constructor(private readonly options: IncomingOptions) {}

  take(client: Client, told: Told): void {
    if (this.stopping.signal.aborted) return;
    this.waiting.push({ told, client });
    if (this.waiting.length > mostWaiting) {
      this.waiting.shift();
      this.options.log.error({ event: told.event }, 'too much waits for the database: the oldest is let go');
    }
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
  }

  /** Resolves when what came in is committed, or cannot be just now. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, mostTogether);
      for (const one of batch) one.parsed ??= await this.read(one);
      const isDone = await this.handOn(batch.filter(isRead));
      if (!isDone) return;
      this.waiting = this.waiting.filter((one) => !batch.includes(one));
    }
  }

  /**
   * Where the browser went away before it said who somebody is, they would be somebody else under their number alone: the
   * message stays unread, and the next browser reads it again.
   */
  private async read({ told, client }: Waiting): Promise<Parsed | InGroup | null> {
    try {
      const person = told.event === 'ack' ? null : await this.options.people.behind(client, told);
      return parse({ ...told, ...(person && { person }) }, this.options.account);
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'unknown';
      this.options.log.warn({ event: told.event, reason }, 'the browser went away before it said who wrote');
      return null;
    }
  }

  /** False where it had to be given up, for now. */
  private async handOn(batch: Read[]): Promise<boolean> {
    const { clock, log } = this.options;
    if (batch.length === 0) return true;
    for (let tries = 1; ; tries++) {
      try {
        await this.commit(batch);
        return true;
      } catch (error) {
        const isAway = error instanceof Unavailable;
        if (!isAway && batch.length > 1) return this.oneByOne(batch);
        if (!isAway && tries >= mostTries) {
          log.error({ err: error }, 'something said on WhatsApp cannot be handled; it is left out');
          return true;
        }
        if (this.stopping.signal.aborted) return false;
        log.warn({ err: error, tries }, 'what was said on WhatsApp is not committed yet');
        await sleep(clock, Math.min(30_000, 500 * 2 ** tries), this.stopping.signal);
      }
    }
  }

  /** One that fails for itself must not keep the others. */
  private async oneByOne(batch: Read[]): Promise<boolean> {
    for (const one of batch) if (!(await this.handOn([one]))) return false;
    return true;
  }

  private async commit(batch: Read[]): Promise<void> {
    const { receive, hearGroup, newId, seen } = this.options;
    const forReceive: Parsed[] = [];
    for (const { parsed } of batch) {
      if (parsed.kind !== 'group') forReceive.push(parsed);
      else if (hearGroup) await hearGroup(parsed);
      else forReceive.push({ kind: 'ignored', reason: 'said in a group' });
    }
    if (forReceive.length > 0) await receive(forReceive, { correlationId: newId() });
    for (const { client, told, parsed } of batch) {
      const isHeard = parsed.kind === 'inbound' || (parsed.kind === 'group' && hearGroup);
      if (isHeard && told.event === 'message') seen.mark(client, chatOf(told));
    }
  }
}

const isRead = (one: Waiting): one is Read => one.parsed !== null && one.parsed !== undefined;
