import { type WatchDeps, watchLog } from './audit/watch.ts';
import { forgetAccountSessions } from './db/accounts.ts';
import type { Engine as Sql, Tx } from './db/client.ts';
import {
  forgetCodes,
  forgetDedupeKeys,
  forgetEarlyReceipts,
  lastSuccess,
  noteFailure,
  noteSuccess,
  takeTurn,
} from './db/jobs.ts';
import { dropMonth, ensurePartitions, findOldMonths } from './db/partitions.ts';
import { queuedBy } from './db/queued.ts';
import { findMissedReceipts } from './db/receipts.ts';
import { forgetSessions } from './db/sessions.ts';
import { forgetSignIns } from './db/signIns.ts';
import { forgetWebMessages } from './db/webMessages.ts';
import { type DigestDeps, makeDigests } from './delivery/digest.ts';
import { giveUp } from './delivery/fallback.ts';
import { keepFigures } from './delivery/figures.ts';
import { type ReceiptDeps, takeReceipts } from './delivery/receipts.ts';
import { giveUpOnSilent } from './delivery/window.ts';
import type { Clock } from './domain/clock.ts';
import { SendError } from './domain/errors.ts';
import type { Log } from './domain/log.ts';
import type { Observer } from './domain/observer.ts';
import type { Sweep } from './media/sweep.ts';
import type { Ports } from './ports.ts';

/** What the jobs of the timetable work with. */
interface TurnDeps extends ReceiptDeps {
  log: Log;
  /** Channels that cannot be reached, and since when. */
  broken: () => { channel: string; since: Date }[];
}

export interface JobsDeps extends TurnDeps, DigestDeps, WatchDeps {
  sql: Sql;
  clock: Clock;
  log: Log;
  /** Takes away what the store keeps for nobody. */
  sweep: Omit<Sweep, 'these'>;
  /** How long what was said and sent is kept after its month; 0 for ever. */
  retentionMonths: number;
  /** Receives what people said since then, where it may have been lost; missing where it is not. */
  catchUp?: (since: Date) => Promise<void>;
  /** Called after a job put something into the outbox. */
  onDeliveries: () => void;
  /** Missing where nobody watches. */
  observer?: Observer;
}

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What a job does: in the transaction that takes its turn, or where it touches more than the database, after that. */
type Job = { name: string; everyMs: number } & (
  | { run: (tx: Tx, now: Date, deps: TurnDeps) => Promise<void> }
  | { afterwards: (deps: JobsDeps, now: Date) => Promise<void> }
);

/**
 * For what is due with each minute's beat. Half of one, as a beat comes a little early or late: one that came 59 seconds after
 * the last would find it not due yet, and leave it to the next.
 */
const eachBeatMs = 30_000;

/** A turn of which nothing came for so long is taken anew. Longer than any takes: two would do the same for ever. */
const vainMs = 6 * hourMs;

const missedTexts = 'missed texts';

/**
 * The timetable: what, how often, how. What cannot wait for a minute has a loop of its own beside it: timers and what was
 * put off (flows/engine), planning and the author's progress (delivery/loop), leases and retries (delivery/sender),
 * WhatsApp's templates, which each process knows for itself (bots/whatsapp). Requests to come in remind by their
 * own timers (flows/approval).
 */
export const timetable: Job[] = [
  { name: 'digests', everyMs: eachBeatMs, afterwards: digests },
  { name: 'missed receipts', everyMs: eachBeatMs, run: missedReceipts },
  { name: missedTexts, everyMs: eachBeatMs, afterwards: catchUp },
  { name: 'give up', everyMs: 10 * minuteMs, run: giveUpLate },
  { name: 'give up on the silent', everyMs: hourMs, afterwards: ({ sql }, now) => giveUpOnSilent(sql, now) },
  { name: 'daily figures', everyMs: 10 * minuteMs, afterwards: ({ sql }, now) => keepFigures(sql, now) },
  { name: 'partitions', everyMs: hourMs, run: ensurePartitions },
  { name: 'old partitions', everyMs: hourMs, afterwards: dropOldMonths },
  { name: 'check audit log', everyMs: dayMs, afterwards: checkAuditLog },
  { name: 'forget codes', everyMs: hourMs, run: olderThan(dayMs, forgetCodes) },
  { name: 'forget sign-ins', everyMs: dayMs, run: olderThan(dayMs, forgetSignIns) },
  { name: 'forget account sessions', everyMs: dayMs, run: olderThan(dayMs, forgetAccountSessions) },
  { name: 'forget dedupe keys', everyMs: dayMs, run: olderThan(30 * dayMs, forgetDedupeKeys) },
  { name: 'forget sessions', everyMs: dayMs, run: olderThan(dayMs, forgetSessions) },
  { name: 'forget web messages', everyMs: dayMs, run: olderThan(365 * dayMs, forgetWebMessages) },
  { name: 'forget early receipts', everyMs: dayMs, run: forgetReceipts },
  { name: 'sweep taken back files', everyMs: eachBeatMs, afterwards: ({ sweep }) => sweep.takenBack() },
  { name: 'sweep unposted files', everyMs: hourMs, afterwards: sweepAfterADay('unposted') },
  { name: 'sweep arrived files', everyMs: hourMs, afterwards: sweepAfterADay('arrived') },
];

