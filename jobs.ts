import type { Engine as Sql, Tx } from './db/client.ts';
import { forgetCodes, forgetDedupeKeys, forgetEarlyReceipts, takeTurn } from './db/jobs.ts';
import { ensurePartitions } from './db/partitions.ts';
import { findMissedReceipts } from './db/receipts.ts';
import { forgetSessions } from './db/sessions.ts';
import { forgetWebMessages } from './db/webMessages.ts';
import { type DigestDeps, makeDigests } from './delivery/digest.ts';
import { type ReceiptDeps, takeReceipts } from './delivery/receipts.ts';
import type { Clock } from './domain/clock.ts';
import type { Log } from './domain/log.ts';
import type { Ports } from './ports.ts';

export interface JobsDeps extends ReceiptDeps, DigestDeps {
  sql: Sql;
  clock: Clock;
  log: Log;
  /** Called after a job put something into the outbox. */
  onDeliveries: () => void;
}

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Shorter than the heartbeat, which is a little early or late: what is due every minute is not left out every other. */
const everyBeatMs = 30_000;

/**
 * The timetable: what, how often, how. What is much work is done bit by bit after the tick was taken, in transactions of
 * its own: what a crash leaves undone is still due at the next tick.
 */
const timetable: ({ name: string; everyMs: number } & (
  | { run: (tx: Tx, now: Date, deps: ReceiptDeps) => Promise<void> }
  | { bit: (deps: JobsDeps) => Promise<boolean> }
))[] = [
  {
    name: 'digests',
    everyMs: everyBeatMs,
    async bit(deps) {
      const hasMore = await makeDigests(deps);
      if (hasMore) deps.onDeliveries();
      return hasMore;
    },
  },
  { name: 'partitions', everyMs: hourMs, run: ensurePartitions },
  {
    name: 'missed receipts',
    everyMs: minuteMs,
    run: async (tx, now, deps) => {
      const missed = await findMissedReceipts(tx, ago(now, hourMs));
      if (missed.length > 0) await takeReceipts(tx, missed, { ...deps, now });
    },
  },
  { name: 'forget codes', everyMs: hourMs, run: (tx, now) => forgetCodes(tx, ago(now, dayMs)) },
  {
    name: 'forget dedupe keys',
    everyMs: dayMs,
    run: (tx, now) => forgetDedupeKeys(tx, ago(now, 30 * dayMs)),
  },
  { name: 'forget sessions', everyMs: dayMs, run: (tx, now) => forgetSessions(tx, ago(now, dayMs)) },
  {
    name: 'forget web messages',
    everyMs: dayMs,
    run: (tx, now) => forgetWebMessages(tx, ago(now, 365 * dayMs)),
  },
  {
    name: 'forget early receipts',
    everyMs: dayMs,
    run: (tx, now) => forgetEarlyReceipts(tx, ago(now, 7 * dayMs)),
  },
];

/**
 * Runs what is due. When each job last ran is a row compared with the clock, so that a tick is neither lost while
 * every server is down nor run by two.
 */
export async function runDueJobs(deps: JobsDeps): Promise<void> {
  for (const job of timetable) {
    const { name, everyMs } = job;
    const now = deps.clock.now();
    try {
      const isDue = await deps.sql.begin(async (tx) => {
        const isOurs = await takeTurn(tx, { name, dueSince: ago(now, everyMs), now });
        if (isOurs && 'run' in job) await job.run(tx, now, deps);
        return isOurs;
      });
      if (isDue && 'bit' in job) while (await job.bit(deps));
    } catch (error) {
      deps.log.error({ job: name, err: error }, 'a job failed; it comes again');
    }
  }
}

/**
 * The heartbeat: once a minute something looks at the timetable, by the machine's minutes and by the clock's own, which
 * the Lab moves ahead. Returns a function that ends it.
 */
export function startJobs(deps: JobsDeps & Pick<Ports, 'everyMinute'>): () => Promise<void> {
  let running = Promise.resolve();
  let isWaiting = false;
  // Beats that come while one waits say nothing new.
  const beat = () => {
    if (isWaiting) return;
    isWaiting = true;
    running = running.then(() => {
      isWaiting = false;
      return runDueJobs(deps);
    });
  };
  const end = deps.everyMinute(beat);
  let cancel = deps.clock.after(minuteMs, again);
  return async () => {
    cancel();
    await end();
    await running;
  };

  function again() {
    cancel = deps.clock.after(minuteMs, again);
    beat();
  }
}

const ago = (now: Date, ms: number) => new Date(now.getTime() - ms);
