import type { Engine } from './db/client.ts';
import { claimSession, releaseSession, renewSession } from './db/sessionLeases.ts';
import { type Clock, sleep } from './domain/clock.ts';
import type { NewId } from './domain/id.ts';
import type { Log } from './domain/log.ts';
import type { HeldLease, SessionLease } from './domain/sessionLease.ts';

export interface SessionLeaseOptions {
  sql: Engine;
  /** The machine's own, which nobody skips: an hour that is skipped in the Lab must not throw the browser out. */
  clock: Clock;
  newId: NewId;
  log: Log;
  terms?: LeaseTerms;
}

export interface LeaseTerms {
  /** After a crash another process has to wait for as long. */
  heldMs: number;
  /** So long before it runs out it counts as lost. */
  marginMs: number;
  /** Several tries before the margin begins. */
  renewEveryMs: number;
  askAgainMs: number;
}

/** Within the margin the browser must be gone, which takes up to 5 s; the rest is for clocks that differ. */
const browserTerms: LeaseTerms = { heldMs: 30_000, marginMs: 10_000, renewEveryMs: 5_000, askAgainMs: 5_000 };

/** Where two at a time only refuse each other for a moment, and nobody should be kept waiting. */
export const pollingTerms: LeaseTerms = {
  heldMs: 12_000,
  marginMs: 4_000,
  renewEveryMs: 3_000,
  askAgainMs: 1_000,
};

/** One holder for each session among all processes of a database. */
export function sessionLease(options: SessionLeaseOptions): SessionLease {
  const { sql, clock, newId, terms: { heldMs, askAgainMs } = browserTerms } = options;
  return {
    async hold(session, signal) {
      const holder = newId();
      while (!signal.aborted) {
        const now = clock.now();
        if (await claimSession(sql, { session, holder, now, until: later(now, heldMs) }))
          return keep({ session, holder }, now, options);
        await sleep(clock, askAgainMs, signal);
      }
      return null;
    },
  };
}

/** Says again and again that it is held; counts from before each question, as its answer may take long. */
function keep(
  held: { session: string; holder: string },
  since: Date,
  { sql, clock, log, terms = browserTerms }: SessionLeaseOptions,
): HeldLease {
  const { heldMs, marginMs, renewEveryMs } = terms;
  const lost = new AbortController();
  const over = new AbortController();
  let cancel = losingAt(since);

  function losingAt(from: Date): () => void {
    const leftMs = from.getTime() + heldMs - marginMs - clock.now().getTime();
    return clock.after(Math.max(0, leftMs), () => lost.abort());
  }

  async function renew(): Promise<void> {
    const now = clock.now();
    const isOurs = await renewSession(sql, { ...held, until: later(now, heldMs) });
    if (over.signal.aborted || lost.signal.aborted) return;
    cancel();
    if (isOurs) cancel = losingAt(now);
    else lost.abort();
  }

  async function keepRenewing(): Promise<void> {
    const signal = AbortSignal.any([over.signal, lost.signal]);
    for (;;) {
      await sleep(clock, renewEveryMs, signal);
      if (signal.aborted) return;
      await renew().catch((error: unknown) => log.warn({ err: error }, 'a lease could not be renewed'));
    }
  }

  const renewing = keepRenewing();
  return {
    lost: lost.signal,
    async release() {
      over.abort();
      cancel();
      // A renewal that is under way would be written over the release.
      await renewing;
      await releaseSession(sql, held);
    },
  };
}

const later = (now: Date, ms: number) => new Date(now.getTime() + ms);
