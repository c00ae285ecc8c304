import { z } from '@hono/zod-openapi';
import { findPreferences, type PreferencesRow } from '../../db/api/preferences.ts';
import type { ActAnswer } from '../../domain/act.ts';
import { circles } from '../../domain/privacy.ts';
import { shownTime } from '../../domain/quietHours.ts';
import type { Account } from '../account/account.ts';
import { acting, endedIn } from './acting.ts';
import { type ApiDeps, newPart, reading } from './deps.ts';
import { one } from './envelope.ts';
import { words } from './listing.ts';
import { body, route } from './route.ts';
import { answersFor } from './settingAnswers.ts';
import { channel } from './shapes.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const quietHours = z.strictObject({ from: timeOfDay, to: timeOfDay });
const frequency = z.enum(['at once', 'daily', 'weekly']);
const weekday = z.int().min(0).max(6).openapi({ description: '0 is Sunday' });

const preferences = z
  .strictObject({
    primary_channel: channel,
    fallback_channels: z.array(channel),
    frequency,
    digest_time: timeOfDay,
    digest_weekday: weekday,
    quiet_hours: quietHours.nullable(),
    allows_urgent: z.boolean(),
    time_zone: z.string(),
    language: z.string(),
    privacy_profile: z.enum(circles),
  })
  .openapi('Preferences');

const change = z
  .strictObject({
    primary_channel: channel,
    fallback_channel: channel,
    frequency,
    digest_time: timeOfDay,
    digest_weekday: weekday,
    quiet_hours: quietHours.nullable(),
    allows_urgent: z.boolean(),
    time_zone: words(100),
    privacy_profile: z.enum(circles),
  })
  .partial()
  .openapi('PreferencesChange');

const read = route({
  method: 'get',
  path: '/preferences',
  permission: 'account.use',
  tag: 'preferences',
  summary: 'How, when and where one hears',
  data: preferences,
});

const write = route({
  method: 'put',
  path: '/preferences',
  permission: 'settings.change',
  tag: 'preferences',
  summary: 'Change how one hears; what is not sent stays',
  request: { body: body(change) },
  data: preferences,
});

export const preferenceRoutes = (deps: ApiDeps) =>
  newPart()
    .openapi(read, async (c) => c.json(one(shown(await found(deps, c.var.account))), 200))
    .openapi(write, async (c) => {
      const before = await found(deps, c.var.account);
      const answers = answersOf(c.req.valid('json'), before);
      await acting(deps, c, { flow: 'settings', answers }, endedIn('closed'));
      return c.json(one(shown(await found(deps, c.var.account))), 200);
    });

const found = (deps: ApiDeps, account: Account): Promise<PreferencesRow> =>
  reading(deps, account, (tx) => findPreferences(tx, account.membershipId));

function shown({ digest_minute, quiet_from, quiet_to, ...row }: PreferencesRow): z.infer<typeof preferences> {
  const quiet = quiet_from === null || quiet_to === null ? null : { from: quiet_from, to: quiet_to };
  return {
    ...(row as Omit<z.infer<typeof preferences>, 'digest_time' | 'quiet_hours'>),
    digest_time: shownTime(digest_minute),
    quiet_hours: quiet && { from: shownTime(quiet.from), to: shownTime(quiet.to) },
  };
}

/** The settings ask for day and hour as soon as somebody wants digests: as they are, where nothing else is said. */
function answersOf(wanted: z.infer<typeof change>, before: PreferencesRow): ActAnswer[] {
  const { quiet_hours: quiet, allows_urgent: urgent } = wanted;
  const time = wanted.digest_time ?? shownTime(before.digest_minute);
  const day = String(wanted.digest_weekday ?? before.digest_weekday);
  const often = wanted.frequency ?? (hasDigestWish(wanted) ? before.frequency : undefined);
  const followUps: Record<string, ActAnswer[]> = {
    daily: [asking(time, 'digest_time')],
    weekly: [asking(day, 'digest_weekday'), asking(time, 'digest_time')],
  };
  const rhythm = often === undefined ? [] : answersFor([['frequency', often, 'frequency']]).slice(0, -1);
  return [
    ...rhythm,
    ...(followUps[often ?? ''] ?? []),
    ...answersFor([
      ['quietHours', quiet === null ? 'none' : quiet && `${quiet.from}-${quiet.to}`, 'quiet_hours'],
      ['allowsUrgent', urgent === undefined ? undefined : urgent ? 'yes' : 'no', 'allows_urgent'],
      ['privacy', wanted.privacy_profile, 'privacy_profile'],
      ['timeZone', wanted.time_zone, 'time_zone'],
      ['preferredChannel', wanted.primary_channel, 'primary_channel'],
      ['fallbackChannel', wanted.fallback_channel, 'fallback_channel'],
    ]),
  ];
}

const asking = (answer: string, field: string): ActAnswer => ({
  state: 'asking',
  answer,
  field,
  isNeeded: true,
});

const hasDigestWish = ({ digest_time, digest_weekday }: z.infer<typeof change>) =>
  digest_time !== undefined || digest_weekday !== undefined;
