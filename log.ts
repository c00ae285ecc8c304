import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';
import type { LogLevel } from './config/variables.ts';
import type { Log } from './domain/log.ts';
import { clean } from './log/clean.ts';
import { mask } from './log/mask.ts';

export interface LogOptions {
  level: LogLevel;
  /** Values that must never be written: the tokens and keys of the settings. Those under 6 characters are ignored. */
  secrets?: (string | undefined)[];
  /** Standard output, unless a test wants to read. */
  output?: DestinationStream;
}

/**
 * The log: one line of JSON per event, with the machine's time (not the Lab's). What people are called, where they can
 * be reached and what they write does not get in, also by way of an error; a `child({ correlationId })` ties together
 * the lines of one event.
 */
export function makeLog({ level, secrets = [], output = destination(1) }: LogOptions): Log {
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    formatters,
    serializers,
  };
  const known = secrets.filter((secret): secret is string => secret !== undefined && secret.length >= 6);
  return guarded(pino(options, output), known);
}

/** Words rather than pino's numbers, as those who read logs with grep expect. */
const formatters = { level: (label: string) => ({ level: label }) };

/** Errors come cleaned; pino's own way would join the messages of all causes into one. */
const serializers = { err: (cleaned: unknown) => cleaned };

/** Everything passes through here, so that no caller can forget to redact. */
function guarded(logger: Logger, secrets: string[]): Log {
  const writer = (level: 'debug' | 'info' | 'warn' | 'error') => (fields: object, sentence: string) => {
    if (logger.isLevelEnabled(level)) logger[level](clean(fields, secrets), mask(sentence, secrets));
  };
  return {
    debug: writer('debug'),
    info: writer('info'),
    warn: writer('warn'),
    error: writer('error'),
    child: (fields) => guarded(logger.child(clean(fields, secrets)), secrets),
  };
}
