import { forgetAccountSessions } from './db/accounts.ts';
import type { Engine as Sql, Tx } from './db/client.ts';
import { forgetCodes, forgetDedupeKeys, forgetEarlyReceipts, takeTurn } from './db/jobs.ts';
import { ensurePartitions } from './db/partitions.ts';
import { findMissedReceipts } from './db/receipts.ts';
import { forgetSessions } from './db/sessions.ts';
import { forgetSignIns } from './db/signIns.ts';
import { forgetWebMessages } from './db/webMessages.ts';
import { type DigestDeps, makeDigests } from './delivery/digest.ts';
import { giveUp } from './delivery/fallback.ts';
import { type ReceiptDeps, takeReceipts } from './delivery/receipts.ts';
import type { Clock } from './domain/clock.ts';
import type { Log } from './domain/log.ts';
import type { Sweep } from './media/sweep.ts';
import type { Ports } from './ports.ts';

/** What the jobs of the timetable work with. */
interface TurnDeps extends ReceiptDeps {
  /** Channels that cannot be reached, and since when. */
  broken: () => { channel: string; since: Date }[];
}

export interface JobsDeps extends TurnDeps, DigestDeps {
  sql: Sql;
  clock: Clock;
  log: Log;
  /** Takes away what the store keeps for nobody. */
  sweep: Sweep;
  /** Called after a job put something into the outbox. */
  onDeliveries: () => void;
}

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What a job does: in the transaction that takes its turn, or where it touches more than the database, after that. */
type Job = { name: string; everyMs: number } & (
  | { run: (tx: Tx, now: Date, deps: TurnDeps) => Promise<void> }
  | { afterwards: (deps: JobsDeps, now: Date) => Promise<void> }
);

/** Shorter than the heartbeat, which is a little early or late: what is due every minute is not left out every other. */
const everyBeatMs = 30_000;

/** The timetable: what, how often, how. */
const timetable: Job[] = [
  {
    name: 'digests',
    everyMs: everyBeatMs,
    async afterwards(deps) {
      while (await makeDigests(deps)) deps.onDeliveries();
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
  {
    name: 'give up',
    everyMs: 10 * minuteMs,
    run: (tx, now, { broken, ...deps }) => giveUp(tx, { ...deps, broken: broken(), now }),
  },
  { name: 'forget codes', everyMs: hourMs, run: (tx, now) => forgetCodes(tx, ago(now, dayMs)) },
  {
    name: 'forget dedupe keys',
    everyMs: dayMs,
    run: (tx, now) => forgetDedupeKeys(tx, ago(now, 30 * dayMs)),
  },
  {
    name: 'forget accounts',
    everyMs: dayMs,
    run: async (tx, now) => {
      await forgetSignIns(tx, ago(now, dayMs));
      await forgetAccountSessions(tx, ago(now, dayMs));
    },
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
  { name: 'sweep taken back files', everyMs: minuteMs, afterwards: ({ sweep }) => sweep.takenBack() },
  {
    name: 'sweep unposted files',
    everyMs: hourMs,
    afterwards: ({ sweep }, now) => sweep.unposted(ago(now, dayMs)),
  },
  {
    name: 'sweep arrived files',
    everyMs: hourMs,
    afterwards: ({ sweep }, now) => sweep.arrived(ago(now, dayMs)),
  },
];

/**
 * Runs what is due. When each job last ran is a row compared with the clock, so that a tick is neither lost while
 * every server is down nor run by two.
 */
export async function runDueJobs(deps: JobsDeps): Promise<void> {
  for (const job of timetable) {
    await runIfDue(deps, job).catch((error: unknown) =>
      deps.log.error({ job: job.name, err: error }, 'a job failed; it comes again'),
    );
  }
}

/** Whoever has taken a turn has it until the next one is due; what is done afterwards may be done by two, and twice. */
async function runIfDue(deps: JobsDeps, job: Job): Promise<void> {
  const { name, everyMs } = job;
  const now = deps.clock.now();
  const hasTurn = await deps.sql.begin(async (tx) => {
    const isTaken = await takeTurn(tx, { name, dueSince: ago(now, everyMs), now });
    if (isTaken && 'run' in job) await job.run(tx, now, deps);
    return isTaken;
  });
  if (hasTurn && 'afterwards' in job) await job.afterwards(deps, now);
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
