import { type Pace, pacer } from '../../domain/eventPace.ts';
import { isOver } from '../../domain/limits.ts';
import type { LiveDeps } from './deps.ts';
import { tooMany } from './tooMany.ts';

/** A token lasts a quarter of an hour: whoever says more often who they are has another reason. */
const entrancePace: Pace = { burst: 5, perSecond: 1 / 60 };

/**
 * Counts how often a connection, and all that come from the same place, say who they are: each time a signature is checked and
 * the database asked.
 * @throws {ApiError} what it returns, where that is too often
 */
export function entrance({ clock, limits }: Pick<LiveDeps, 'clock' | 'limits'>, place: string) {
  const judge = pacer(entrancePace);
  return async (): Promise<void> => {
    if (judge(clock.now().getTime()) !== 'fine') throw tooMany();
    if (isOver(await limits.programs.take(place))) throw tooMany();
  };
}
