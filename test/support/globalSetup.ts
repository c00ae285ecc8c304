import type { TestProject } from 'vitest/node';
import { prepares } from './database.ts';
import { needsPooler } from './needs.ts';
import { startPooler } from './pooler.ts';
import { startTestServer, type TestServer } from './testServer.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer & {
      /** Its address by way of a pooler, where the run goes through one. */
      pooled: string | null;
    };
  }
}

/**
 * One server for the whole run, and one migrated database in it, of which every test file gets a copy.
 * With TEST_DATABASE_URL (of a superuser) that server is used instead of an embedded one, with TEST_PGBOUNCER=1
 * everything goes through a PgBouncer in transaction mode.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, template, stop } = await startTestServer({ given: process.env.TEST_DATABASE_URL });
  const pooler = prepares ? null : await startPooler(needsPooler()!, url);
  project.provide('testServer', { url, template, pooled: pooler?.via(url) ?? null });
  return async () => {
    await pooler?.stop();
    await stop();
  };
}
