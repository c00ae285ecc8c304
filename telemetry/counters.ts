import { Counter, Histogram, type Registry } from 'prom-client';

/** From an idle step to what nobody waits for. */
const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** A person notices from a second on; a worker that died is replaced after thirty. */
const lagBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** What is counted and timed as it happens; docs/operations/watching.md lists it. */
export function countersIn(registry: Registry) {
  const registers = [registry];
  const counted = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name: `homeroom_${name}`, help, labelNames, registers });
  const timed = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Histogram({ name: `homeroom_${name}`, help, labelNames, buckets: secondsBuckets, registers });
  return {
    requests: counted('http_requests_total', 'Requests answered, by the pattern of their route.', [
      'method',
      'route',
      'status',
    ]),
    requestSeconds: timed(
      'http_request_seconds',
      'From a request to its answer; a webhook is answered after its commit.',
      ['method', 'route'],
    ),
    events: counted(
      'events_total',
      'Events handled: said by people, words between conversations, timers, acts by a page or a program.',
      ['kind', 'outcome'],
    ),
    lag: new Histogram({
      name: 'homeroom_inbox_lag_seconds',
      help: 'How long an event waited from when it came, or was due, until its transaction began.',
      labelNames: ['kind'],
      buckets: lagBuckets,
      registers,
    }),
    steps: timed('step_seconds', 'One transaction of events, from its begin to its commit.'),
    planned: counted(
      'planned_chunks_total',
      'Chunks of up to 1,000 deliveries that messages were turned into.',
    ),
    deliveries: counted('deliveries_total', 'Attempts at deliveries, by what became of the delivery.', [
      'channel',
      'kind',
      'outcome',
    ]),
    calls: timed('provider_request_seconds', 'What a provider took to answer, by what it answered.', [
      'channel',
      'outcome',
    ]),
    receipts: counted('receipts_total', 'What providers told afterwards of what they had accepted.', [
      'channel',
      'status',
    ]),
    lines: counted(
      'log_lines_total',
      'Warnings and errors in the log; an error is a bug or needs somebody.',
      ['level'],
    ),
    failedJobs: counted('job_failures_total', 'Turns of jobs that did not come to their end.', ['task']),
  };
}
