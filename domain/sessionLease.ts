/**
 * The right to be the one process that opens a session: two would throw each other out of WhatsApp. Handed in, as only the
 * installation knows what its processes share.
 */
export interface SessionLease {
  /**
   * Waits until the session is ours alone.
   * @param session the account
   * @returns null where the signal aborted first
   */
  hold(session: string, signal: AbortSignal): Promise<HeldLease | null>;
}

export interface HeldLease {
  /** Aborts when it is about to be no longer ours: the browser must be gone before another process can have the lease. */
  lost: AbortSignal;
  release(): Promise<void>;
}

/** For an installation of one process: the first who asks has it, the others wait. */
export function leaseWithinProcess(): SessionLease {
  const holders = new Map<string, Promise<void>>();
  return {
    async hold(session, signal) {
      for (let holder = holders.get(session); holder; holder = holders.get(session)) {
        await Promise.race([holder, aborted(signal)]);
        if (signal.aborted) return null;
      }
      const { promise, resolve } = latch();
      holders.set(session, promise);
      return {
        lost: new AbortController().signal,
        async release() {
          holders.delete(session);
          resolve();
        },
      };
    },
  };
}

function latch() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
