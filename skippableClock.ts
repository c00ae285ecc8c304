import type { Clock } from './domain/clock.ts';

export interface SkippableClock extends Clock {
  /** How far this clock is ahead of the real one. It only grows. */
  readonly aheadMs: number;
  /**
   * Jumps ahead. Everything that is then due is called before this returns, in the order of its moments, each at its
   * own `now()`. What these calls set up in turn is not met on the way: a loop that comes every second would come half
   * a million times in a week.
   */
  skip(ms: number): void;
}

interface Timer {
  dueMs: number;
  callback: () => void;
  cancel: () => void;
}

/**
 * Real time that can be told to jump ahead, for the Lab. It is made here and not there, because everything lives by
 * it: the engine's timers, the retries, the jobs.
 */
export function skippableClock(real: Clock): SkippableClock {
  const timers = new Set<Timer>();
  let aheadMs = 0;
  const nowMs = () => real.now().getTime() + aheadMs;

  function wait(timer: Timer): void {
    timer.cancel = real.after(Math.max(0, timer.dueMs - nowMs()), () => call(timer));
  }

  function call(timer: Timer): void {
    if (!timers.delete(timer)) return;
    timer.cancel();
    timer.callback();
  }

  return {
    now: () => new Date(nowMs()),
    after(ms, callback) {
      const timer: Timer = { dueMs: nowMs() + ms, callback, cancel: () => undefined };
      timers.add(timer);
      wait(timer);
      return () => {
        timers.delete(timer);
        timer.cancel();
      };
    },
    get aheadMs() {
      return aheadMs;
    },
    skip(ms) {
      const untilMs = nowMs() + Math.max(0, ms);
      const due = [...timers].filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs);
      for (const timer of due) {
        aheadMs += Math.max(0, timer.dueMs - nowMs());
        call(timer);
      }
      aheadMs += Math.max(0, untilMs - nowMs());
      for (const timer of timers) {
        timer.cancel();
        wait(timer);
      }
    },
  };
}
