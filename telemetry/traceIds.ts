import { RandomIdGenerator } from '@opentelemetry/sdk-trace';

interface Ids {
  traceId: string;
  spanId: string;
}

/** Ids of traces and spans: by chance, but for spans whose ids are told. */
export function chosenIds() {
  const chance = new RandomIdGenerator();
  let chosen: Ids | null = null;
  return {
    /** Starts a span with these ids. */
    with<Started>(ids: Ids | null, start: () => Started): Started {
      chosen = ids;
      try {
        return start();
      } finally {
        chosen = null;
      }
    },
    generateTraceId: () => chosen?.traceId ?? chance.generateTraceId(),
    generateSpanId: () => chosen?.spanId ?? chance.generateSpanId(),
  };
}

/** The last half of a trace's id, which is chance in ids of ours, and begins with a one: never all noughts. */
export const rootSpanOf = (traceId: string): string => traceId.slice(16);
