import path from 'node:path';
import type { Client } from 'whatsapp-web.js';
import type { Channel, Receive } from '../../domain/channel.ts';
import type { Clock, Random } from '../../domain/clock.ts';
import type { NewId } from '../../domain/id.ts';
import type { Log } from '../../domain/log.ts';
import type { SessionLease } from '../../domain/sessionLease.ts';
import type { StandIn } from './browser.ts';
import { findChromium } from './chromium.ts';
import { sentence } from './failure.ts';
import { type Files, filesThrough } from './files.ts';
import { Incoming } from './incoming.ts';
import { keepConnected } from './keep.ts';
import type { InGroup } from './parse.ts';
import { People } from './people.ts';
import { Seen } from './seen.ts';
import { whatsappWebChannel } from './send.ts';
import { sessionIn } from './session.ts';
import { type Standing, StandingBoard } from './standing.ts';

export interface WhatsappWebBotOptions {
  /** Our number, E.164: the account of its events. A phone with another number is not let in. */
  number: string;
  /** DATA_DIR: the browser's profile, which holds the keys, is kept below it. */
  dataDir: string;
  /** CHROME_PATH: the browser's program; looked for in the usual places where it is not set. */
  chromePath?: string | undefined;
  /** Lets one process at a time open the session. */
  lease: SessionLease;
  /** Told everything that came in between two, also what is ignored, with the reason for its log line. */
  receive: Receive;
  /** Told what was said in groups; the same may come twice. Without it groups are left alone. */
  hearGroup?: ((said: InGroup) => Promise<void>) | undefined;
  /** Shown each new QR code; whoever scans it is us on WhatsApp. */
  onQr?: ((qr: string) => void) | undefined;
  /** Another page than web.whatsapp.com: the Lab's. */
  standIn?: StandIn | undefined;
  clock: Clock;
  random: Random;
  newId: NewId;
  log: Log;
}

export interface WhatsappWebBot {
  channel: Channel;
  /** Whether this process has the session; false while it waits for another one to give it up. */
  isHere(): boolean;
  /** What people sent, by the ids in `Said`. */
  files: Files;
  /** How it stands with the pairing and the line. */
  standing(): Standing;
  /** Tells of every change from now on; returns what ends it. */
  onStanding(listener: (standing: Standing) => void): () => void;
  /**
   * Resolves when the browser is on its way: pairing waits for a person, and nobody else should.
   * @throws {Error} where there is no Chromium, with what to do
   */
  start(): Promise<void>;
  /** Resolves when what came in is committed and no process of the browser is left. */
  stop(): Promise<void>;
}

/** WhatsApp by an ordinary account, through the page that people use in their browsers. Needs nothing until it starts. */
export function whatsappWebBot(options: WhatsappWebBotOptions): WhatsappWebBot {
  const { number, log, clock } = options;
  let connected: Client | null = null;
  // Until we know better another process may have the session.
  let isElsewhere = true;
  const isHere = () => !isElsewhere;
  const client = () => connected;
  const board = new StandingBoard();
  const people = new People(clock);
  const incoming = new Incoming({ ...options, account: number, people, seen: new Seen(log) });
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  board.onChange((standing) => {
    if (standing.kind === 'pairing') options.onQr?.(standing.qr);
  });
  return {
    channel: whatsappWebChannel({ account: number, client, people, clock, isHere }),
    isHere,
    files: filesThrough(client, clock),
    standing: () => board.now,
    onStanding: (listener) => board.onChange(listener),
    async start() {
      // Without a browser it is ours to say so, by sends that fail: else what waits would wait for ever.
      isElsewhere = false;
      const chromium = found(options.chromePath, board);
      const session = sessionIn(path.join(options.dataDir, 'whatsapp-web', number.slice(1)));
      const use = (ours: Client | null) => {
        connected = ours;
      };
      const onWaiting = (isWaiting: boolean) => {
        isElsewhere = isWaiting;
      };
      const kept = { ...options, chromium, session, incoming, board, use, onWaiting };
      running = keepConnected(kept, stopping.signal);
    },
    async stop() {
      stopping.abort();
      await incoming.stop();
      await running;
    },
  };
}

function found(chromePath: string | undefined, board: StandingBoard): string {
  try {
    return findChromium(chromePath);
  } catch (error) {
    board.set({ kind: 'stopped', reason: sentence(error) });
    throw error;
  }
}
