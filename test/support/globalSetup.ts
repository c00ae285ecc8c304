import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../db/embedded.ts';
import { migrate } from '../../db/migrate.ts';
import { silent } from '../../domain/log.ts';
import { prepares, type TestServer, testPasswords, urlOf } from './database.ts';
import { needsPooler } from './needs.ts';
import { startPooler } from './pooler.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

/**
 * One server for the whole run, and one migrated database in it, of which every test file gets a copy.
 * With TEST_DATABASE_URL (of a superuser) that server is used instead of an embedded one, with TEST_PGBOUNCER=1
 * everything goes through a PgBouncer in transaction mode.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, stop: async () => undefined } : await startThrowAway();
  const template = `homeroom_test_${process.pid}`;
  const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
  await sql`create database ${sql(template)}`;
  await migrate(urlOf(server.url, template), testPasswords);
  const pooler = prepares ? null : await startPooler(needsPooler()!, server.url);
  project.provide('testServer', { url: server.url, template, pooled: pooler?.via(server.url) ?? null });
  return async () => {
    const left = await sql`select datname from pg_database where datname like ${`${template}%`}`;
    for (const { datname } of left) await sql`drop database ${sql(datname)} with (force)`;
    await sql.end();
    await pooler?.stop();
    await server.stop();
  };
}

/** Durability is for data somebody wants back. */
const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' };

async function startThrowAway(): Promise<{ url: string; stop: () => Promise<void> }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'homeroom-test-'));
  // mkdtemp closes the folder to others, and under root PostgreSQL runs as another account.
  chmodSync(dataDir, 0o711);
  const embedded = await startEmbedded({ dataDir, log: silent, settings: careless });
  return {
    url: embedded.url,
    async stop() {
      await embedded.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
