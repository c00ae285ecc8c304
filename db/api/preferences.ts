import type { Circle } from '../../domain/privacy.ts';
import type { Tx } from '../client.ts';

/** How somebody wants to hear from a community. */
export interface PreferencesRow {
  primary_channel: string;
  fallback_channels: string[];
  frequency: 'at once' | 'daily' | 'weekly';
  digest_minute: number;
  digest_weekday: number;
  quiet_from: number | null;
  quiet_to: number | null;
  allows_urgent: boolean;
  time_zone: string;
  language: string;
  privacy_profile: Circle;
}

export async function findPreferences(tx: Tx, membershipId: string): Promise<PreferencesRow> {
  const [row] = await tx<PreferencesRow[]>`
    select m.preferred_channel as primary_channel, m.fallback_channels, m.frequency, m.digest_minute, m.digest_weekday,
      p.quiet_from, p.quiet_to, m.allows_urgent, p.time_zone, p.language, p.privacy_profile
    from memberships m join people p on p.id = m.person_id where m.id = ${membershipId}`;
  return row!;
}
