import type { Clock } from '../../domain/clock.ts';
import { SendError } from '../../domain/errors.ts';

/**
 * Waits for the page no longer than `ms`: while the line is lost it holds on to what it was asked, and may yet do it.
 * @throws {SendError} `uncertain` where there is no answer in time; else what the page threw
 */
export function inTime<Answer>(clock: Clock, ms: number, asked: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const late = new SendError('uncertain', 'WhatsApp Web gave no answer in time');
    const cancel = clock.after(ms, () => reject(late));
    asked.then(resolve, reject).finally(cancel);
  });
}
