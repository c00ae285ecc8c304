import type { Clock } from '../../domain/clock.ts';

export interface FakeClock extends Clock {
  /** Lets time pass: everything due is called, in the order of its moment, each at its own `now()`. */
  advance(ms: number): void;
  /** The same, but lets promises settle after each call, so that what they schedule in turn is met as well. */
  run(ms: number): Promise<void>;
  /** Jumps to the next moment at which something is due, and calls the first that is. */
  next(): void;
  /** Time passes and nobody notices, as when everything slept: what became due meanwhile is called late, by `next`. */
  leap(ms: number): void;
  /** How many callbacks wait. */
  readonly waiting: number;
}

/** A clock that stands still until a test moves it. */
export function fakeClock(start: Date | string = '2026-03-02T09:00:00Z'): FakeClock {
  let nowMs = new Date(start).getTime();
  let timers: { dueMs: number; callback: () => void }[] = [];

  /** Earliest first; among those of one moment the one that was set first, which `sort` keeps. */
  function callNext(untilMs: number): boolean {
    const [next] = timers.filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs);
    nowMs = Math.max(nowMs, next?.dueMs ?? untilMs);
    if (!next) return false;
    timers = timers.filter((timer) => timer !== next);
    next.callback();
    return true;
  }

  return {
    now: () => new Date(nowMs),
    after(ms, callback) {
      const timer = { dueMs: nowMs + Math.max(0, ms), callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      const untilMs = nowMs + ms;
      while (callNext(untilMs));
    },
    async run(ms) {
      const untilMs = nowMs + ms;
      do await settled();
      while (callNext(untilMs));
    },
    next() {
      const dueMs = Math.min(...timers.map((timer) => timer.dueMs));
      if (timers.length > 0) callNext(Math.max(nowMs, dueMs));
    },
    leap(ms) {
      nowMs += ms;
    },
    get waiting() {
      return timers.length;
    },
  };
}

/** After everything that is ready by now: promise chains of any length, but no network and no disk. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
