import { listForums } from '../../../db/communities.ts';
import { listMembers } from '../../../db/members.ts';
import {
  endMutes,
  findSaid,
  listMutes,
  type MuteRow,
  moveMuted,
  mute,
  muteEverything,
} from '../../../db/mutes.ts';
import { findPreferences, type Preferences } from '../../../db/preferences.ts';
import { quietHoursOf } from '../../../delivery/recipient.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { localTime } from '../../../domain/localTime.ts';
import { typedWord } from '../../../domain/manners.ts';
import type { Belonging, Who } from '../../../domain/member.ts';
import { shortened } from '../../../domain/messageText.ts';
import { longestMuteHours, type MuteWish, readMute } from '../../../domain/mute.ts';
import { afterQuiet } from '../../../domain/quietHours.ts';
import { type TextRef, text } from '../../../domain/text.ts';
import { folded } from '../understand.ts';
import { oneByOne, type Work } from './performer.ts';
import { matching } from './roster.ts';
import { told } from './telling.ts';

const hourMs = 3_600_000;
const wordsShown = 40;

/** Who mutes, where, and how times are told to them. */
interface Muting {
  work: Work;
  who: Who;
  place: Belonging;
  preferences: Preferences;
}

/** Silence for a while, or from a person or a forum. Those who are muted do not hear of it. */
export const muteSet = oneByOne<'mute.set'>(async (work, { effect, who }): Promise<ToldEvent> => {
  const muting = await mutingOf(work, who!, effect.communityId);
  const said = effect.messageId ? await findSaid(work.tx, effect.messageId) : null;
  const wish = readMute(effect.words);
  if ('hours' in wish && wish.hours !== null && (wish.hours > longestMuteHours || wish.hours < 1))
    return told(text('mute.tooLong'));
  if (wish.what === 'everything') return told(await everything(muting, wish.hours));
  if (said && said.communityId === effect.communityId && isAboutReply(wish)) {
    const subject =
      wish.what === 'forum'
        ? { what: 'forum' as const, id: said.forumId, name: await forumNamed(muting, said.forumId) }
        : { what: 'person' as const, id: said.authorId, name: said.authorName };
    return told(await silence(muting, subject, wish.what === 'list' ? null : wish.hours));
  }
  if (wish.what === 'list') return told(...(await listed(muting)));
  const subject = await subjectOf(muting, wish);
  return told('problem' in subject ? subject.problem : await silence(muting, subject, wish.hours));
});

/** `/mute` as a reply is about its author, `/mute forum` about its forum. */
const isAboutReply = (wish: MuteWish) => wish.what === 'list' || (wish.what === 'forum' && wish.name === '');

export const muteEnd = oneByOne<'mute.end'>(async (work, { effect, who }): Promise<ToldEvent> => {
  const muting = await mutingOf(work, who!, effect.communityId);
  const { place, preferences } = muting;
  const wish = readMute(effect.words);
  const said = effect.messageId && wish.what === 'list' ? await findSaid(work.tx, effect.messageId) : null;
  if (said)
    return told(await hearAgain(muting, { what: 'person', id: said.authorId, name: said.authorName }));
  if (wish.what === 'person' || wish.what === 'forum') {
    const subject = await subjectOf(muting, wish);
    return told('problem' in subject ? subject.problem : await hearAgain(muting, subject));
  }
  const hadMutes = await endMutes(work.tx, place.membershipId, null);
  const wasSilent = preferences.mutedUntil !== null && preferences.mutedUntil > work.now;
  if (!hadMutes && !wasSilent) return told(text('mute.nothing'));
  await muteEverything(work.tx, who!.personId!, null);
  await moveMuted(work.tx, who!.personId!, awake(muting, work.now));
  return told(text('mute.ended'));
});

async function mutingOf(work: Work, who: Who, communityId: string): Promise<Muting> {
  const place = who.belongings.find((one) => one.communityId === communityId)!;
  return { work, who, place, preferences: await findPreferences(work.tx, who.personId!) };
}

/** What came meanwhile is brought together when the silence ends; what waited for an earlier end waits for this one. */
async function everything(muting: Muting, hours: number): Promise<TextRef> {
  const { work, who } = muting;
  const until = new Date(work.now.getTime() + hours * hourMs);
  await muteEverything(work.tx, who.personId!, until);
  await moveMuted(work.tx, who.personId!, awake(muting, until));
  return text('mute.everything', { time: told24(muting, until), unmute: typedWord('unmute', who.channel) });
}

