import type { Frequency } from '../domain/digestSlot.ts';
import type { QuietHours } from '../domain/quietHours.ts';
import type { Tx } from './client.ts';

/** What somebody chose about how they are reached. */
export interface Preferences {
  timeZone: string;
  quietFrom: number | null;
  quietTo: number | null;
  mutedUntil: Date | null;
}

export async function findPreferences(tx: Tx, personId: string): Promise<Preferences> {
  const [row] = await tx<Preferences[]>`
    select time_zone as "timeZone", quiet_from as "quietFrom", quiet_to as "quietTo", muted_until as "mutedUntil"
    from people where id = ${personId}`;
  return row!;
}

export async function setQuietHours(tx: Tx, personId: string, quiet: QuietHours | null): Promise<void> {
  await tx`update people set quiet_from = ${quiet?.from ?? null}, quiet_to = ${quiet?.to ?? null} where id = ${personId}`;
}

/** How a member hears from a community. */
export interface Rhythm {
  frequency: Frequency;
  digestMinute: number;
  digestWeekday: number;
  allowsUrgent: boolean;
  fallbackChannels: string[];
}

export async function findRhythm(tx: Tx, membershipId: string): Promise<Rhythm> {
  const [row] = await tx<Rhythm[]>`
    select frequency, digest_minute as "digestMinute", digest_weekday as "digestWeekday",
      allows_urgent as "allowsUrgent", fallback_channels as "fallbackChannels"
    from memberships where id = ${membershipId}`;
  return row!;
}

/** Changes it; what is undefined stays. */
export async function changeRhythm(tx: Tx, membershipId: string, change: Partial<Rhythm>): Promise<void> {
  await tx`
    update memberships set frequency = ${change.frequency ?? tx`frequency`},
      digest_minute = ${change.digestMinute ?? tx`digest_minute`},
      digest_weekday = ${change.digestWeekday ?? tx`digest_weekday`},
      allows_urgent = ${change.allowsUrgent ?? tx`allows_urgent`},
      fallback_channels = ${change.fallbackChannels ?? tx`fallback_channels`}
    where id = ${membershipId}`;
}
