import { createStackParser, createTransport, nodeStackLineParser, ServerRuntimeClient } from '@sentry/core';

export interface SentryOptions {
  dsn: string;
  role: string;
  version: string;
  isProduction: boolean;
}

/** A line of the log: cleaned of identifiers, secrets and what people wrote. */
interface CleanLine {
  level: string;
  message: string;
  traceId: string | null;
  context: Record<string, unknown>;
}

export interface Sentry {
  /** Takes lines of the log; those that tell of a bug are sent. */
  listen(line: CleanLine): void;
  /** Resolves when all is sent, or after two seconds. */
  flush(): Promise<void>;
}

/**
 * Sends errors to Sentry, made from what is in the log and nothing else: what must not be read there does not get here.
 * Sentry's own watching of the process (breadcrumbs, requests, addresses, local variables) is not used.
 */
export function openSentry({ dsn, role, version, isProduction }: SentryOptions): Sentry {
  const stackParser = createStackParser(nodeStackLineParser());
  const client = new ServerRuntimeClient({
    dsn,
    release: `homeroom@${version}`,
    environment: isProduction ? 'production' : 'development',
    integrations: [],
    sendDefaultPii: false,
    stackParser,
    transport: (options) =>
      createTransport(options, async ({ body }) => {
        const answer = await fetch(options.url, {
          method: 'POST',
          body: body as string | Uint8Array<ArrayBuffer>,
        });
        return {
          statusCode: answer.status,
          headers: {
            'x-sentry-rate-limits': answer.headers.get('X-Sentry-Rate-Limits'),
            'retry-after': answer.headers.get('Retry-After'),
          },
        };
      }),
  });
  client.init();
  return {
    listen({ level, message, traceId, context }) {
      if (level !== 'error') return;
      const { err, ...facts } = context;
      client.captureEvent({
        level: 'error',
        message,
        tags: { role },
        extra: facts,
        ...(traceId && { contexts: { trace: { trace_id: traceId, span_id: traceId.slice(16) } } }),
        ...(isCleanError(err) && { exception: { values: chainOf(err).map(asException) } }),
      });
    },
    flush: async () => void (await client.flush(2_000)),
  };

  function asException({ type, message, stack }: CleanError) {
    return { type, value: message, stacktrace: { frames: stackParser(stack ?? '') } };
  }
}

/** As `log/clean.ts` leaves errors. */
interface CleanError {
  type: string;
  message: string;
  stack?: string;
  cause?: unknown;
}

const isCleanError = (value: unknown): value is CleanError =>
  typeof value === 'object' && value !== null && 'type' in value && 'message' in value;

/** Sentry wants the first cause first. */
function chainOf(error: CleanError): CleanError[] {
  return isCleanError(error.cause) ? [...chainOf(error.cause), error] : [error];
}
