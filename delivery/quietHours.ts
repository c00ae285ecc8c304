import type { Attempt } from '../db/attempts.ts';
import type { DueDelivery, OpenRow } from '../db/dueDeliveries.ts';
import { mannersOf } from '../domain/manners.ts';
import { ended } from './ended.ts';
import { type Hours, hoursAt } from './hours.ts';
import { presenceMs } from './plan.ts';

/**
 * Until when what is due has to wait, as its reader's quiet hours began since it was planned; null where it may go. The
 * same is governed as in the plan: posts, digests, requests, and corrections that are another message.
 */
export function quietUntil(due: DueDelivery, now: Date, hours: CurrentHours): Date | null {
  const { quietFrom: from, quietTo: to, timeZone } = due;
  if (from === null || to === null || timeZone === null) return null;
  if (!isGoverned(due) || isExpected(due, now)) return null;
  return hours(now, { from, to, timeZone });
}

/** The end of somebody's quiet hours; null outside of them. */
export type CurrentHours = (now: Date, quiet: { from: number; to: number; timeZone: string }) => Date | null;

const minuteMs = 60_000;

/** Quiet hours begin and end with a minute: whatever is due in the same one asks once for each zone and habit. */
export function currentHours(): CurrentHours {
  let minute = new Date(0);
  let hours: Hours = hoursAt(minute);
  return (now, { timeZone, ...quiet }) => {
    if (Math.floor(now.getTime() / minuteMs) !== minute.getTime() / minuteMs) {
      minute = new Date(now.getTime() - (now.getTime() % minuteMs));
      hours = hoursAt(minute);
    }
    const awakeAt = hours.awake(quiet, minute, timeZone);
    return awakeAt > minute ? awakeAt : null;
  };
}

function isGoverned({ kind, personId, content, message, channel }: DueDelivery): boolean {
  if (personId === null) return false;
  if (kind === 'post' || kind === 'digest') return true;
  if (kind === 'edit') return message !== null && !message.isDeleted && !mannersOf(channel).canEdit;
  return content?.isRequest === true;
}

/** Urgent to somebody who allows that, an answer to what they just wrote, or what waited for them to write. */
function isExpected({ kind, message, channel, heardAt }: DueDelivery, now: Date): boolean {
  const isRecent = (moment: Date | null) => moment !== null && now.getTime() - moment.getTime() < presenceMs;
  if (mannersOf(channel).windowMs !== null && isRecent(heardAt)) return true;
  if (kind !== 'post' || !message) return false;
  return message.isUrgent || isRecent(message.answersActAt ? new Date(message.answersActAt) : null);
}

/**
 * Puts off what was taken to be sent, untried, as the plan would have done: a post comes with all that is held for the end
 * of the night, anything else goes by itself then. What may have arrived already is not held: it stays uncertain.
 */
export function putOff({ due, before }: { due: DueDelivery; before: OpenRow }, until: Date): Attempt {
  const untried = { notBefore: until, timeReason: 'quietHours' as const, wasTried: false };
  if (before.status !== 'queued') return ended(due, { ...untried, status: 'uncertain' });
  return due.kind === 'post'
    ? ended(due, { ...untried, status: 'held', reason: 'digest', digestAt: until })
    : ended(due, { ...untried, status: 'queued' });
}
