import { findOwnPlace, setCurrentCommunity, setLanguage } from '../../../db/members.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import type { Command } from '../../../domain/flow.ts';
import { channelLabel, exitWord, mannersOf, typedWord } from '../../../domain/manners.ts';
import { isActive, type Who } from '../../../domain/member.ts';
import { may } from '../../../domain/permissions.ts';
import { type TextRef, text } from '../../../domain/text.ts';
import { cityName } from '../../../domain/timeZone.ts';
import { oneByOne, type Work } from './performer.ts';

export const told = (...texts: (TextRef | null)[]): ToldEvent => ({
  type: 'told',
  texts: texts.filter((one) => one !== null),
});

/** Just what this person may do now, each with the word to type. */
export const helpFind = oneByOne<'help.find'>(async ({ flows, settings }, { effect, who }) => {
  const on = new Set<string>(settings.accounts.map(({ channel }) => channel));
  const commands = allowedCommands(
    flows.flows.flatMap((flow) => flow.commands),
    who!,
  ).filter(({ needs }) => !needs || on.has(needs));
  const lines = commands.map((command) =>
    text('help.line', { word: shownWord(command, who!.channel), about: text(command.about!) }),
  );
  const community = who!.current?.communityName ?? '';
  return told(
    who!.personId || effect.isInterrupting ? null : text('help.guest'),
    text('help.list', { lines }),
    isActive(who!) && !effect.isInterrupting ? text('help.justWrite', { community }) : null,
    effect.isInterrupting ? text('common.inConversation', { exit: exitWord(who!.channel) }) : null,
  );
});

/** As requests print `YES 7` by text message, the menu says YES there. */
function shownWord({ words: [word], bare }: Command, channel: string): string | TextRef {
  return bare && !mannersOf(channel).hasSlash ? text(bare) : typedWord(word, channel);
}

/** The commands to be shown to somebody, in the order of the registry. */
function allowedCommands(commands: Command[], who: Who): Command[] {
  return commands.filter(({ about, permission }) => about !== null && may(who, permission));
}

export const statusFind = oneByOne<'status.find'>(async (work, { who }) => {
  if (!who?.current) return told(text('status.guest'));
  const { membershipId, communityName: community, status, role } = who.current;
  const place = await findOwnPlace(work.tx, membershipId);
  const classWords = [place.graduatingYear, place.section].filter(Boolean).join(' ');
  const others = who.belongings.filter((one) => one !== who.current && one.status === 'active');
  return told(
    text('status.you', {
      name: place.name,
      class: classWords && ` (${classWords})`,
      community,
      standing: text(status === 'active' ? `standing.${role}` : `standing.${status}`),
    }),
    status === 'active'
      ? text('status.reach', {
          channel: channelLabel(place.preferredChannel),
          city: cityName(place.timeZone),
        })
      : null,
    place.approvalNumber ? text('status.waiting', { number: place.approvalNumber }) : null,
    status === 'active' && place.openRequests > 0
      ? text('status.requests', {
          count: place.openRequests,
          pending: typedWord('pending', who.channel),
        })
      : null,
    others.length > 0
      ? text('status.others', { others: others.map((one) => one.communityName).join(', ') })
      : null,
  );
});

/** The answer is rendered when it is sent, so it comes in the new language already. */
export const languageSet = oneByOne<'language.set'>(async ({ tx }, { effect, who }) => {
  await setLanguage(tx, { addressId: who!.addressId, personId: who!.personId, language: effect.language });
  return told(text('language.changed'));
});

export const communitySwitch = oneByOne<'community.switch'>(async (work: Work, { effect, who }) => {
  const place = who!.belongings.find(({ communityId }) => communityId === effect.communityId);
  if (!place) return told(text('common.forMembers', { command: typedWord('switch', who!.channel) }));
  await setCurrentCommunity(work.tx, who!.addressId, place.communityId);
  return told(text('switch.done', { community: place.communityName }));
});
