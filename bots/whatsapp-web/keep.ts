import type { Client } from 'whatsapp-web.js';
import { type Clock, type Random, sleep } from '../../domain/clock.ts';
import type { Log } from '../../domain/log.ts';
import type { HeldLease, SessionLease } from '../../domain/sessionLease.ts';
import { pauseMs } from './backoff.ts';
import type { StandIn } from './browser.ts';
import { catchUp } from './catchUp.ts';
import { Connection, type Ending } from './connection.ts';
import { sentence } from './failure.ts';
import { listenTo, type Told } from './listen.ts';
import { freeProfile } from './profileLock.ts';
import type { Session } from './session.ts';
import type { StandingBoard } from './standing.ts';

export interface Keeping {
  chromium: string;
  session: Session;
  /** Ours, E.164; it names the session in its lease. */
  number: string;
  lease: SessionLease;
  standIn?: StandIn | undefined;
  clock: Clock;
  random: Random;
  log: Log;
  board: StandingBoard;
  incoming: { take(client: Client, told: Told): void };
  /** The client that can send, or null while there is none. */
  use(client: Client | null): void;
  /** Told when another process may have the session, and when it is ours alone. */
  onWaiting(isWaiting: boolean): void;
}

/** Keeps WhatsApp Web open, and opens it again after whatever ended it. Resolves after the abort, with no browser left. */
export async function keepConnected(keeping: Keeping, signal: AbortSignal): Promise<void> {
  const { lease, number, board, clock, log } = keeping;
  while (!signal.aborted) {
    board.set({ kind: 'waiting' });
    keeping.onWaiting(true);
    const held = await lease.hold(number, signal).catch((error: unknown) => {
      log.warn({ err: error }, 'the lease of the WhatsApp session cannot be asked for');
      return null;
    });
    if (held) {
      keeping.onWaiting(false);
      await whileHeld(keeping, held, signal);
    } else await sleep(clock, leaseRetryMs, signal);
  }
  board.set({ kind: 'stopped' });
}

const leaseRetryMs = 5_000;

async function whileHeld(keeping: Keeping, held: HeldLease, stop: AbortSignal): Promise<void> {
  const { random, clock, log, board } = keeping;
  const signal = AbortSignal.any([stop, held.lost]);
  try {
    for (let failures = 0; !signal.aborted; ) {
      const { reason, isLoggedOut, wasSteady } = await openOnce(keeping, signal);
      if (signal.aborted) break;
      failures = wasSteady || isLoggedOut ? 1 : failures + 1;
      const waitMs = pauseMs(failures, random);
      log.warn({ reason, waitMs }, 'WhatsApp Web is closed; it is opened again');
      board.set({ kind: 'away', reason, retryAt: new Date(clock.now().getTime() + waitMs) });
      await sleep(clock, waitMs, signal);
    }
  } finally {
    if (held.lost.aborted) log.warn({}, 'the WhatsApp session was taken over by another process');
    await held.release().catch((error: unknown) => {
      log.warn({ err: error }, 'the lease of the WhatsApp session was not given back; it runs out');
    });
  }
}

interface Ended extends Ending {
  /** It was connected for long enough not to count as one more failure. */
  wasSteady: boolean;
}

const steadyMs = 60_000;

/** One browser, from its start to its end. */
async function openOnce(keeping: Keeping, signal: AbortSignal): Promise<Ended> {
  const { session, board, log, clock } = keeping;
  let readyAt = Number.POSITIVE_INFINITY;
  const wasSteady = () => clock.now().getTime() - readyAt >= steadyMs;
  try {
    await session.prepare();
    const orphan = await freeProfile(session.profile);
    if (orphan) log.warn({ pid: orphan }, 'a Chromium that had outlived its server was ended');
    board.set({ kind: 'opening' });
    const ending = await oneConnection(keeping, signal, () => {
      readyAt = Math.min(readyAt, clock.now().getTime());
    });
    if (ending.isLoggedOut) await session.forget();
    return { ...ending, wasSteady: wasSteady() };
  } catch (error) {
    return { reason: sentence(error), isLoggedOut: false, wasSteady: wasSteady() };
  }
}

async function oneConnection(keeping: Keeping, signal: AbortSignal, onReady: () => void): Promise<Ending> {
  const { session, board, use, incoming } = keeping;
  const connection: Connection = new Connection({
    ...keeping,
    standIn: keeping.standIn,
    profile: session.profile,
    listen: (client) => listenTo(client, (told) => incoming.take(client, told)),
    onQr: (qr) => board.set({ kind: 'pairing', qr }),
    onReady(client) {
      if (!isOurs(client, keeping.number)) return void connection.dismiss(wrongNumber);
      use(client);
      board.set({ kind: 'connected', number: keeping.number });
      onReady();
      void takeUp(keeping, client);
    },
    onAway(reason) {
      use(null);
      board.set({ kind: 'away', reason, retryAt: null });
    },
  });
  try {
    return await Promise.race([connection.ended, aborted(signal)]);
  } finally {
    use(null);
    await connection.close();
  }
}

const wrongNumber = 'the phone that was paired has another number than this channel';

/** What came while the line was lost is asked for as well; what was told before is known by its id. */
async function takeUp({ session, clock, log, incoming }: Keeping, client: Client): Promise<void> {
  try {
    const since = await session.paired(clock.now());
    await catchUp(client, since, { log, tell: (told) => incoming.take(client, told) });
  } catch (error) {
    log.warn({ reason: sentence(error) }, 'what came while WhatsApp Web was closed could not be read');
  }
}

/** Where WhatsApp only tells our hidden id, it cannot be compared. */
function isOurs({ info }: Client, number: string): boolean {
  const { user, server } = info.wid as { user: string; server: string };
  return server !== 'c.us' || `+${user}` === number;
}

function aborted(signal: AbortSignal): Promise<Ending> {
  const ending = { reason: 'we stop', isLoggedOut: false };
  if (signal.aborted) return Promise.resolve(ending);
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(ending), { once: true }));
}