/** All that was due when the turn began: the other jobs wait for its end. */
async function digests(deps: JobsDeps, now: Date): Promise<void> {
  while (await makeDigests(deps, now)) deps.onDeliveries();
}

async function checkAuditLog(deps: JobsDeps, now: Date): Promise<void> {
  if (await watchLog(deps, now)) deps.onDeliveries();
}

async function missedReceipts(tx: Tx, now: Date, deps: TurnDeps): Promise<void> {
  const missed = await findMissedReceipts(tx, ago(now, hourMs));
  if (missed.length > 0) await takeReceipts(tx, missed, { ...deps, now });
}

/**
 * What was texted while no server could answer its webhook: since the last look, a little more, as Twilio's clock is
 * another one, and a day at most.
 */
async function catchUp(deps: JobsDeps, now: Date): Promise<void> {
  const looked = await lastSuccess(deps.sql, missedTexts);
  if (looked) await deps.catchUp?.(later(ago(looked, 5 * minuteMs), ago(now, dayMs)));
}

async function giveUpLate(tx: Tx, now: Date, { broken, ...deps }: TurnDeps): Promise<void> {
  await giveUp(tx, { ...deps, broken: broken(), now });
}

/** What providers told of messages that we never sent: another program may use the same account, or somebody makes it up. */
async function forgetReceipts(tx: Tx, now: Date, { log }: TurnDeps): Promise<void> {
  for (const strange of await forgetEarlyReceipts(tx, ago(now, 7 * dayMs)))
    log.warn(strange, 'receipts of messages that we never sent came, and are forgotten');
}

function olderThan(ageMs: number, forget: (tx: Tx, before: Date) => Promise<void>) {
  return (tx: Tx, now: Date) => forget(tx, ago(now, ageMs));
}

function sweepAfterADay(what: 'unposted' | 'arrived') {
  return ({ sweep }: JobsDeps, now: Date) => sweep[what](ago(now, dayMs));
}

/** Months that were over so many months ago, unless something in them is still open. */
async function dropOldMonths({ sql, log, retentionMonths }: JobsDeps, now: Date): Promise<void> {
  if (retentionMonths === 0) return;
  const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - retentionMonths));
  for (const old of await findOldMonths(sql, before)) {
    const isDropped = await dropMonth(sql, old);
    log.info(old, isDropped ? 'an old month is dropped' : 'an old month stays: something in it is open');
  }
}

/**
 * Runs what is due. When each job last ran is a row compared with the clock, so that a tick is neither lost while
 * every server is down nor run by two.
 */
export async function runDueJobs(deps: JobsDeps): Promise<void> {
  for (const job of timetable) {
    await runIfDue(deps, job).catch((error: unknown) => failed(deps, job, error));
  }
}

/**
 * Whoever has taken a turn has it until the next one is due, or some hours later where nothing came of it; what is done
 * afterwards may be done by two, and twice.
 */
async function runIfDue(deps: JobsDeps, job: Job): Promise<void> {
  const { name, everyMs } = job;
  const now = deps.clock.now();
  const { hasTurn, queues } = await deps.sql.begin(async (tx) => {
    const isTaken = await takeTurn(tx, {
      ...{ name, now, dueSince: ago(now, everyMs), vainSince: ago(now, vainMs) },
    });
    if (isTaken && 'run' in job) {
      await job.run(tx, now, deps);
      await noteSuccess(tx, name, now);
    }
    return { hasTurn: isTaken, queues: queuedBy(tx) };
  });
  if (!hasTurn) return;
  if (queues.includes('deliveries')) deps.onDeliveries();
  if ('afterwards' in job) {
    await job.afterwards(deps, now);
    await noteSuccess(deps.sql, name, now);
  }
  deps.observer?.jobEnded(name, 'done');
}

/** Kept for whoever looks after the installation; where that fails as well, the log has it. */
async function failed({ sql, clock, log, observer }: JobsDeps, { name }: Job, error: unknown): Promise<void> {
  observer?.jobEnded(name, 'failed');
  // That a provider cannot be asked is no fault of ours.
  const level = error instanceof SendError ? 'warn' : 'error';
  log[level]({ job: name, err: error }, 'a job failed; it comes again');
  await noteFailure(sql, { name, failure: kindOf(error), now: clock.now() }).catch((unkept: unknown) =>
    log.warn({ job: name, err: unkept }, 'that a job failed could not be kept'),
  );
}

/** `PostgresError 40P01`. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code.slice(0, 40)}` : '';
  return `${error.name}${code}`;
}

/**
 * The heartbeat: the timetable is looked at twice a minute. Once by the machine's minutes, and once by the clock's own, which
 * the Lab moves ahead and which count from the start of the process. Returns a function that ends it.
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

const later = (one: Date, other: Date) => (one > other ? one : other);

function ago(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms);
}
