import { expect, test } from 'vitest';
import { makeLog } from '../../log.ts';
import { openSentry } from '../../telemetry/sentry.ts';
import { startCollector } from '../support/collector.ts';

const event = '019cabcd-1234-7123-8123-123456789012';
const token = '123456789:AAF-abcdefghijklmnopqrstuvwxyz_12345';

async function setUp() {
  const collector = await startCollector();
  const sentry = openSentry({
    dsn: collector.sentryDsn,
    ...{ role: 'all', version: '1.2.3', isProduction: true },
  });
  const output = { write: () => undefined };
  const log = makeLog({ level: 'info', secrets: ['swordfish'], output, listen: sentry.listen });
  return { collector, sentry, log };
}

test('an error of the log is sent with its causes, its release and its trace', async () => {
  const { collector, sentry, log } = await setUp();
  const cause = new TypeError('no such thing');
  log.error({ correlationId: event, err: new Error('a step broke', { cause }) }, 'a step failed');
  await sentry.flush();
  const [, , sent] = collector.envelopes[0]!.split('\n').map((line) => JSON.parse(line));
  expect(sent).toMatchObject({
    level: 'error',
    message: 'a step failed',
    release: 'homeroom@1.2.3',
    environment: 'production',
    contexts: { trace: { trace_id: event.replaceAll('-', '') } },
    exception: { values: [{ type: 'TypeError' }, { type: 'Error', value: 'a step broke' }] },
  });
  expect(sent.exception.values[1].stacktrace.frames.at(-1).filename).toContain('sentry.test.ts');
});

test('who people are, what they wrote, and our secrets are not sent', async () => {
  const { collector, sentry, log } = await setUp();
  const error = Object.assign(new Error(`Call to /bot${token}/sendMessage failed for +593991234567`), {
    payload: { chat_id: 5_550_001_111, text: 'Dear all' },
  });
  log.child({ phone: '+593991234567' }).error({ err: error, email: 'ana@example.org' }, 'swordfish');
  await sentry.flush();
  expect(collector.envelopes).toHaveLength(1);
  expect(collector.envelopes[0]).not.toMatch(/AAF-|99123|5550001111|Dear all|ana@|swordfish/);
});

test('what is no bug is not sent', async () => {
  const { collector, sentry, log } = await setUp();
  log.warn({ err: new Error('away') }, 'the database is away');
  await sentry.flush();
  expect(collector.envelopes).toEqual([]);
});
