import { type JobsDeps, runDueJobs } from '../../jobs.ts';
import { noSweep } from './files.ts';
import type { World } from './world.ts';

/** What the timetable works with, in a world without files and with every channel in reach. */
export const jobsDeps = (world: World, changes: Partial<JobsDeps> = {}): JobsDeps => ({
  ...world.deps,
  ...{ accounts: world.accounts, sweep: noSweep, retentionMonths: 0 },
  ...{ broken: () => [], onDeliveries: () => undefined },
  ...changes,
});

/** Time passes, and the heartbeat looks at the timetable. */
export async function jobsAfter(world: World, ms: number, changes: Partial<JobsDeps> = {}): Promise<void> {
  world.clock.advance(ms);
  await runDueJobs(jobsDeps(world, changes));
}
