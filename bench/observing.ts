import { Registry } from 'prom-client';
import { both, type Observer, unobserved } from '../domain/observer.ts';
import { meters } from '../telemetry/meters.ts';
import { openTraces } from '../telemetry/traces.ts';

// `npm --prefix bench run observing`: what watching costs an event from its webhook to its answer, in processor time.

const events = 20_000;
const id = '018f7c2e-9a41-7c3a-8b2d-3f5e6a7b8c9d';

/** All that the hot path tells of one event that is answered, in a batch of one: the dearest way. */
async function watchOne(observer: Observer): Promise<void> {
  await observer.asked(async () => {
    const received = observer.received({ correlationId: id });
    observer.stepped([{ kind: 'said', correlationId: id, waitedMs: 1 }])('done');
    received();
    return { method: 'POST', route: '/webhooks/telegram', status: 200 };
  });
  const attempt = observer.attempted({ id, correlationId: id, channel: 'telegram', kind: 'answer' });
  attempt.called()('accepted');
  attempt.ended('sent');
}

async function microseconds(observer: Observer): Promise<number> {
  for (let event = 0; event < events / 10; event++) await watchOne(observer);
  const before = process.cpuUsage();
  for (let event = 0; event < events; event++) await watchOne(observer);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / events;
}

const metrics = meters(new Registry());
// Nobody listens there: handing over is not the hot path's.
const traces = openTraces({ endpoint: 'http://127.0.0.1:9', role: 'all', version: '0' });
const watched = {
  nobody: unobserved,
  figures: metrics,
  'figures and traces': both(metrics, traces.observer),
};
for (const [name, observer] of Object.entries(watched))
  process.stdout.write(`${name}: ${(await microseconds(observer)).toFixed(1)} us an event\n`);
process.exit();
