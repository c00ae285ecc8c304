import type { SituationRow } from '../../db/situations.ts';
import type { Inbound } from '../../domain/channel.ts';
import { mannersOf } from '../../domain/manners.ts';
import type { HeldFile } from '../../domain/media.ts';
import { type Belonging, isIn, type Who } from '../../domain/member.ts';
import { nearestLanguage } from '../../domain/text.ts';
import type { Meaning, Routes } from './meaning.ts';
import type { PointedAt } from './pointsAt.ts';
import { route } from './route.ts';
import type { Conversation, Situation } from './situation.ts';
import { questionOf } from './step.ts';
import { explanationFor, type Flows, type Turn } from './turn.ts';

/** An address's rows in the words of the engine. */
export function situationOf(row: SituationRow): Situation {
  const belongings = row.belongings ?? [];
  const conversations: Conversation[] = row.conversations ?? [];
  const who: Who = {
    addressId: row.addressId,
    channel: row.channel,
    personId: row.personId,
    phoneId: mannersOf(row.channel).isPhone ? row.addressId : row.phoneId,
    language: nearestLanguage(row.language),
    belongings,
    current: currentOf(belongings, row.currentCommunityId),
  };
  return {
    who,
    foreground: conversations.find(({ status }) => status === 'active') ?? null,
    parked: conversations.filter(({ status }) => status === 'parked'),
    hasWaiting: row.waitsForLimit !== null,
    isHeldBack: row.waitsForLimit === true,
    stoppedHow: row.stoppedHow,
  };
}

/** The community chosen last; once somebody is not, or no longer, in it, another one where they are. */
function currentOf(belongings: Belonging[], chosenId: string | null): Belonging | null {
  const chosen = belongings.find(({ communityId }) => communityId === chosenId) ?? null;
  if (chosen && isIn(chosen)) return chosen;
  const other = belongings.find(({ status }) => status === 'active') ?? belongings.find(isIn);
  return other ?? (chosen?.status === 'left' ? null : chosen);
}

type HeardSaid = { inbound: Inbound; situation: Situation; files: HeldFile[] } & PointedAt;

/** Lets a turn act on what somebody said. Returns what was made of it, in a word for the ledger. */
export function hearSaid(turn: Turn, routes: Routes & Flows, heard: HeardSaid): Meaning['kind'] {
  const meaning = meaningOf(routes, heard);
  if (meaning.kind === 'start') turn.start(meaning.flow, meaning.input);
  if (meaning.kind === 'explain') turn.say(meaning.text);
  if (meaning.kind === 'event') {
    const { foreground } = heard.situation;
    if (!foreground || !turn.hear(foreground, meaning.event)) turn.say(explanationFor(meaning.event));
  }
  return meaning.kind;
}

/** Whether it answers what the bot asks at the moment. */
export function isAnswer(routes: Routes & Flows, heard: Omit<HeardSaid, 'files'>): boolean {
  if (!heard.situation.foreground) return false;
  return meaningOf(routes, { ...heard, files: [] }).kind === 'event';
}

function meaningOf(
  routes: Routes & Flows,
  { inbound, situation, repliedMessageId, digestNumber, files }: HeardSaid,
): Meaning {
  return route(routes, situation, {
    said: inbound.said,
    question: waitingQuestion(routes, situation),
    repliedMessageId,
    digestNumber,
    mail: inbound.mail,
    files,
  });
}

function waitingQuestion(flows: Flows, situation: Situation) {
  if (!situation.foreground) return null;
  situation.foreground = flows.current(situation.foreground);
  return questionOf(flows.named(situation.foreground.flow), situation.foreground);
}
