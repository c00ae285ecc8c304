import type { Clock } from '../../../domain/clock.ts';

interface Due {
  at: number;
  callback: () => void;
}

/** A clock that stands still until the test moves it. */
export function fakeClock(startAt = new Date('2026-11-21T09:00:00Z')) {
  let now = startAt.getTime();
  const due: Due[] = [];
  let onWait: () => void = () => undefined;
  const clock: Clock = {
    now: () => new Date(now),
    after(ms, callback) {
      const one = { at: now + ms, callback };
      due.push(one);
      onWait();
      return () => {
        if (due.includes(one)) due.splice(due.indexOf(one), 1);
      };
    },
  };
  return Object.assign(clock, {
    /** Resolves as soon as somebody waits, with how many ms they want. */
    async waiting(): Promise<number> {
      if (due.length === 0) await new Promise<void>((resolve) => (onWait = resolve));
      return Math.min(...due.map(({ at }) => at)) - now;
    },
    skip(ms: number) {
      now += ms;
      for (const one of due.filter(({ at }) => at <= now)) {
        due.splice(due.indexOf(one), 1);
        one.callback();
      }
    },
  });
}
