import { inject } from 'vitest';
import { atEnd } from './atEnd.ts';
import { copyDatabase, type FreshDatabase } from './testServer.ts';

/** A migrated, empty database of this test file's own; dropped after its last test. Call it at the top of a file. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const database = await copyDatabase(inject('testServer'));
  atEnd(database.drop);
  return database;
}
