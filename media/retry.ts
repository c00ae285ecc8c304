import type { Random } from '../domain/clock.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** How long to wait before each further attempt, at most. The message waits for its files: it is a matter of minutes. */
const waitsMs = [5 * secondMs, 30 * secondMs, 2 * minuteMs, 10 * minuteMs];

/** A worker that died at a file this often will not do better next time. */
export const mostAttempts = waitsMs.length + 1;

/**
 * When to try a file again, with full jitter; null to give up, after about a quarter of an hour.
 * @param attempts how often it has been tried, the last time included
 */
export function nextAttempt(attempts: number, now: Date, random: Random): Date | null {
  const waitMs = waitsMs[attempts - 1];
  return waitMs === undefined ? null : new Date(now.getTime() + random.fraction() * waitMs);
}
