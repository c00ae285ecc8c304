import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Observer } from '../domain/observer.ts';
import { spansOf } from './spans.ts';
import { chosenIds } from './traceIds.ts';
import { tracing } from './tracing.ts';

export interface Traces {
  observer: Observer;
  /** Hands over what has not been handed over yet. */
  stop(): Promise<void>;
}

export interface TracesOptions {
  /** Of a collector: spans go to `/v1/traces` below it, as JSON. */
  endpoint: string;
  role: string;
  version: string;
}

/**
 * One trace for each event, from the webhook to the provider. Its id is the event's correlation id, which the rows carry
 * that go from process to process; whoever works on one of them hangs their span below the first, whose id follows from
 * the trace's.
 */
export function openTraces({ endpoint, role, version }: TracesOptions): Traces {
  const ids = chosenIds();
  const provider = new TracerProvider({
    idGenerator: ids,
    resource: resourceFromAttributes({
      'service.name': 'homeroom',
      'service.version': version,
      'homeroom.role': role,
    }),
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }) }),
    ],
  });
  const spans = spansOf(provider.getTracer('homeroom', version), ids);
  return { observer: tracing(spans), stop: () => provider.shutdown() };
}
