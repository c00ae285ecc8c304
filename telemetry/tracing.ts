import { AsyncLocalStorage } from 'node:async_hooks';
import { type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { Answered, Delivery, Observer } from '../domain/observer.ts';
import { traceIdOf } from '../domain/traceId.ts';
import { end, eventOf, type Spans } from './spans.ts';

/** What is known of a request while it is answered. */
interface Request {
  traceId: string | null;
}

/** Asked every few seconds, by those who watch. */
const watching = new Set(['/health', '/ready', '/metrics']);

/** Makes spans of what an observer is told. */
export function tracing(spans: Spans): Observer {
  const requests = new AsyncLocalStorage<Request>();

  /** What turns out to be handled within a request gives it its trace. Null where there is no request. */
  function claimed(correlationId: string): Request | null {
    const request = requests.getStore();
    if (request) request.traceId ??= traceIdOf(correlationId);
    return request ?? null;
  }

  return {
    async asked(answer) {
      const startTime = performance.timeOrigin + performance.now();
      const request: Request = { traceId: null };
      const answered = await requests.run(request, answer);
      if (watching.has(answered.route)) return;
      const name = `${answered.method} ${answered.route}`;
      endRequest(spans.root(name, request.traceId, { kind: SpanKind.SERVER, startTime }), answered);
    },
    received({ correlationId }) {
      // What was polled has no request to hang below.
      const span = claimed(correlationId)
        ? spans.child('receive', correlationId)
        : spans.root('receive', traceIdOf(correlationId)).setAttributes(eventOf(correlationId));
      return () => span.end();
    },
    stepped(events) {
      const made = events.map(({ kind, correlationId, waitedMs }) => {
        if (kind === 'act') claimed(correlationId);
        // A timer comes from nobody: its step is the first of its trace.
        const span =
          kind === 'timer'
            ? spans.root('step', traceIdOf(correlationId)).setAttributes(eventOf(correlationId))
            : spans.child('step', correlationId);
        const facts = { kind, waited_ms: waitedMs, batch: events.length };
        for (const [fact, value] of Object.entries(facts)) span.setAttribute(`homeroom.${fact}`, value);
        return span;
      });
      return (outcome) => {
        for (const span of made) end(span, outcome === 'failed' ? outcome : null);
      };
    },
    planned({ correlationId }) {
      const span = spans.child('plan', correlationId);
      return () => span.end();
    },
    attempted: (delivery) => attempted(spans, delivery),
    receipts: () => undefined,
    jobEnded: () => undefined,
    logged: () => undefined,
  };
}

function endRequest(span: Span, { method, route, status }: Answered): void {
  span.setAttributes({
    'http.request.method': method,
    'http.route': route,
    'http.response.status_code': status,
  });
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function attempted(spans: Spans, { id, correlationId, channel, kind }: Delivery) {
  const facts = { 'homeroom.delivery_id': id, 'homeroom.channel': channel, 'homeroom.kind': kind };
  const span = spans.child(`deliver ${channel}`, correlationId, facts);
  return {
    called() {
      const call = spans.call(`send ${channel}`, span, { ...facts, ...eventOf(correlationId) });
      return (outcome: string) => {
        call.setAttribute('homeroom.outcome', outcome);
        end(call, outcome === 'accepted' || outcome === 'unknown' ? null : outcome);
      };
    },
    ended(status: string) {
      span.setAttribute('homeroom.outcome', status);
      end(span, status === 'failed' || status === 'dead' ? status : null);
    },
  };
}