const awake = ({ preferences }: Muting, moment: Date) =>
  afterQuiet(quietHoursOf(preferences), moment, preferences.timeZone);

const told24 = ({ preferences, who }: Muting, moment: Date) =>
  localTime(moment, preferences.timeZone, who.language);

interface Subject {
  what: 'person' | 'forum';
  id: string;
  name: string;
}

async function silence(muting: Muting, subject: Subject, hours: number | null): Promise<TextRef> {
  const { work, who, place } = muting;
  const { membershipId, communityId, communityName: community } = place;
  if (subject.id === membershipId) return text('mute.self');
  const until = hours === null ? null : new Date(work.now.getTime() + hours * hourMs);
  await mute(work.tx, {
    membershipId,
    communityId,
    what: subject.what,
    subjectId: subject.id,
    until,
    now: work.now,
  });
  return text(`mute.${subject.what}`, {
    name: subject.name,
    community,
    until: untilWords(muting, until),
    unmute: `${typedWord('unmute', who.channel)} ${subject.what === 'forum' ? 'forum ' : ''}${subject.name}`,
  });
}

async function hearAgain({ work, place }: Muting, { what, id, name }: Subject): Promise<TextRef> {
  const wasMuted = await endMutes(work.tx, place.membershipId, id);
  if (!wasMuted) return text('mute.wasNot');
  return text(what === 'person' ? 'mute.endedPerson' : 'mute.endedForum', { name });
}

async function listed(muting: Muting): Promise<TextRef[]> {
  const { work, who, place, preferences } = muting;
  const mutes = await listMutes(work.tx, place.membershipId, work.now);
  const silentUntil =
    preferences.mutedUntil && preferences.mutedUntil > work.now ? preferences.mutedUntil : null;
  const lines = [
    ...(silentUntil ? [text('mute.lineEverything', { time: told24(muting, silentUntil) })] : []),
    ...mutes.map((one) => mutedLine(muting, one)),
  ];
  const how = text('mute.how', { word: typedWord('mute', who.channel) });
  return [lines.length > 0 ? text('mute.list', { lines }) : text('mute.nothing'), how];
}

const mutedLine = (muting: Muting, { what, name, until }: MuteRow) =>
  text(what === 'person' ? 'mute.linePerson' : 'mute.lineForum', { name, until: untilWords(muting, until) });

const untilWords = (muting: Muting, until: Date | null): TextRef | string =>
  until ? text('mute.until', { time: told24(muting, until) }) : '';

type Found = Subject | { problem: TextRef };

const subjectOf = (muting: Muting, wish: MuteWish & { what: 'person' | 'forum' }): Promise<Found> =>
  wish.what === 'person' ? memberCalled(muting, wish.words) : forumCalled(muting, wish.name);

async function memberCalled({ work, who, place }: Muting, typed: string): Promise<Found> {
  const { communityId, communityName: community } = place;
  const words = shortened(typed, wordsShown);
  const found = matching(await listMembers(work.tx, communityId, place.membershipId), typed).filter(
    ({ status }) => status === 'active',
  );
  if (found.length === 0) return { problem: text('mute.nobody', { words, community }) };
  const [only, ...others] = found;
  if (others.length === 0) return { what: 'person', id: only!.membershipId, name: only!.name };
  const word = (command: string) => typedWord(command, who.channel);
  return { problem: text('mute.several', { words, members: word('members'), word: word('mute') }) };
}

async function forumCalled({ work, who, place }: Muting, typed: string): Promise<Found> {
  const { communityId, communityName: community } = place;
  const forums = await listForums(work.tx, communityId);
  const found =
    typed === '' && forums.length === 1
      ? forums[0]
      : forums.find(({ name }) => folded(name) === folded(typed));
  if (found) return { what: 'forum', id: found.id, name: found.name };
  const names = forums.map(({ name }) => name).join(', ');
  if (typed === '')
    return { problem: text('mute.whichForum', { names, word: typedWord('mute', who.channel) }) };
  const words = shortened(typed, wordsShown);
  return { problem: text('mute.noForum', { words, community, names, count: forums.length }) };
}

const forumNamed = async ({ work, place }: Muting, id: string) =>
  (await listForums(work.tx, place.communityId)).find((one) => one.id === id)?.name ?? '';
