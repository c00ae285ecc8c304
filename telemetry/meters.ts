import { Counter, Histogram, type Registry } from 'prom-client';
import type { Observer } from '../domain/observer.ts';

/** From an idle step to what nobody waits for. */
const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** A person notices from a second on; a worker that died is replaced after thirty. */
const lagBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** HTTP's own methods (RFC 9110, section 9): a stranger may send any other word. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']);

/** Counts what a server does. Every label has few values, and none of them names or belongs to a person. */
export function meters(registry: Registry, now: () => number = () => performance.now()): Observer {
  const registers = [registry];
  const requests = new Counter({
    name: 'homeroom_http_requests_total',
    help: 'Requests answered, by the pattern of their route.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'homeroom_http_request_seconds',
    help: 'From a request to its answer; a webhook is answered after its commit.',
    labelNames: ['method', 'route'],
    buckets: secondsBuckets,
    registers,
  });
  const events = new Counter({
    name: 'homeroom_events_total',
    help: 'Events handled: said by people, words between conversations, timers, acts by a page or a program.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const lag = new Histogram({
    name: 'homeroom_inbox_lag_seconds',
    help: 'How long an event waited from when it came, or was due, until its transaction began.',
    labelNames: ['kind'],
    buckets: lagBuckets,
    registers,
  });
  const steps = new Histogram({
    name: 'homeroom_step_seconds',
    help: 'One transaction of events, from its begin to its commit.',
    buckets: secondsBuckets,
    registers,
  });
  const planned = new Counter({
    name: 'homeroom_planned_chunks_total',
    help: 'Chunks of up to 1,000 deliveries that messages were turned into.',
    registers,
  });
  const deliveries = new Counter({
    name: 'homeroom_deliveries_total',
    help: 'Attempts at deliveries, by what became of the delivery.',
    labelNames: ['channel', 'kind', 'outcome'],
    registers,
  });
  const calls = new Histogram({
    name: 'homeroom_provider_request_seconds',
    help: 'What a provider took to answer, by what it answered.',
    labelNames: ['channel', 'outcome'],
    buckets: secondsBuckets,
    registers,
  });
  const receipts = new Counter({
    name: 'homeroom_receipts_total',
    help: 'What providers told afterwards of what they had accepted.',
    labelNames: ['channel', 'status'],
    registers,
  });
  const failedJobs = new Counter({
    name: 'homeroom_job_failures_total',
    help: 'Turns of jobs that did not come to their end.',
    labelNames: ['task'],
    registers,
  });
  const secondsSince = (startedMs: number) => (now() - startedMs) / 1_000;

  return {
    async asked(answer) {
      const startedMs = now();
      const { method: given, route, status } = await answer();
      const method = methods.has(given) ? given : 'other';
      requests.inc({ method, route, status });
      requestSeconds.observe({ method, route }, secondsSince(startedMs));
    },
    received: () => () => undefined,
    stepped(handled) {
      const startedMs = now();
      for (const { kind, waitedMs } of handled) lag.observe({ kind }, Math.max(0, waitedMs) / 1_000);
      return (outcome) => {
        steps.observe(secondsSince(startedMs));
        for (const { kind } of handled) events.inc({ kind, outcome });
      };
    },
    planned: () => () => planned.inc(),
    attempted({ channel, kind }) {
      return {
        called() {
          const startedMs = now();
          return (outcome) => calls.observe({ channel, outcome }, secondsSince(startedMs));
        },
        ended: (outcome) => deliveries.inc({ channel, kind, outcome }),
      };
    },
    receipts(told) {
      for (const { channel, status } of told) receipts.inc({ channel, status });
    },
    jobEnded(job, outcome) {
      if (outcome === 'failed') failedJobs.inc({ task: job });
      else failedJobs.inc({ task: job }, 0);
    },
  };
}
