import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { findPostmaster } from '../db/embedded/postmaster.ts';
import { startEmbedded } from '../db/embedded.ts';
import { migrate, urlForRole } from '../db/migrate.ts';
import { silent } from '../domain/log.ts';

/** One PostgreSQL for everybody in a run, with its default durability; thrown away afterwards. */
export async function startCluster(settings: Record<string, string> = {}) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'homeroom-bench-'));
  chmodSync(dataDir, 0o711);
  const embedded = await startEmbedded({ dataDir, log: silent, settings });
  const admin = postgres(embedded.url, { max: 1, onnotice: () => undefined });
  let databases = 0;

  async function emptyDatabase(): Promise<string> {
    const name = `bench_${++databases}`;
    await admin`create database ${admin(name)}`;
    const url = new URL(embedded.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  const { pid } = findPostmaster(path.join(realpathSync(path.join(dataDir, 'postgres')), 'cluster'))!;
  return {
    /** The process whose children do the server's work. */
    pid,
    url: embedded.url,
    emptyDatabase,
    /** A migrated database, and the address under which the engine uses it. */
    async homeroomDatabase(): Promise<string> {
      const url = await emptyDatabase();
      await migrate(url, { engine: 'bench', app: 'bench' });
      return urlForRole(url, 'homeroom_engine', 'bench');
    },
    /** The same database for its owner, who may fill it. */
    ownerOf(engineUrl: string): string {
      const url = new URL(embedded.url);
      url.pathname = new URL(engineUrl).pathname;
      return url.href;
    },
    async describe(): Promise<string> {
      const [version] =
        await admin`select split_part(version(), ' ', 2) as v, current_setting('synchronous_commit') as s`;
      return `PostgreSQL ${version!.v}, synchronous_commit ${version!.s}`;
    },
    async stop() {
      await admin.end();
      await embedded.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type Cluster = Awaited<ReturnType<typeof startCluster>>;
