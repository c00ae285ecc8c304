import type { Log } from '../domain/log.ts';
import { type Loop, startLoop } from '../domain/loop.ts';
import { type PlannerDeps, planChunk } from './planner.ts';
import { type ProgressDeps, reportEveryMs, reportProgress } from './progress.ts';

/** What another server put into the database is found this late at most. */
const pollMs = 1_000;

/**
 * Plans messages as soon as woken, and tells authors how far theirs got.
 * @param onDeliveries called after a commit that put something into the outbox
 */
export function startPlanning(
  deps: PlannerDeps & ProgressDeps & { log: Log },
  onDeliveries: () => void,
): Loop {
  const planning = startLoop('planner', { ...deps, everyMs: pollMs }, async () => {
    const hasMore = await planChunk(deps);
    if (hasMore) onDeliveries();
    return hasMore;
  });
  const reporting = startLoop('progress', { ...deps, everyMs: reportEveryMs }, async () => {
    if (await reportProgress(deps)) onDeliveries();
    return false;
  });
  return {
    wake: planning.wake,
    async stop() {
      await Promise.all([planning.stop(), reporting.stop()]);
    },
  };
}
