import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { urlForRole } from '../../db/migrate.ts';
import { atEnd } from './atEnd.ts';
import type { Pooler } from './pooler.ts';

/** What the run's one server tells every test file. */
export interface TestServer {
  url: string;
  /** The migrated database to copy. */
  template: string;
  /** Its address by way of a pooler, where the run goes through one. */
  pooled: string | null;
}

/** Off behind a pooler in transaction mode (`npm run test:pgbouncer`), as `DATABASE_PREPARE=0` is. */
export const prepares = process.env.TEST_PGBOUNCER !== '1';

export const testPasswords = { engine: 'engine-in-tests', app: 'app-in-tests' };

export interface FreshDatabase {
  /** The owner's, who may do everything. */
  ownerUrl: string;
  /** `homeroom_engine` and `homeroom_app`, as in production. */
  engineUrl: string;
  appUrl: string;
  /** Whether statements may be prepared. */
  prepare: boolean;
}

/**
 * A migrated, empty database of this test file's own; dropped after its last test. Call it at the top of a file.
 * @param pooler through which it is reached, also where the run goes without
 */
export async function freshDatabase(pooler?: Pooler): Promise<FreshDatabase> {
  const { url, template, pooled } = inject('testServer');
  const name = `${template}_${randomBytes(4).toString('hex')}`;
  // 70-110 ms, by the default strategy; file_copy took as long, and asks for a checkpoint of the whole server.
  await asAdmin(url, (sql) => sql`create database ${sql(name)} template ${sql(template)}`);
  atEnd(() => asAdmin(url, (sql) => sql`drop database if exists ${sql(name)} with (force)`));
  const ownerUrl = urlOf(pooler?.via(url) ?? pooled ?? url, name);
  return {
    ownerUrl,
    engineUrl: urlForRole(ownerUrl, 'homeroom_engine', testPasswords.engine),
    appUrl: urlForRole(ownerUrl, 'homeroom_app', testPasswords.app),
    prepare: prepares && !pooler,
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
