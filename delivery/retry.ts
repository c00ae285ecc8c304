import type { Random } from '../domain/clock.ts';
import type { SendError } from '../domain/errors.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** How long to wait before each further attempt, at most: the wait itself is drawn between nothing and this. */
const waitsMs = [
  5 * secondMs,
  30 * secondMs,
  2 * minuteMs,
  10 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  4 * hourMs,
];

/** A send whose answer never came is looked into this much later, at the earliest. */
const settleAfterMs = 30 * secondMs;

/** What becomes of a delivery after an attempt that failed. */
export type AfterFailure =
  | { status: 'queued' | 'uncertain'; notBefore: Date }
  /** The address wants nothing more. */
  | { status: 'failed' }
  /** Until the person writes again. */
  | { status: 'held' }
  /** Nobody will try again by themselves. */
  | { status: 'dead' };

/**
 * Decides from a channel's error.
 * @param attempts how often it has been tried, this one included
 * @param isAsking the provider was asked what became of it, and did not answer: it may be away for hours
 * @param wasRepeated it was sent once more already without knowing what became of the first: nobody gets it three times
 */
export function afterFailure(
  error: SendError,
  {
    attempts,
    isAsking = false,
    wasRepeated,
    now,
    random,
  }: { attempts: number; isAsking?: boolean; wasRepeated: boolean; now: Date; random: Random },
): AfterFailure {
  if (error.code === 'stopped') return { status: 'failed' };
  if (error.code === 'windowClosed') return { status: 'held' };
  if (error.code === 'rejected') return { status: 'dead' };
  // Being too fast is not the message's fault: of a large class most would be given up before their turn came.
  const waitMs = waitsMs[attempts - 1] ?? (error.code === 'throttled' ? waitsMs.at(-1) : undefined);
  if (waitMs === undefined) return { status: 'dead' };
  if (error.code === 'uncertain') {
    if (wasRepeated) return { status: 'dead' };
    const askAgainMs = isAsking ? Math.max(settleAfterMs, random.fraction() * waitMs) : settleAfterMs;
    return { status: 'uncertain', notBefore: after(now, error.retryAfterMs ?? askAgainMs) };
  }
  const { retryAfterMs } = error;
  const wait = retryAfterMs === undefined ? random.fraction() * waitMs : spread(retryAfterMs, random);
  return { status: 'queued', notBefore: after(now, wait) };
}

/** Never before the provider said, and not all at the same moment: up to a tenth later. */
const spread = (ms: number, random: Random) => ms * (1 + random.fraction() / 10);

const after = (now: Date, ms: number) => new Date(now.getTime() + ms);
