import type { Registry } from 'prom-client';
import type { Observer } from '../domain/observer.ts';
import { countersIn } from './counters.ts';

/** HTTP's own methods (RFC 9110, section 9): a stranger may send any other word. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']);

/** Counts what a server does. Every label has few values, and none of them names or belongs to a person. */
export function meters(registry: Registry, now: () => number = () => performance.now()): Observer {
  const {
    requests,
    requestSeconds,
    events,
    lag,
    steps,
    planned,
    deliveries,
    calls,
    receipts,
    failedJobs,
    lines,
  } = countersIn(registry);
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
    logged: (level) => lines.inc({ level }),
  };
}
