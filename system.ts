import { randomBytes, randomInt } from 'node:crypto';
import type { Clock, Random } from './domain/clock.ts';

/** `setTimeout` counts in 32 bits and fires at once beyond them. */
const longestTimeoutMs = 2 ** 31 - 1;

/** The machine's own time. */
export function realClock(): Clock {
  return { now: () => new Date(), after };
}

/** Asking the system costs as much for 8 bytes as for this many. */
const pooledBytes = 8_192;

/** The system's randomness, fit for keys and codes. No byte is handed out twice. */
export function realRandom(): Random {
  let pool = randomBytes(0);

  function bytes(count: number): Buffer {
    if (count > pooledBytes) return randomBytes(count);
    if (count > pool.length) pool = randomBytes(pooledBytes);
    const taken = Buffer.from(pool.subarray(0, count));
    pool = pool.fill(0, 0, count).subarray(count);
    return taken;
  }

  return {
    bytes,
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
