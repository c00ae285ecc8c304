import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { LogLevel } from './config/variables.ts';
import type { Log } from './domain/log.ts';
import { traceIdOf } from './domain/traceId.ts';
import { clean } from './log/clean.ts';
import { mask } from './log/mask.ts';

export interface LogOptions {
  level: LogLevel;
  /** Values that must never be written: the tokens and keys of the settings. Those under 6 characters are ignored. */
  secrets?: (string | undefined)[];
  /** Standard output, unless a test wants to read. */
  output?: DestinationStream;
  /** Hears of every line that was not held back for its level, cleaned as it was written. */
  listen?: ((line: Line) => void) | undefined;
}

/** A line as it is written. */
export interface Line {
  level: Level;
  message: string;
  /** That of the event it belongs to; null where it belongs to none. */
  traceId: string | null;
  context: Record<string, unknown>;
}

type Level = 'debug' | 'info' | 'warn' | 'error';

/**
 * The log: one line of JSON per event, with the machine's time (not the Lab's). What people are called, where they can
 * be reached and what they write does not get in, also by way of an error; a `child({ correlationId })` ties together
 * the lines of one event, and `trace_id` ties them to its trace.
 */
export function makeLog({ level, secrets = [], output = destination(1), listen }: LogOptions): Log {
  const options = {
    level,
    base: { service: 'homeroom', pid: process.pid },
    messageKey: 'message',
    timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
    formatters,
  };
  const known = secrets.filter((secret): secret is string => secret !== undefined && secret.length >= 6);
  return guarded({ logger: pino(options, output), secrets: known, listen }, {});
}

/** Words rather than pino's numbers, as those who read logs with grep expect. */
const formatters = { level: (label: string) => ({ level: label.toUpperCase() }) };

interface Guarded {
  logger: Logger;
  secrets: string[];
  listen: LogOptions['listen'];
}

/** Everything passes through here, so that no caller can forget to redact. */
function guarded(to: Guarded, inherited: Record<string, unknown>): Log {
  const { logger, secrets, listen } = to;
  const withClean = (fields: object) => ({ ...inherited, ...clean(fields, secrets) });
  const writer = (level: Level) => (fields: object, sentence: string) => {
    if (!logger.isLevelEnabled(level)) return;
    const context: Record<string, unknown> = withClean(fields);
    const message = mask(sentence, secrets);
    const traceId = traceIdOf(context.correlationId);
    logger[level]({ ...(traceId && { trace_id: traceId }), context }, message);
    listen?.({ level, message, traceId, context });
  };
  return {
    debug: writer('debug'),
    info: writer('info'),
    warn: writer('warn'),
    error: writer('error'),
    child: (fields) => guarded(to, withClean(fields)),
  };
}
