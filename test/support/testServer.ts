import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { startEmbedded } from '../../db/embedded.ts';
import { migrate, urlForRole } from '../../db/migrate.ts';
import { silent } from '../../domain/log.ts';

/** What the run's one server tells every test file. */
export interface TestServer {
  url: string;
  /** The migrated database to copy. */
  template: string;
}

export const testPasswords = { engine: 'engine-in-tests', app: 'app-in-tests' };

export interface FreshDatabase {
  /** The owner's, who may do everything. */
  ownerUrl: string;
  /** `homeroom_engine` and `homeroom_app`, as in production. */
  engineUrl: string;
  appUrl: string;
}

/** Durability is for data somebody wants back. */
const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' };

/**
 * A server with a migrated, empty database to copy.
 * @param given that of a superuser, used instead of an embedded one
 * @param settings of the embedded one, besides those that make it careless
 */
export async function startTestServer({
  given,
  settings = {},
}: {
  given?: string | undefined;
  settings?: Record<string, string>;
} = {}): Promise<TestServer & { stop(): Promise<void> }> {
  const server = given ? { url: given, stop: async () => undefined } : await startThrowAway(settings);
  const template = `homeroom_test_${process.pid}`;
  const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
  await sql`create database ${sql(template)}`;
  await migrate(urlOf(server.url, template), testPasswords);
  return {
    url: server.url,
    template,
    async stop() {
      const left = await sql`select datname from pg_database where datname like ${`${template}%`}`;
      for (const { datname } of left) await sql`drop database ${sql(datname)} with (force)`;
      await sql.end();
      await server.stop();
    },
  };
}

/** A copy of a database, and what drops it. */
export async function copyDatabase({
  url,
  template,
}: TestServer): Promise<FreshDatabase & { name: string; drop(): Promise<void> }> {
  const name = `${template}_${randomBytes(4).toString('hex')}`;
  // 70-110 ms, by the default strategy; file_copy took as long, and asks for a checkpoint of the whole server.
  await asAdmin(url, (sql) => sql`create database ${sql(name)} template ${sql(template)}`);
  const ownerUrl = urlOf(url, name);
  return {
    name,
    ownerUrl,
    engineUrl: urlForRole(ownerUrl, 'homeroom_engine', testPasswords.engine),
    appUrl: urlForRole(ownerUrl, 'homeroom_app', testPasswords.app),
    drop: () => asAdmin(url, (sql) => sql`drop database if exists ${sql(name)} with (force)`),
  };
}

/** The same server, another database. */
export function urlOf(url: string, database: string): string {
  const result = new URL(url);
  result.pathname = `/${database}`;
  return result.href;
}

async function asAdmin(url: string, act: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  await act(sql);
  await sql.end();
}

async function startThrowAway(
  settings: Record<string, string>,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'homeroom-test-'));
  // mkdtemp closes the folder to others, and under root PostgreSQL runs as another account.
  chmodSync(dataDir, 0o711);
  const embedded = await startEmbedded({ dataDir, log: silent, settings: { ...careless, ...settings } });
  return {
    url: embedded.url,
    async stop() {
      await embedded.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
