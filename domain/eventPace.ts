/** How fast one browser or program may speak: so many events at once, and so many in a second after that. */
export interface Pace {
  burst: number;
  perSecond: number;
}

/** Somebody who types and presses fast stays below it; a program that floods does not. */
export const eventPace: Pace = { burst: 40, perSecond: 5 };

/** Counts events: says `fine`, `tooFast` for those that are not acted on, and `flood` where that goes on and on. */
export function pacer({ burst, perSecond }: Pace): (nowMs: number) => 'fine' | 'tooFast' | 'flood' {
  let left = burst;
  let ignored = 0;
  let lastMs: number | null = null;
  return (nowMs) => {
    left = Math.min(burst, left + (Math.max(0, nowMs - (lastMs ?? nowMs)) / 1_000) * perSecond);
    lastMs = nowMs;
    if (left >= 1) {
      left--;
      ignored = 0;
      return 'fine';
    }
    return ++ignored > burst ? 'flood' : 'tooFast';
  };
}
