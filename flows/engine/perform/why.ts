import { isForgotten } from '../../../db/partitions.ts';
import { findPreferences } from '../../../db/preferences.ts';
import {
  countDeliveries,
  type DeliveryCount,
  findEarlierWays,
  findNumbered,
  findOwnDelivery,
  findStops,
  type NumberedMessage,
  type OwnDelivery,
  type Stop,
} from '../../../db/why.ts';
import type { DeliveryStatus } from '../../../domain/content.ts';
import { inTime } from '../../../domain/inTime.ts';
import { localTime } from '../../../domain/localTime.ts';
import { channelLabel } from '../../../domain/manners.ts';
import { type Language, type TextRef, text } from '../../../domain/text.ts';
import { oneByOne } from './performer.ts';
import { told } from './telling.ts';
import { isPrivate, reasonForAuthor, reasonText } from './whyWords.ts';

/** What became of a message, in plain words: to its author how far it got, to a reader how it came. */
export const whyFind = oneByOne<'why.find'>(async ({ tx, now }, { effect, who }) => {
  const message = await findNumbered(tx, who!.personId!, effect.number);
  if (!message) return told(text(effect.number === null ? 'why.none' : 'why.unknown'));
  const takenBack = message.isDeleted ? text('why.takenBack') : null;
  const personId = who!.personId!;
  if (message.authorPersonId === personId) {
    if (message.goesAt && message.goesAt > now && !message.isDeleted)
      return told(
        text('why.itsTurn', {
          number: message.number,
          when: inTime(message.goesAt.getTime() - now.getTime()),
        }),
      );
    const { timeZone } = await findPreferences(tx, personId);
    const time: Telling = (moment) => localTime(moment, timeZone, who!.language);
    const counts = await countDeliveries(tx, message.messageId, now);
    if (counts.length === 0 && (await isForgotten(tx, message.messageId)))
      return told(forgotten(message), takenBack);
    return told(authorsView(message, counts, time), takenBack);
  }
  const delivery = await findOwnDelivery(tx, message.messageId, personId);
  if (!delivery && (await isForgotten(tx, message.messageId))) return told(forgotten(message), takenBack);
  const earlier = await findEarlierWays(tx, message.messageId, personId);
  const wasStopped = [delivery, ...earlier].some((one) => one?.reason === 'stopped');
  const stops = wasStopped ? await findStops(tx, personId) : [];
  return told(
    ...readersView(message, delivery, { now, language: who!.language }),
    ...earlier.map((way) =>
      text('why.insteadOf', { channel: channelLabel(way.channel), what: outcome(way.status, way.reason) }),
    ),
    ...stops.map((stop) => stopText(stop, { timeZone: delivery!.timeZone, language: who!.language })),
    takenBack,
  );
});

/** The rows that would tell were dropped with their month. */
const forgotten = ({ number }: NumberedMessage) => text('why.forgotten', { number });

/** When a channel was stopped, and how it was said. */
function stopText(
  { channel, how, providerCode, since }: Stop,
  { timeZone, language }: { timeZone: string; language: Language },
): TextRef {
  return text('why.stopped', {
    channel: channelLabel(channel),
    time: localTime(since, timeZone, language),
    how: text(`why.how.${how}`, { code: providerCode ? ` (${providerCode})` : '' }),
  });
}

/** A moment as the asker's clock shows it. */
type Telling = (moment: Date) => string;

function authorsView({ number }: NumberedMessage, counts: DeliveryCount[], time: Telling): TextRef {
  const readers = counts.reduce((sum, { count }) => sum + count, 0);
  if (readers === 0) return text('why.noReaders', { number });
  return text('why.yours', { number, readers, lines: counts.map((one) => countLine(one, time)) });
}

function countLine(one: DeliveryCount, time: Telling): TextRef {
  const { channel, count, wayReason, names, reason } = one;
  const what = outcomeFor(one, time);
  const line = channel
    ? text('why.countBy', { count, channel: channelLabel(channel), what })
    : text('why.count', { count, what });
  const withWay = wayReason ? text('why.otherWayOf', { what: line, reason: reasonText(wayReason) }) : line;
  return names && !isPrivate(reason)
    ? text('why.names', { what: withWay, names: names.join(', ') })
    : withWay;
}

/** What waits for its hour says which; whom somebody muted, an author does not hear. */
function outcomeFor({ status, reason, timeReason, goesAt }: DeliveryCount, time: Telling): TextRef {
  if (isTimeReason(timeReason) && goesAt) return text(`why.until.${timeReason}`, { time: time(goesAt) });
  if (isPrivate(reason)) return text('why.status.skipped', { reason: reasonForAuthor(reason) });
  return outcome(status, reason);
}

const timeReasons = ['quietHours', 'daily', 'weekly', 'muted'] as const;

const isTimeReason = (reason: string | null): reason is (typeof timeReasons)[number] =>
  timeReasons.some((one) => one === reason);

const isPassing = (reason: string | null): reason is 'urgent' | 'answersYou' =>
  reason === 'urgent' || reason === 'answersYou';

function readersView(
  { number, authorName: author }: NumberedMessage,
  delivery: OwnDelivery | null,
  { now, language }: { now: Date; language: Language },
): (TextRef | null)[] {
  if (!delivery) return [text('why.early', { number, author })];
  const { channel, attempts, isRepeated, sentAt, timeZone, wayReason, timeReason, inDigestOf } = delivery;
  const time: Telling = (moment) => localTime(moment, timeZone, language);
  const what = ownOutcome(delivery, { now, time });
  return [
    channel
      ? text('why.theirsBy', { number, author, channel: channelLabel(channel), what })
      : text('why.theirs', { number, author, what }),
    wayReason ? text('why.otherWay', { reason: reasonText(wayReason) }) : null,
    sentAt ? text('why.sentAt', { time: time(sentAt) }) : null,
    sentAt && inDigestOf ? text('why.inDigest', { time: time(inDigestOf) }) : null,
    sentAt && isTimeReason(timeReason) ? text(`why.waited.${timeReason}`) : null,
    isPassing(timeReason) ? text(`why.passed.${timeReason}`) : null,
    attempts > 1 ? text('why.tries', { attempts }) : null,
    isRepeated ? text('why.repeated') : null,
  ];
}

function ownOutcome(
  { status, reason, timeReason, goesAt, attempts }: OwnDelivery,
  { now, time }: { now: Date; time: Telling },
): TextRef {
  const isWaiting =
    (status === 'held' && reason !== 'windowClosed') ||
    (status === 'queued' && attempts === 0 && goesAt! > now);
  if (!isWaiting || !isTimeReason(timeReason) || !goesAt) return outcome(status, reason);
  const key = timeReason === 'quietHours' ? 'yourQuietHours' : timeReason;
  return text(`why.until.${key}`, { time: time(goesAt) });
}

/** Where no receipts come, accepted counts as delivered. */
export function outcome(status: DeliveryStatus, reason: string | null): TextRef {
  switch (status) {
    case 'held':
      return text('why.status.held', { reason: reasonText(reason) });
    case 'queued':
      return reason
        ? text('why.status.retrying', { reason: reasonText(reason) })
        : text('why.status.waiting');
    case 'sending':
      return text('why.status.waiting');
    case 'uncertain':
      return text('why.status.uncertain');
    case 'sent':
    case 'delivered':
    case 'read':
      return text('why.status.delivered');
    case 'skipped':
      return text('why.status.skipped', { reason: reasonText(reason) });
    case 'failed':
    case 'dead':
      return text('why.status.failed', { reason: reasonText(reason) });
  }
}
