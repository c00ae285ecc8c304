import type { DeliveryRow } from '../../../db/api/deliveries.ts';
import { plainWords } from '../../../texts/words.ts';
import type { Asked } from '../asked.ts';
import { momentWords } from '../when.tsx';

type Told = Pick<DeliveryRow, 'status' | 'reason' | 'time_reason' | 'not_before' | 'attempts'>;

/** What became of it, in the words of `/why`. */
export function outcomeWords(asked: Asked, one: Told): string {
  const { deps, language, say } = asked;
  const waits = timeReasons.find((reason) => reason === one.time_reason);
  const isWaiting =
    (one.status === 'held' && one.reason !== 'windowClosed') ||
    (one.status === 'queued' && one.attempts === 0);
  if (isWaiting && waits) return say(`why.until.${waits}`, { time: momentWords(asked, one.not_before) });
  return plainWords(deps.workings.explain.outcome(one.status, one.reason), language);
}

/** Why it takes another way than its reader prefers, and why it came later than at once, or did not: one sentence each. */
export function planWords(asked: Asked, one: Pick<DeliveryRow, 'way_reason' | 'time_reason'>): string[] {
  const { deps, language, say } = asked;
  const said = [...timeReasons, ...otherTimeReasons].find((reason) => reason === one.time_reason);
  return [
    one.way_reason &&
      say('admin.delivery.otherWay', {
        reason: plainWords(deps.workings.explain.reason(one.way_reason), language),
      }),
    said && say(`admin.delivery.waits.${said}`),
  ].filter((sentence): sentence is string => Boolean(sentence));
}

const timeReasons = ['quietHours', 'daily', 'weekly', 'muted'] as const;
const otherTimeReasons = ['windowClosed', 'urgent', 'answersYou'] as const;

/** What a mark of this status looks like. */
export const lookOf = (status: DeliveryRow['status']): '' | 'good' | 'bad' | 'wait' => {
  if (['sent', 'delivered', 'read'].includes(status)) return 'good';
  if (['failed', 'dead'].includes(status)) return 'bad';
  return status === 'skipped' ? '' : 'wait';
};
