import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Observer } from '../domain/observer.ts';
import { traceIdOf } from '../domain/traceId.ts';
import { chosenIds, rootSpanOf } from './traceIds.ts';

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

/** Asked every few seconds, by those who watch. */
const watching = new Set(['/health', '/ready', '/metrics']);

/** What is known of a request while it is answered. */
interface Request {
  traceId: string | null;
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
  const tracer = provider.getTracer('homeroom', version);
  return { observer: tracing(tracer, ids), stop: () => provider.shutdown() };
}

function tracing(tracer: Tracer, ids: ReturnType<typeof chosenIds>): Observer {
  const requests = new AsyncLocalStorage<Request>();

  /** The first span of a trace. */
  function root(
    name: string,
    traceId: string | null,
    options: { kind?: SpanKind; startTime?: number },
  ): Span {
    const chosen = traceId ? { traceId, spanId: rootSpanOf(traceId) } : null;
    return ids.with(chosen, () => tracer.startSpan(name, { ...options, root: true }, ROOT_CONTEXT));
  }

  function child(name: string, correlationId: string | null, attributes: Attributes): Span {
    const traceId = traceIdOf(correlationId);
    if (!traceId) return tracer.startSpan(name, { root: true, attributes }, ROOT_CONTEXT);
    return tracer.startSpan(
      name,
      { attributes: { ...attributes, ...eventOf(correlationId) } },
      below(traceId),
    );
  }

  return {
    async asked(answer) {
      const startTime = performance.timeOrigin + performance.now();
      const request: Request = { traceId: null };
      const { method, route, status } = await requests.run(request, answer);
      if (watching.has(route)) return;
      const span = root(`${method} ${route}`, request.traceId, { kind: SpanKind.SERVER, startTime });
      span.setAttributes({
        'http.request.method': method,
        'http.route': route,
        'http.response.status_code': status,
      });
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
    received({ correlationId }) {
      const traceId = traceIdOf(correlationId);
      const request = requests.getStore();
      if (request) request.traceId ??= traceId;
      // What was polled has no request of its own to hang below.
      const span = request ? child('receive', correlationId, {}) : root('receive', traceId, {});
      span.setAttributes(eventOf(correlationId));
      return () => span.end();
    },
    stepped(events) {
      const spans = events.map(({ kind, correlationId, waitedMs }) => {
        const request = kind === 'act' ? requests.getStore() : undefined;
        if (request) request.traceId ??= traceIdOf(correlationId);
        const facts = {
          'homeroom.kind': kind,
          'homeroom.waited_ms': waitedMs,
          'homeroom.batch': events.length,
        };
        if (kind !== 'timer') return child('step', correlationId, facts);
        // It comes from nobody: its step is the first of its trace.
        return root('step', traceIdOf(correlationId), {}).setAttributes({
          ...facts,
          ...eventOf(correlationId),
        });
      });
      return (outcome) => {
        for (const span of spans) ended(span, outcome === 'failed' ? outcome : null);
      };
    },
    planned({ correlationId }) {
      const span = child('plan', correlationId, {});
      return () => span.end();
    },
    attempted({ id, correlationId, channel, kind }) {
      const facts = { 'homeroom.delivery_id': id, 'homeroom.channel': channel, 'homeroom.kind': kind };
      const span = child(`deliver ${channel}`, correlationId, facts);
      return {
        called() {
          const options = { kind: SpanKind.CLIENT, attributes: { ...facts, ...eventOf(correlationId) } };
          const call = tracer.startSpan(`send ${channel}`, options, trace.setSpan(ROOT_CONTEXT, span));
          return (outcome) => {
            call.setAttribute('homeroom.outcome', outcome);
            ended(call, outcome === 'accepted' || outcome === 'unknown' ? null : outcome);
          };
        },
        ended(status) {
          span.setAttribute('homeroom.outcome', status);
          ended(span, status === 'failed' || status === 'dead' ? status : null);
        },
      };
    },
    receipts: () => undefined,
    jobEnded: () => undefined,
  };
}

/** Below the first span of a trace, which another process may have made. */
function below(traceId: string): Context {
  const spanContext = {
    traceId,
    spanId: rootSpanOf(traceId),
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
  };
  return trace.setSpanContext(ROOT_CONTEXT, spanContext);
}

const eventOf = (correlationId: string | null): Attributes =>
  correlationId ? { 'homeroom.event_id': correlationId } : {};

function ended(span: Span, trouble: string | null): void {
  if (trouble) span.setStatus({ code: SpanStatusCode.ERROR, message: trouble });
  span.end();
}
