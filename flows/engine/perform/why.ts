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
import { localTime } from '../../../domain/localTime.ts';
import { channelLabel } from '../../../domain/manners.ts';
import { type Language, type TextRef, text } from '../../../domain/text.ts';
import { texts } from '../../../texts/texts.ts';
import { oneByOne } from './performer.ts';
import { told } from './telling.ts';

/** What became of a message, in plain words: to its author how far it got, to a reader how it came. */
export const whyFind = oneByOne<'why.find'>(async ({ tx }, { effect, who }) => {
  const message = await findNumbered(tx, who!.personId!, effect.number);
  if (!message) return told(text(effect.number === null ? 'why.none' : 'why.unknown'));
  const takenBack = message.isDeleted ? text('why.takenBack') : null;
  if (message.authorPersonId === who!.personId) {
    return told(authorsView(message, await countDeliveries(tx, message.messageId)), takenBack);
  }
  const delivery = await findOwnDelivery(tx, message.messageId, who!.personId!);
  const earlier = await findEarlierWays(tx, message.messageId, who!.personId!);
  const wasStopped = [delivery, ...earlier].some((one) => one?.reason === 'stopped');
  const stops = wasStopped ? await findStops(tx, who!.personId!) : [];
  return told(
    ...readersView(message, delivery, who!.language),
    ...earlier.map((way) =>
      text('why.insteadOf', { channel: channelLabel(way.channel), what: outcome(way.status, way.reason) }),
    ),
    ...stops.map((stop) => stopText(stop, { timeZone: delivery!.timeZone, language: who!.language })),
    takenBack,
  );
});

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

function authorsView({ number }: NumberedMessage, counts: DeliveryCount[]): TextRef {
  const readers = counts.reduce((sum, { count }) => sum + count, 0);
  if (readers === 0) return text('why.noReaders', { number });
  const lines = counts.map(({ channel, status, reason, count }) => {
    const what = outcome(status, reason);
    return channel
      ? text('why.countBy', { count, channel: channelLabel(channel), what })
      : text('why.count', { count, what });
  });
  return text('why.yours', { number, readers, lines });
}

function readersView(
  { number, authorName: author }: NumberedMessage,
  delivery: OwnDelivery | null,
  language: Language,
): (TextRef | null)[] {
  if (!delivery) return [text('why.early', { number, author })];
  const { channel, status, reason, attempts, isRepeated, sentAt, timeZone } = delivery;
  const what = outcome(status, reason);
  return [
    channel
      ? text('why.theirsBy', { number, author, channel: channelLabel(channel), what })
      : text('why.theirs', { number, author, what }),
    sentAt ? text('why.sentAt', { time: localTime(sentAt, timeZone, language) }) : null,
    attempts > 1 ? text('why.tries', { attempts }) : null,
    isRepeated ? text('why.repeated') : null,
  ];
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

/** Why something was not, or not yet, delivered. */
export function reasonText(reason: string | null): TextRef {
  const key = `reason.${reason}`;
  return text(key in texts ? (key as 'reason.other') : 'reason.other');
}
