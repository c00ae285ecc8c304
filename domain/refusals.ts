import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

const everyMs = 60_000;

/**
 * Notes connections that are refused: the first at once, then how many once a minute. Anybody on the internet can be refused as
 * often as they like, and would write our log.
 */
export function refusals(
  { log, clock }: { log: Pick<Log, 'warn'>; clock: Pick<Clock, 'now'> },
  words: string,
): (why: object) => void {
  let saidAtMs = Number.NEGATIVE_INFINITY;
  let unsaid = 0;
  return (why) => {
    const nowMs = clock.now().getTime();
    unsaid++;
    if (nowMs - saidAtMs < everyMs) return;
    log.warn({ ...why, count: unsaid }, words);
    saidAtMs = nowMs;
    unsaid = 0;
  };
}
