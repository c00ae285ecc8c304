import { z } from 'zod';
import type { SettingsEvent } from '../../domain/effects/organizer.ts';
import type { Question } from '../../domain/flow.ts';
import { channelLabel } from '../../domain/manners.ts';
import { readQuietHours, readTimeOfDay, shownTime } from '../../domain/quietHours.ts';
import { type TextRef, text } from '../../domain/text.ts';
import type { TextKey } from '../../texts/texts.ts';

/** How often, when, and where else: what settings ask about that, and how they show it. */

type Now = Omit<SettingsEvent, 'type'>;

const weekdays = [0, 1, 2, 3, 4, 5, 6] as const;
const badHour: TextKey = 'settings.badHour';
const badHours: TextKey = 'settings.badHours';

export const frequency = (): Question => ({
  text: text('settings.askFrequency'),
  choices: [
    { label: text('settings.atOnce'), answer: 'at once' },
    { label: text('settings.daily'), answer: 'daily' },
    { label: text('settings.weekly'), answer: 'weekly' },
  ],
});

export const digestWeekday = (): Question => ({
  text: text('settings.askWeekday'),
  choices: weekdays.map((day) => ({ label: text(`weekday.${day}`), answer: String(day) })),
});

export const digestMinute = (): Question => ({
  text: text('settings.askHour'),
  answer: z
    .string()
    .transform((typed) => String(readTimeOfDay(typed) ?? ''))
    .pipe(z.string().min(1, { error: badHour })),
});

export const quietHours = (): Question => ({
  text: text('settings.askQuiet'),
  choices: [{ label: text('settings.noQuiet'), answer: 'none' }],
  answer: z
    .string()
    .transform((typed) => {
      const read = readQuietHours(typed);
      return read ? `${shownTime(read.from)}-${shownTime(read.to)}` : '';
    })
    .pipe(z.string().min(1, { error: badHours })),
});

export const allowsUrgent = (): Question => ({
  text: text('settings.askUrgent'),
  choices: [
    { label: text('common.yes'), answer: 'yes' },
    { label: text('common.no'), answer: 'no' },
  ],
});

export const fallbackChannel = ({ channel, channels }: Now): Question => ({
  text: text('settings.askFallback', { channel: channelLabel(channel) }),
  choices: channels
    .filter((one) => one !== channel)
    .map((one) => ({ label: channelLabel(one), answer: one })),
});

/** What differs from hearing everything at once, as sentences of the menu. */
export function rhythmWords({
  frequency: often,
  digestMinute: at,
  digestWeekday: day,
  ...now
}: Now): TextRef | string {
  const time = shownTime(at);
  const rhythm =
    often === 'at once'
      ? ''
      : text(`settings.rhythm.${often}`, { time, day: text(`weekday.${day as (typeof weekdays)[number]}`) });
  const quiet = now.quietHours ? text('settings.rhythm.quiet', { hours: now.quietHours }) : '';
  const urgent = now.allowsUrgent ? '' : text('settings.rhythm.noUrgent');
  return text('settings.rhythm', { rhythm, quiet, urgent });
}
