import { recordAct } from '../../../db/audit.ts';
import { changeOwnPlace, findOwnChannels, findOwnPlace, lockOrganizers } from '../../../db/members.ts';
import { findPreferences } from '../../../db/preferences.ts';
import { findReach } from '../../../db/reach.ts';
import { quietHoursOf } from '../../../delivery/recipient.ts';
import type {
  RhythmSetting,
  Setting,
  SettingsEvent,
  SettingsRefusal,
} from '../../../domain/effects/organizer.ts';
import { type Belonging, isIn, type Who } from '../../../domain/member.ts';
import { mayAs } from '../../../domain/permissions.ts';
import { text } from '../../../domain/text.ts';
import { notify } from './common.ts';
import { oneByOne, type Work } from './performer.ts';
import { changeQuietHours } from './quiet.ts';
import { changeHours, hoursOf, isRhythm, moveWaiting } from './rhythm.ts';

export const settingsFind = oneByOne<'settings.find'>((work, { effect, who }) =>
  found(work, who!, placeIn(who!, effect.communityId)),
);

export const settingsChange = oneByOne<'settings.change'>(async (work, { effect, who }) => {
  const place = placeIn(who!, effect.communityId);
  const { membershipId } = place;
  if (!mayAs(place, 'settings.change')) return refusal(place);
  const before = await findOwnPlace(work.tx, membershipId);
  const own = { membershipId, personId: who!.personId! };
  if (isRhythm(effect.setting))
    await changeHours(work, own, { setting: effect.setting, value: effect.value });
  else await changeOwnPlace(work.tx, own, changeOf(effect.setting, effect.value));
  if (effect.setting === 'timeZone') await moveClock(work, own, who!);
  if (effect.setting === 'name' && before.name !== effect.value) {
    // The name is the person's: every class they are in knows them by it.
    const names = { before: before.name, after: effect.value };
    for (const one of who!.belongings) if (isIn(one)) await tellOrganizers(work, one, names);
  }
  return found(work, who!, place);
});

/** Their own clock shows another time: what waits for an hour of it waits for that of the new one. */
async function moveClock(
  work: Work,
  own: { membershipId: string; personId: string },
  who: Who,
): Promise<void> {
  const quiet = quietHoursOf(await findPreferences(work.tx, own.personId));
  await changeQuietHours(work, own.personId, quiet);
  for (const { membershipId } of who.belongings) await moveWaiting(work, { ...own, membershipId });
}

const refusal = ({ status }: Belonging): SettingsRefusal => ({
  type: 'settings.refused',
  reason: status === 'suspended' ? 'suspended' : 'notMember',
});

const placeIn = (who: Who, communityId: string) =>
  who.belongings.find((one) => one.communityId === communityId)!;

async function found(work: Work, who: Who, { membershipId }: Belonging): Promise<SettingsEvent> {
  const place = await findOwnPlace(work.tx, membershipId);
  const on = new Set<string>(work.settings.accounts.map(({ channel }) => channel));
  const channels = (await findOwnChannels(work.tx, who.personId!)).filter((channel) => on.has(channel));
  return {
    type: 'settings.found',
    name: place.name,
    classWords: [place.graduatingYear, place.section].filter(Boolean).join(' '),
    channel: place.preferredChannel,
    channels,
    canAddMail: on.has('email') && !channels.includes('email'),
    timeZone: place.timeZone,
    privacy: place.privacy,
    ...(await hoursOf(work, { membershipId, personId: who.personId! })),
  };
}

function changeOf(
  setting: Exclude<Setting, RhythmSetting>,
  value: string,
): Parameters<typeof changeOwnPlace>[2] {
  if (setting === 'graduatingYear') return { graduatingYear: Number(value) };
  if (setting === 'section') return { section: value || null };
  return { [setting]: value };
}

/** A class goes by names: whoever takes another one does so in sight of the organizers. */
async function tellOrganizers(
  work: Work,
  place: Belonging,
  names: { before: string; after: string },
): Promise<void> {
  const { tx, now, newId, settings } = work;
  const { communityId, communityName: community, membershipId } = place;
  await recordAct(tx, {
    id: newId(),
    communityId,
    actorId: membershipId,
    act: 'member.renamed',
    subjectId: membershipId,
    now,
  });
  const organizers = (await lockOrganizers(tx, communityId)).filter((id) => id !== membershipId);
  for (const reach of await findReach(tx, organizers, settings.accounts)) {
    notify(work, reach, { parts: [text('settings.nameChanged', { ...names, community })] });
  }
}
