import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { atEnd } from './atEnd.ts';

/** A span as OTLP's JSON has it, with its attributes as an object, and which process made it. */
export interface CollectedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: Record<string, string | number>;
  resource: Record<string, string | number>;
}

type Attributes = { key: string; value: { stringValue?: string; intValue?: number | string } }[];

interface Export {
  resourceSpans: {
    resource: { attributes: Attributes };
    scopeSpans: { spans: (Omit<CollectedSpan, 'attributes' | 'resource'> & { attributes: Attributes })[] }[];
  }[];
}

/** Takes what a collector of OpenTelemetry and a Sentry are sent, on a port of loopback. */
export async function startCollector() {
  const spans: CollectedSpan[] = [];
  const envelopes: string[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString();
    if (request.url === '/v1/traces') spans.push(...spansOf(JSON.parse(body) as Export));
    if (request.url?.startsWith('/api/1/envelope/')) envelopes.push(body);
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.address() as AddressInfo;
  return {
    spans,
    envelopes,
    endpoint: `http://127.0.0.1:${port}`,
    sentryDsn: `http://public@127.0.0.1:${port}/1`,
  };
}

function spansOf({ resourceSpans }: Export): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        ...span,
        attributes: plain(span.attributes),
        resource: plain(resource.attributes),
      })),
    ),
  );
}

function plain(attributes: Attributes): Record<string, string | number> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]),
  );
}
