import type { AddressRow, RecipientRow } from '../db/recipients.ts';
import { mannersOf } from '../domain/manners.ts';
import type { QuietHours } from '../domain/quietHours.ts';
import type { AddressState, Mute, Recipient } from './plan.ts';

/** A member's row as the plan wants it. */
export function recipientOf(row: RecipientRow, now: Date): Recipient {
  return {
    ways: row.addresses.map((address) => ({
      id: address.id,
      channel: address.channel,
      state: stateOf(address, now),
    })),
    isSuspended: row.status === 'suspended',
    preferredChannel: row.preferredChannel,
    fallbackChannels: row.fallbackChannels,
    frequency: row.frequency,
    digestAt: row.digestMinute,
    digestWeekday: row.digestWeekday,
    timeZone: row.timeZone,
    quietHours: quietHoursOf(row),
    allowsUrgent: row.allowsUrgent,
    mutes: mutesOf(row),
  };
}

export const quietHoursOf = ({
  quietFrom: from,
  quietTo: to,
}: Pick<RecipientRow, 'quietFrom' | 'quietTo'>): QuietHours | null =>
  from === null || to === null ? null : { from, to };

const mutesOf = ({ mutes, mutedUntil }: RecipientRow): Mute[] =>
  mutedUntil ? [...mutes, { what: 'everything', until: mutedUntil }] : mutes;

function stateOf({ channel, isOurs, isProven, stopped, heardAt }: AddressRow, now: Date): AddressState {
  if (!isOurs) return 'off';
  if (!isProven) return 'unproven';
  if (stopped) return stopped === 'bounced' ? 'bounced' : 'stopped';
  const { windowMs } = mannersOf(channel);
  if (windowMs === null) return 'open';
  return heardAt && now.getTime() < heardAt.getTime() + windowMs ? 'open' : 'windowClosed';
}
