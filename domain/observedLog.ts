import type { Log } from './log.ts';
import { type Observer, unobserved } from './observer.ts';

/** A log whose warnings and errors an observer counts. */
export function observedLog(log: Log, observer: Observer): Log {
  if (observer === unobserved) return log;
  const writer = (level: 'warn' | 'error') => (fields: object, sentence: string) => {
    observer.logged(level);
    log[level](fields, sentence);
  };
  return {
    debug: log.debug,
    info: log.info,
    warn: writer('warn'),
    error: writer('error'),
    child: (fields) => observedLog(log.child(fields), observer),
  };
}
