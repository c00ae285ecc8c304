import { Hono } from 'hono';
import type { Engine as Sql } from '../db/client.ts';
import { oldestDueMs } from '../db/health.ts';
import { type Clock, sleep } from '../domain/clock.ts';

export interface HealthDeps {
  sql: Sql;
  clock: Clock;
  /** Null where Redis is not used. */
  pingRedis: (() => Promise<unknown>) | null;
  /** `paused`: its provider cannot be reached; what is to go by it waits. */
  channels: () => Record<string, 'on' | 'starting' | 'paused'>;
}

/** Whoever asks within this time gets the same answer: anybody may ask, and each look costs a query. */
const freshMs = 1_000;
/** What does not answer within this time is away. */
const patienceMs = 3_000;

/** `/health`: this process is alive. `/ready`: it can do its work; 503 while the database is away. */
export function healthRoutes(deps: HealthDeps): Hono {
  const { clock, channels } = deps;
  let last: { at: number; looked: ReturnType<typeof look> } | null = null;

  function recent(): ReturnType<typeof look> {
    const now = clock.now().getTime();
    if (!last || now - last.at >= freshMs) last = { at: now, looked: look(deps) };
    return last.looked;
  }

  return new Hono()
    .get('/health', (c) => c.json({ status: 'alive' }))
    .get('/ready', async (c) => {
      const { oldest, redis } = await recent();
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

async function look({ sql, clock, pingRedis }: HealthDeps) {
  const within = <T>(asked: Promise<T>) => {
    const patience = new AbortController();
    const away = sleep(clock, patienceMs, patience.signal).then(() => 'away' as const);
    return Promise.race([asked.catch(() => 'away' as const), away]).finally(() => patience.abort());
  };
  const [oldest, redis] = await Promise.all([
    within(oldestDueMs(sql, clock.now())),
    pingRedis ? within(pingRedis().then(() => 'on' as const)) : ('not used' as const),
  ]);
  return { oldest, redis };
}
