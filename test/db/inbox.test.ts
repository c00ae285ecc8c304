import { expect, test } from 'vitest';
import { finishWaiting, stillWaiting } from '../../db/inbox.ts';
import { newWorld } from '../support/world.ts';

test('what one server handles is over for another one that looked at the same moment', async () => {
  const world = await newWorld();
  const { sql, newId } = world;
  const now = world.clock.now();
  const id = newId();
  // The word that opens a request: there is no conversation yet whose lock could be asked for.
  await sql`insert into inbox (id, lane, kind, event, status, correlation_id, created_at)
    values (${id}, ${newId()}, 'word', '{"type": "conversation.opened"}', 'waiting', 'c', ${now})`;
  const handled: string[] = [];
  const handle = (server: string) =>
    sql.begin(async (tx) => {
      const waiting = await stillWaiting(tx, [id]);
      // Long enough for the other one to have looked as well.
      await tx`select pg_sleep(0.1)`;
      if (waiting.length === 0) return;
      handled.push(server);
      await finishWaiting(tx, [{ id, status: 'done', reason: 'start' }], now);
    });
  await Promise.all([handle('one'), handle('two')]);
  expect(handled).toHaveLength(1);
});
