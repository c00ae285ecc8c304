import { randomBytes, randomInt } from 'node:crypto';
import type { Clock, Random } from './domain/clock.ts';

/** `setTimeout` counts in 32 bits and fires at once beyond them. */
const longestTimeoutMs = 2 ** 31 - 1;

/** The machine's own time. */
export function realClock(): Clock {
  return { now: () => new Date(), after };
}

/** The system's randomness, fit for keys and codes. */
export function realRandom(): Random {
  return {
    bytes: (count) => randomBytes(count),
    fraction: () => randomInt(2 ** 48 - 1) / (2 ** 48 - 1),
  };
}

/** A month's wait is made of several timeouts. */
function after(ms: number, callback: () => void): () => void {
  let timeout: NodeJS.Timeout;
  wait(ms);
  return () => clearTimeout(timeout);

  function wait(restMs: number) {
    const nowMs = Math.min(restMs, longestTimeoutMs);
    timeout = setTimeout(() => (restMs > nowMs ? wait(restMs - nowMs) : callback()), nowMs);
  }
}
