import type { TestProject } from 'vitest/node';
import { startTestServer, type TestServer } from './testServer.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

/**
 * One server for the whole run, and one migrated database in it, of which every test file gets a copy.
 * With TEST_DATABASE_URL (of a superuser) that server is used instead of an embedded one.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, template, stop } = await startTestServer({ given: process.env.TEST_DATABASE_URL });
  project.provide('testServer', { url, template });
  return stop;
}
