import { expect, test } from 'vitest';
import { connectEngine } from '../../db/client.ts';
import { ensurePartitions } from '../../db/partitions.ts';
import { atEnd } from '../support/atEnd.ts';
import { freshDatabase } from '../support/database.ts';

const { engineUrl, prepare } = await freshDatabase();

test('servers that start at once make each month once', async () => {
  const servers = Array.from({ length: 6 }, () =>
    connectEngine(engineUrl, { max: 1, prepare, applicationName: 'test' }),
  );
  atEnd(() => Promise.all(servers.map((sql) => sql.end())));
  for (const year of [2031, 2032, 2033]) {
    await Promise.all(servers.map((sql) => ensurePartitions(sql, new Date(Date.UTC(year, 10)))));
  }
  const [made] = await servers[0]!<{ count: number }[]>`
    select count(*)::int as count from pg_class where relname ~ '^(inbox|message_deliveries)_203[1-4]_[0-9]+$'`;
  expect(made!.count).toBe(18);
});
