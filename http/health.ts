import { Hono } from 'hono';
import type { Engine as Sql } from '../db/client.ts';
import { oldestDueMs } from '../db/health.ts';
import type { Clock } from '../domain/clock.ts';

export interface HealthDeps {
  sql: Sql;
  clock: Clock;
  /** Null where Redis is not used. */
  pingRedis: (() => Promise<unknown>) | null;
  channels: () => Record<string, 'on' | 'starting'>;
}

/** `/health`: this process is alive. `/ready`: it can do its work; 503 while the database is away. */
export function healthRoutes({ sql, clock, pingRedis, channels }: HealthDeps): Hono {
  return new Hono()
    .get('/health', (c) => c.json({ status: 'alive' }))
    .get('/ready', async (c) => {
      const [oldest, redis] = await Promise.all([
        oldestDueMs(sql, clock.now()).catch(() => 'away' as const),
        pingRedis
          ? pingRedis().then(
              () => 'on',
              () => 'away',
            )
          : 'not used',
      ]);
      const isReady = oldest !== 'away';
      const body = {
        status: isReady ? 'ready' : 'not ready',
        database: isReady ? 'on' : 'away',
        redis,
        channels: channels(),
        oldest_due_ms: isReady ? oldest : null,
      };
      return c.json(body, isReady ? 200 : 503);
    });
}
