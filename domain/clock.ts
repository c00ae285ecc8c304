/** The only source of time. The Lab's clock can skip hours; a test's clock moves when the test says so. */
export interface Clock {
  now(): Date;
  /** Calls back once, `ms` of this clock's time from now. Returns a function that cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** The only source of chance: codes, ids, jitter. A seeded one makes a whole run repeatable. */
export interface Random {
  bytes(count: number): Buffer;
  /** At least 0 and below 1. */
  fraction(): number;
}

/** Why a sleep is ended early: without a reason, an abort builds an error with its stack each time, 15 us. */
export const awake = 'awake';

/** Waits `ms` of the clock's time; resolves early, without an error, when the signal aborts. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const cancel = clock.after(ms, done);
    signal?.addEventListener('abort', done, { once: true });
    function done() {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    }
  });
}
