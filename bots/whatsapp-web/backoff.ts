import type { Random } from '../../domain/clock.ts';

const shortestMs = 2_000;
const longestMs = 300_000;

/**
 * How long to wait before the browser is opened again, in ms: twice as long after each failure, five minutes at most, and
 * between half and all of it, so that many installations do not come back at once.
 * @param failures in a row, at least 1
 */
export function pauseMs(failures: number, random: Random): number {
  const most = Math.min(longestMs, shortestMs * 2 ** (failures - 1));
  return Math.round(most * (0.5 + random.fraction() / 2));
}
