import path from 'node:path';
import { expect, onTestFailed, test } from 'vitest';
import { atEnd } from '../support/atEnd.ts';
import { type CollectedSpan, startCollector } from '../support/collector.ts';
import { freePort } from '../support/freePort.ts';
import { newInstallation, until } from '../support/installation.ts';
import { serverProcess } from '../support/serverProcess.ts';

const METRICS_TOKEN = 'a-token-for-prometheus';

/** A web process, and a worker that sends what it wrote. */
async function newPair() {
  const collector = await startCollector();
  const watching = {
    METRICS_TOKEN,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
    OTEL_BSP_SCHEDULE_DELAY: '200',
    SENTRY_DSN: collector.sentryDsn,
  };
  const installation = await newInstallation(watching, 'web');
  const settings = {
    ...installation.settings,
    PORT: String(await freePort()),
    DATA_DIR: path.join(installation.settings.DATA_DIR, 'worker'),
  };
  const worker = serverProcess(settings, 'worker');
  atEnd(worker.kill);
  await installation.start();
  await worker.start();
  return { collector, installation, worker };
}

const read = async (url: string) =>
  (await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })).text();

test('one trace leads from a webhook of one process to the provider that another asks, and figures tell of both', async () => {
  const { collector, installation, worker } = await newPair();
  onTestFailed(
    () => void process.stdout.write(collector.spans.map((span) => `${span.traceId} ${span.name}\n`).join('')),
  );
  const ben = installation.providers.twilio.phones.of('+14155550123');
  ben.text('HELP ME OUT');
  await until(() => ben.inbox().length > 0);
  const sent = (): CollectedSpan | undefined => collector.spans.find(({ name }) => name === 'send sms');
  const named = (name: string) =>
    collector.spans.find((span) => span.name === name && span.traceId === sent()?.traceId)!;
  const names = ['POST /webhooks/twilio/:webhook', 'receive', 'step', 'deliver sms', 'send sms'];
  await until(() => names.every((name) => named(name) !== undefined));
  const [webhook, step, deliver] = [
    named('POST /webhooks/twilio/:webhook'),
    named('step'),
    named('deliver sms'),
  ];
  expect(webhook.parentSpanId ?? '').toBe('');
  expect([step, named('receive'), deliver].map(({ parentSpanId }) => parentSpanId)).toEqual(
    Array(3).fill(webhook.spanId),
  );
  expect(sent()!.parentSpanId).toBe(deliver.spanId);
  expect(webhook.resource['homeroom.role']).toBe('web');
  expect(sent()!.resource['homeroom.role']).toBe('worker');

  // What links them is what the rows carry.
  const [row] = await installation.sql`select id, correlation_id from message_deliveries`;
  expect(sent()!.traceId).toBe(row!.correlation_id.replaceAll('-', ''));
  expect(sent()!.attributes).toMatchObject({
    'homeroom.event_id': row!.correlation_id,
    'homeroom.delivery_id': row!.id,
    'homeroom.outcome': 'accepted',
  });
  expect(JSON.stringify(collector.spans)).not.toMatch(/4155550123|HELP ME OUT/);

  const [web, working] = await Promise.all([read(installation.url), read(worker.url)]);
  expect(web).toMatch(
    /homeroom_http_requests_total\{method="POST",route="\/webhooks\/twilio\/:webhook",status="200",role="web"\} [1-9]/,
  );
  expect(web).toMatch(/homeroom_events_total\{kind="said",outcome="done",role="web"\} 1/);
  expect(working).toMatch(
    /homeroom_deliveries_total\{channel="sms",kind="answer",outcome="sent",role="worker"\} 1/,
  );
  const line = installation
    .log()
    .split('\n')
    .find((one) => one.includes('"message":"heard"'))!;
  expect(JSON.parse(line)).toMatchObject({ level: 'INFO', service: 'homeroom', trace_id: sent()!.traceId });
}, 120_000);
