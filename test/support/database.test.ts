import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { freshDatabase, prepares } from './database.ts';

describe('a test file’s own database', async () => {
  const mine = await freshDatabase();
  const other = await freshDatabase();
  const owner = postgres(mine.ownerUrl, { max: 1, prepare: prepares });
  afterAll(() => owner.end());

  test('is migrated and empty', async () => {
    expect(await owner`select count(*)::int as rows from people`).toEqual([{ rows: 0 }]);
  });

  test('is nobody else’s', async () => {
    await owner`create table mark (id int)`;
    const neighbour = postgres(other.ownerUrl, { max: 1, prepare: prepares });
    expect(await neighbour`select to_regclass('mark') as found`).toEqual([{ found: null }]);
    await neighbour.end();
  });

  test('lets in the two roles the product uses, and they are not superusers', async () => {
    for (const url of [mine.engineUrl, mine.appUrl]) {
      const role = postgres(url, { max: 1, prepare: prepares });
      expect(await role`select current_setting('is_superuser') as super`).toEqual([{ super: 'off' }]);
      await role.end();
    }
  });
});
