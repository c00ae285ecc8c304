import { GrammyError, HttpError } from 'grammy';
import type { Log } from '../../domain/log.ts';
import { toSendError } from './failure.ts';

const shortestMs = 1_000;
const longestMs = 30_000;

/**
 * How long to leave Telegram alone after an error, in ms: what it asks for, else twice as long each time. Says why in
 * the log. Errors of a commit are waited out in the same way: the batch is fetched again.
 */
export function pauseAfter(error: unknown, { failures, log }: { failures: number; log: Log }): number {
  const growing = Math.min(longestMs, shortestMs * 2 ** (failures - 1));
  if (!(error instanceof GrammyError || error instanceof HttpError)) {
    log.error({ err: error, pauseMs: growing }, 'Updates were not committed, Telegram keeps them');
    return growing;
  }
  const { message: reason, ours, retryAfterMs } = toSendError(error);
  // A token that is refused, or another process that polls, needs a person.
  const pauseMs = retryAfterMs ?? (ours ? longestMs : growing);
  if (ours) log.error({ reason, pauseMs }, 'Telegram gives no updates');
  else log.warn({ reason, pauseMs }, 'Telegram gives no updates just now');
  return pauseMs;
}
