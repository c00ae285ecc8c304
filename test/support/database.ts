import { inject } from 'vitest';
import { urlForRole } from '../../db/migrate.ts';
import { atEnd } from './atEnd.ts';
import type { Pooler } from './pooler.ts';
import { copyDatabase, type FreshDatabase, testPasswords, urlOf } from './testServer.ts';

/** Off behind a pooler in transaction mode (`npm run test:pgbouncer`), as `DATABASE_PREPARE=0` is. */
export const prepares = process.env.TEST_PGBOUNCER !== '1';

/** How a test reaches its database, and whether statements may be prepared on that way. */
export type ReachedDatabase = FreshDatabase & { prepare: boolean };

/**
 * A migrated, empty database of this test file's own; dropped after its last test. Call it at the top of a file.
 * @param pooler through which it is reached, also where the run goes without
 */
export async function freshDatabase(pooler?: Pooler): Promise<ReachedDatabase> {
  const server = inject('testServer');
  const { name, drop } = await copyDatabase(server);
  atEnd(drop);
  const ownerUrl = urlOf(pooler?.via(server.url) ?? server.pooled ?? server.url, name);
  return {
    ownerUrl,
    engineUrl: urlForRole(ownerUrl, 'homeroom_engine', testPasswords.engine),
    appUrl: urlForRole(ownerUrl, 'homeroom_app', testPasswords.app),
    prepare: prepares && !pooler,
  };
}
