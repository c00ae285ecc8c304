import { moveDigests } from '../../../db/mutes.ts';
import { changeRhythm, findPreferences, findRhythm, type Rhythm } from '../../../db/preferences.ts';
import { quietHoursOf } from '../../../delivery/recipient.ts';
import { type Frequency, frequencies, nextSlot } from '../../../domain/digestSlot.ts';
import type { RhythmSetting, Setting, SettingsEvent } from '../../../domain/effects/organizer.ts';
import { afterQuiet, readQuietHours, shownTime } from '../../../domain/quietHours.ts';
import type { Work } from './performer.ts';
import { changeQuietHours } from './quiet.ts';

interface Own {
  membershipId: string;
  personId: string;
}

const rhythmSettings = new Set<Setting>([
  'frequency',
  'digestMinute',
  'digestWeekday',
  'quietHours',
  'allowsUrgent',
  'fallbackChannel',
]);

export const isRhythm = (setting: Setting): setting is RhythmSetting => rhythmSettings.has(setting);

/** How often and when somebody hears, as their settings show it. */
export async function hoursOf(
  { tx }: Work,
  { membershipId, personId }: Own,
): Promise<
  Pick<SettingsEvent, 'frequency' | 'digestMinute' | 'digestWeekday' | 'quietHours' | 'allowsUrgent'>
> {
  const { fallbackChannels: _, ...rhythm } = await findRhythm(tx, membershipId);
  const quiet = quietHoursOf(await findPreferences(tx, personId));
  return { ...rhythm, quietHours: quiet && `${shownTime(quiet.from)}-${shownTime(quiet.to)}` };
}

/** Changes one of them; what waits already moves along. */
export async function changeHours(
  work: Work,
  { membershipId, personId }: Own,
  { setting, value }: { setting: RhythmSetting; value: string },
): Promise<void> {
  if (setting === 'quietHours') return changeQuietHours(work, personId, readQuietHours(value));
  await changeRhythm(work.tx, membershipId, changes[setting](value));
  await moveWaiting(work, { membershipId, personId });
}

/** What waits for a digest comes with the next one by the hours as they are now: at once, where they want no digests. */
export async function moveWaiting({ tx, now }: Work, { membershipId, personId }: Own): Promise<void> {
  const { frequency, digestMinute: at, digestWeekday: weekday } = await findRhythm(tx, membershipId);
  const preferences = await findPreferences(tx, personId);
  const { timeZone } = preferences;
  const awake = (moment: Date) => afterQuiet(quietHoursOf(preferences), moment, timeZone);
  const next = (every: 'day' | 'week') =>
    awake(frequency === 'at once' ? now : nextSlot({ every, at, weekday }, now, timeZone));
  await moveDigests(tx, membershipId, {
    digestAt: next(frequency === 'weekly' ? 'week' : 'day'),
    requestsAt: next('day'),
    timeReason: frequency === 'at once' ? null : frequency,
  });
}

const changes: Record<Exclude<RhythmSetting, 'quietHours'>, (value: string) => Partial<Rhythm>> = {
  frequency: (value) => ({ frequency: frequencies.find((one) => one === value) as Frequency }),
  digestMinute: (value) => ({ digestMinute: Number(value) }),
  digestWeekday: (value) => ({ digestWeekday: Number(value) }),
  allowsUrgent: (value) => ({ allowsUrgent: value === 'yes' }),
  fallbackChannel: (value) => ({ fallbackChannels: [value] }),
};
