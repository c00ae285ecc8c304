import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { silent } from '../../domain/log.ts';
import { observedLog } from '../../domain/observedLog.ts';
import { meters } from '../../telemetry/meters.ts';

interface Value {
  metricName?: string;
  value: number;
  labels: Record<string, unknown>;
}

function setUp() {
  const registry = new Registry();
  let nowMs = 0;
  const observer = meters(registry, () => nowMs);
  return {
    observer,
    later: (ms: number) => {
      nowMs += ms;
    },
    async value(name: string, labels: Record<string, string | number> = {}) {
      const metrics = await registry.getMetricsAsJSON();
      const named = metrics.flatMap(({ name: metric, values }) =>
        (values as Value[]).map((one) => ({ metricName: metric, ...one })),
      );
      return named.find(
        (one) =>
          one.metricName === name &&
          Object.entries(labels).every(([label, value]) => one.labels[label] === value),
      )?.value;
    },
  };
}

test('a request counts by its route and status, and takes its time', async () => {
  const { observer, later, value } = setUp();
  await observer.asked(async () => {
    later(30);
    return { method: 'POST', route: '/webhooks/telegram', status: 200 };
  });
  expect(await value('homeroom_http_requests_total', { route: '/webhooks/telegram', status: 200 })).toBe(1);
  expect(await value('homeroom_http_request_seconds_sum', { route: '/webhooks/telegram' })).toBe(0.03);
});

test('whatever method a stranger makes up is one and the same', async () => {
  const { observer, value } = setUp();
  for (const method of ['BREW', 'PROPFIND', 'X'.repeat(1_000)])
    await observer.asked(async () => ({ method, route: 'none', status: 404 }));
  expect(await value('homeroom_http_requests_total', { method: 'other' })).toBe(3);
});

test('events of one transaction count each, and the transaction once', async () => {
  const { observer, later, value } = setUp();
  const event = { kind: 'said' as const, correlationId: 'e', waitedMs: 2_000 };
  const over = observer.stepped([event, event]);
  later(10);
  over('done');
  expect(await value('homeroom_events_total', { kind: 'said', outcome: 'done' })).toBe(2);
  expect(await value('homeroom_inbox_lag_seconds_sum', { kind: 'said' })).toBe(4);
  expect(await value('homeroom_step_seconds_sum')).toBe(0.01);
});

test('a delivery counts by channel and by what became of it, and what its provider took', async () => {
  const { observer, later, value } = setUp();
  const attempt = observer.attempted({ id: 'd', correlationId: null, channel: 'sms', kind: 'post' });
  const answered = attempt.called();
  later(250);
  answered('throttled');
  attempt.ended('queued');
  expect(await value('homeroom_deliveries_total', { channel: 'sms', kind: 'post', outcome: 'queued' })).toBe(
    1,
  );
  const seconds = { channel: 'sms', outcome: 'throttled' };
  expect(await value('homeroom_provider_request_seconds_sum', seconds)).toBe(0.25);
});

test('what is logged as an error counts, also by a child of the log', async () => {
  const { observer, value } = setUp();
  const log = observedLog(silent, observer);
  log.error({}, 'a step failed');
  log.child({ flow: 'registration' }).error({}, 'a step failed');
  log.warn({}, 'the database is away');
  log.info({}, 'heard');
  expect(await value('homeroom_log_lines_total', { level: 'error' })).toBe(2);
  expect(await value('homeroom_log_lines_total', { level: 'warn' })).toBe(1);
});

test('receipts count by what they say', async () => {
  const { observer, value } = setUp();
  observer.receipts([{ channel: 'sms', status: 'failed' }]);
  expect(await value('homeroom_receipts_total', { channel: 'sms', status: 'failed' })).toBe(1);
});

test('a job that fails counts, and one that does not begins at nought', async () => {
  const { observer, value } = setUp();
  observer.jobEnded('digests', 'done');
  expect(await value('homeroom_job_failures_total', { task: 'digests' })).toBe(0);
  observer.jobEnded('digests', 'failed');
  expect(await value('homeroom_job_failures_total', { task: 'digests' })).toBe(1);
});
