import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { traceIdOf } from '../domain/traceId.ts';
import { type ChosenIds, rootSpanOf } from './traceIds.ts';

/** The three kinds of spans there are: the first of a trace, one below it in whatever process, and one below that. */
export interface Spans {
  root(name: string, traceId: string | null, options?: SpanOptions): Span;
  /** Without a correlation id it is the first of a trace of its own. */
  child(name: string, correlationId: string | null, attributes?: Attributes): Span;
  /** Somebody else's work that we wait for. */
  call(name: string, parent: Span, attributes: Attributes): Span;
}

export function spansOf(tracer: Tracer, ids: ChosenIds): Spans {
  return {
    root(name, traceId, options = {}) {
      const chosen = traceId ? { traceId, spanId: rootSpanOf(traceId) } : null;
      return ids.with(chosen, () => tracer.startSpan(name, { ...options, root: true }, ROOT_CONTEXT));
    },
    child(name, correlationId, attributes = {}) {
      const traceId = traceIdOf(correlationId);
      if (!traceId) return tracer.startSpan(name, { root: true, attributes }, ROOT_CONTEXT);
      const all = { ...attributes, ...eventOf(correlationId) };
      return tracer.startSpan(name, { attributes: all }, below(traceId));
    },
    call: (name, parent, attributes) =>
      tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, trace.setSpan(ROOT_CONTEXT, parent)),
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

export const eventOf = (correlationId: string | null): Attributes =>
  correlationId ? { 'homeroom.event_id': correlationId } : {};

/** @param trouble what went wrong, in a bounded word; null where nothing did */
export function end(span: Span, trouble: string | null): void {
  if (trouble) span.setStatus({ code: SpanStatusCode.ERROR, message: trouble });
  span.end();
}
