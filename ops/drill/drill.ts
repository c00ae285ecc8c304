import { execFile } from 'node:child_process';
import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { migrate } from '../../db/migrate.ts';
import { type Cluster, makeCluster, makeFolder, startCluster } from './cluster.ts';
import { fill } from './fill.ts';

export interface DrillOptions {
  /** Of the machine's Postgres. */
  programs: string;
  /** An empty folder, which is removed afterwards. */
  folder: string;
  messages: number;
  deliveries: number;
  /** How long somebody goes on writing after the base backup, until all is destroyed. */
  writeForMs: number;
  /** Within which time what was written is archived, whatever its size. */
  archiveTimeoutS: number;
  say(sentence: string): void;
}

export interface DrillFigures {
  databaseBytes: number;
  backupBytes: number;
  backupSeconds: number;
  /** Of the log that was kept between the base and the end. */
  archivedBytes: number;
  /** From the command to a Postgres that takes statements, restored, verified and through its log. */
  restoreSeconds: number;
  /** From there until the product is at its current schema and finds a member's rows. */
  openSeconds: number;
  messagesLost: number;
  deliveriesLost: number;
  /** Committed after the base, and told so. */
  ticks: number;
  ticksLost: number;
  /** How far before the end the restored database stands. */
  lostSeconds: number;
}

const run = promisify(execFile);
const script = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const passwords = { engine: 'drill', app: 'drill' };

/**
 * Destroys a database between two backups and brings it back: a base backup, rows written and told to be kept, a power cut
 * that takes the disk along, and a restore from the base and the archived log.
 */
export async function drill(options: DrillOptions): Promise<DrillFigures> {
  const { programs, folder, archiveTimeoutS, say } = options;
  const place = (name: string) => path.join(folder, name);
  for (const name of ['.', 'backups', 'backups/wal']) makeFolder(place(name));
  makeCluster(programs, { data: place('first'), wal: place('backups/wal'), archiveTimeoutS });
  let cluster = await startCluster(programs, place('first'));
  try {
    const databaseBytes = await filled(cluster, options);
    const base = await backedUp(cluster, place('backups'));
    say(
      `base backup: ${megabytes(base.bytes)} of ${megabytes(databaseBytes)} in ${base.seconds.toFixed(1)} s`,
    );
    const before = new Set(readdirSync(place('backups/wal')));
    const ticks = await writing(cluster, options.writeForMs);
    await cluster.kill();
    const destroyedAt = Date.now();
    rmSync(place('first'), { recursive: true, force: true });
    say(`destroyed: disk and all, ${ticks} rows after the base backup`);

    const restoring = performance.now();
    await run(script('restore.sh'), [base.folder, place('second')], { env: cluster.environment });
    cluster = await startCluster(programs, place('second'));
    const restoreSeconds = secondsSince(restoring);
    say(`restored in ${restoreSeconds.toFixed(1)} s`);
    const opening = performance.now();
    await migrate(cluster.url, passwords);
    const left = await countLeft(cluster, destroyedAt);
    return {
      ...{ databaseBytes, backupBytes: base.bytes, backupSeconds: base.seconds, restoreSeconds, ticks },
      openSeconds: secondsSince(opening),
      archivedBytes: bytesIn(place('backups/wal'), (name) => !before.has(name)),
      messagesLost: options.messages - left.messages,
      deliveriesLost: options.deliveries - left.deliveries,
      ticksLost: ticks - left.ticks,
      lostSeconds: left.seconds,
    };
  } finally {
    await cluster.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Fills it, and returns its size. */
async function filled(cluster: Cluster, options: DrillOptions): Promise<number> {
  const started = performance.now();
  await migrate(cluster.url, passwords);
  return asOwner(cluster, async (sql) => {
    await fill(sql, options);
    options.say(`filled in ${secondsSince(started).toFixed(0)} s`);
    const [row] = await sql`select pg_database_size(current_database())::float8 as bytes`;
    return row!.bytes as number;
  });
}

async function backedUp(cluster: Cluster, folder: string) {
  const started = performance.now();
  const env = { ...cluster.environment, BACKUP_DIR: folder };
  const { stdout } = await run(script('backup.sh'), [], { env });
  const made = stdout.trim().split('\n').at(-1)!;
  return { folder: made, seconds: secondsSince(started), bytes: bytesIn(made, () => true) };
}

/** One row after the other, each told to be on the disk before the next is written. Returns how many. */
function writing(cluster: Cluster, forMs: number): Promise<number> {
  return asOwner(cluster, async (sql) => {
    const end = performance.now() + forMs;
    let number = 0;
    while (performance.now() < end) {
      await sql`insert into drill_ticks values (${++number}, ${new Date()})`;
      await pause(20);
    }
    return number;
  });
}

function countLeft(cluster: Cluster, destroyedAt: number) {
  return asOwner(cluster, async (sql) => {
    const [row] = await sql`
      select (select count(*) from messages)::int as messages, (select count(*) from message_deliveries)::int as deliveries,
        count(*)::int as ticks, max(at) as last from drill_ticks`;
    const { messages, deliveries, ticks, last } = row!;
    const seconds = last ? (destroyedAt - (last as Date).getTime()) / 1_000 : Number.POSITIVE_INFINITY;
    return { messages, deliveries, ticks, seconds } as Record<
      'messages' | 'deliveries' | 'ticks' | 'seconds',
      number
    >;
  });
}

async function asOwner<T>(cluster: Cluster, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(cluster.url, { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 }).catch(() => undefined);
  }
}

function bytesIn(folder: string, isCounted: (name: string) => boolean): number {
  const names = readdirSync(folder).filter(isCounted);
  return names.reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
}

const secondsSince = (started: number) => (performance.now() - started) / 1_000;
export const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MB`;
