import type { Gauge, Registry } from 'prom-client';
import type { Engine as Sql } from '../db/client.ts';
import { type Load, readJobSuccesses, readLoad } from '../db/health.ts';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../domain/log.ts';
import { type Disk, diskOf } from './disk.ts';
import { type Gauges, gaugesIn } from './gaugesIn.ts';

export interface GaugeSources {
  sql: Sql;
  clock: Clock;
  log: Log;
  pool: { size: number; transactions: () => number };
  /** Folders whose disks are looked at, by what lies there. */
  folders: Record<string, string>;
  /** How often each job of the timetable should run. */
  jobs: { name: string; everyMs: number }[];
  /** The channels that this process sends by, and those of them that cannot be reached. */
  channels: () => { all: string[]; broken: string[] };
  /** Until when our certificate is good; null where there is none to look at, or it cannot be seen. */
  certificateEndsAt: () => Promise<Date | null>;
}

/** What is looked at when somebody asks. */
interface Sight {
  load: Load | null;
  jobs: { name: string; succeededAt: Date }[];
  disks: (Disk & { of: string })[];
  certificateEndsAt: Date | null;
}

/** Within this time everybody is told the same: each look costs a query. */
const freshMs = 1_000;

/**
 * Makes the gauges, whose values are looked at when Prometheus asks. Returns what looks. While the database is away its
 * gauges are missing, which the alerts notice.
 */
export function gauges(registry: Registry, sources: GaugeSources): () => Promise<void> {
  const { clock } = sources;
  const gauge = gaugesIn(registry);
  const set = settersOf(gauge, sources);
  let looked: { at: number; looking: Promise<void> } | null = null;
  return () => {
    const now = clock.now().getTime();
    if (!looked || now - looked.at >= freshMs || now < looked.at)
      looked = { at: now, looking: look(sources).then(set) };
    return looked.looking;
  };
}

async function look({ sql, clock, log, folders, certificateEndsAt }: GaugeSources): Promise<Sight> {
  const fromDatabase = Promise.all([readLoad(sql, clock.now()), readJobSuccesses(sql)]).catch(
    (error: unknown) => {
      log.warn({ err: error }, 'the database cannot be asked for its figures');
      return [null, []] as const;
    },
  );
  const disks = Promise.all(
    Object.entries(folders).map(async ([of, folder]) => ({ of, ...(await diskOf(folder)) })),
  );
  const [[load, jobs], seen, ends] = await Promise.all([fromDatabase, disks, certificateEndsAt()]);
  return { load, jobs: [...jobs], disks: seen.filter((disk) => disk.bytes > 0), certificateEndsAt: ends };
}

function settersOf(gauge: Gauges, sources: GaugeSources): (sight: Sight) => void {
  const secondsSince = (at: Date | null) =>
    at ? Math.max(0, sources.clock.now().getTime() - at.getTime()) / 1_000 : 0;

  function setLoad(load: Load | null): void {
    gauge.databaseUp.set(load ? 1 : 0);
    // What is not known must not look like what was known last.
    if (!load) {
      forget();
      return;
    }
    gauge.dueLanes.set(load.dueLanes);
    gauge.oldestDue.set(secondsSince(load.oldestDueAt));
    gauge.waiting.set(load.waitingEvents);
    gauge.oldestWaiting.set(secondsSince(load.oldestWaitingAt));
    gauge.databaseBytes.set(load.databaseBytes);
    gauge.connections.set(load.connections);
    gauge.mostConnections.set(load.mostConnections);
    setOrRemove(gauge.archivedAt, load.archivedAt);
    gauge.archiveFailures.set(load.archiveFailures);
  }

  function forget(): void {
    const { dueLanes, oldestDue, waiting, oldestWaiting, databaseBytes, connections, mostConnections } =
      gauge;
    const known = [dueLanes, oldestDue, waiting, oldestWaiting, databaseBytes, connections, mostConnections];
    for (const one of [...known, gauge.archivedAt, gauge.archiveFailures]) one.remove();
  }

  return ({ load, jobs, disks, certificateEndsAt }) => {
    setLoad(load);
    gauge.poolSize.set(sources.pool.size);
    gauge.poolBusy.set(sources.pool.transactions());
    for (const { name, everyMs } of sources.jobs) gauge.jobInterval.set({ task: name }, everyMs / 1_000);
    for (const { name, succeededAt } of jobs)
      gauge.jobSuccess.set({ task: name }, succeededAt.getTime() / 1_000);
    for (const { of, bytes, freeBytes } of disks) {
      gauge.diskBytes.set({ of }, bytes);
      gauge.diskFree.set({ of }, freeBytes);
    }
    const { all, broken } = sources.channels();
    for (const channel of all) gauge.paused.set({ channel }, broken.includes(channel) ? 1 : 0);
    setOrRemove(gauge.certificate, certificateEndsAt);
  };
}

function setOrRemove(gauge: Gauge, at: Date | null): void {
  if (at) gauge.set(at.getTime() / 1_000);
  else gauge.remove();
}
