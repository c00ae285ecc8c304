import { expect, test } from 'vitest';
import { metricsRoutes } from '../../http/metrics.ts';
import { timetable } from '../../jobs.ts';
import type { GaugeSources } from '../../telemetry/gauges.ts';
import { openMetrics } from '../../telemetry/metrics.ts';
import { newWorld } from '../support/world.ts';

const token = 'a-token-for-prometheus';

async function setUp(changes: Partial<GaugeSources> = {}) {
  const world = await newWorld();
  const metrics = openMetrics({ role: 'all' }, '1.2.3');
  metrics.watch({
    ...world.deps,
    pool: { size: 10, transactions: () => 3 },
    folders: { data: '/tmp', elsewhere: '/nowhere/at/all' },
    jobs: timetable,
    channels: () => ({ all: ['telegram', 'sms'], broken: ['sms'] }),
    certificateEndsAt: async () => new Date('2030-01-01T00:00:00Z'),
    ...changes,
  });
  const routes = metricsRoutes({ ...metrics, token });
  const ask = (authorization?: string) =>
    routes.request('/metrics', { headers: authorization ? { authorization } : {} });
  return { world, ask, read: async () => (await ask(`Bearer ${token}`)).text() };
}

test('is told to whoever shows the token, in Prometheus’ own format', async () => {
  const { ask } = await setUp();
  const answer = await ask(`Bearer ${token}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await answer.text()).toContain('homeroom_build_info{version="1.2.3",role="all"} 1');
});

test.each([undefined, 'Bearer ', 'Bearer wrong', token, `Basic ${token}`, `Bearer ${token}x`])(
  'is not told to a stranger who shows %s',
  async (authorization) => {
    const { ask } = await setUp();
    const answer = await ask(authorization);
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe('Unauthorized');
  },
);

test('shows what waits, the pool, the disks there are, Postgres, channels, jobs and the certificate', async () => {
  const { world, read } = await setUp();
  await world.sql`insert into jobs (name, ran_at, succeeded_at) values ('digests', now(), '2026-03-01T00:00:00Z')`;
  const text = await read();
  for (const line of [
    'homeroom_database_up{role="all"} 1',
    'homeroom_due_lanes{role="all"} 0',
    'homeroom_oldest_due_delivery_seconds{role="all"} 0',
    'homeroom_inbox_waiting{role="all"} 0',
    'homeroom_pool_connections{role="all"} 10',
    'homeroom_pool_transactions{role="all"} 3',
    'homeroom_channel_paused{channel="sms",role="all"} 1',
    'homeroom_channel_paused{channel="telegram",role="all"} 0',
    `homeroom_job_last_success_timestamp_seconds{task="digests",role="all"} ${Date.UTC(2026, 2) / 1_000}`,
    'homeroom_job_interval_seconds{task="digests",role="all"} 30',
    `homeroom_certificate_expires_timestamp_seconds{role="all"} ${Date.UTC(2030) / 1_000}`,
  ])
    expect(text).toContain(line);
  expect(text).toMatch(/homeroom_disk_bytes\{of="data",role="all"\} [1-9]/);
  expect(text).not.toContain('elsewhere');
  expect(text).toMatch(/homeroom_database_connections_max\{role="all"\} [1-9]/);
  expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds\{role="all"\} \d/);
});

test('what waits is as old as the longest-waiting', async () => {
  const { world, read } = await setUp();
  const now = world.clock.now().getTime();
  await world.sql`
    insert into inbox (id, lane, kind, status, correlation_id, created_at)
    values (${world.deps.newId()}, ${world.deps.newId()}, 'word', 'waiting', 'e', ${new Date(now - 90_000)})`;
  expect(await read()).toContain('homeroom_inbox_oldest_waiting_seconds{role="all"} 90');
});

test('while the database is away it says so, and nothing of what it no longer knows', async () => {
  let isAway = false;
  const world = await newWorld();
  const sql = new Proxy(world.sql, {
    apply: (pool, self, statement: never) =>
      isAway ? Promise.reject(new Error('away')) : Reflect.apply(pool, self, statement),
  });
  const { read } = await setUp({ sql, clock: world.clock });
  expect(await read()).toContain('homeroom_due_lanes');
  isAway = true;
  world.clock.advance(1_000);
  const text = await read();
  expect(text).toContain('homeroom_database_up{role="all"} 0');
  expect(text).not.toMatch(/^homeroom_due_lanes\{/m);
});
