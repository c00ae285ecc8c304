import { recordActs } from '../../../db/audit.ts';
import { type DeadLetter, findReplays, listDeadLetters, numberDeadLetters } from '../../../db/deadLetters.ts';
import { moveDigests } from '../../../delivery/fallback.ts';
import { replacement } from '../../../delivery/otherWays.ts';
import { payForWays } from '../../../delivery/payForWays.ts';
import type { ReplayingEvent } from '../../../domain/effects/organizer.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { plainText } from '../../../domain/formatting/plainText.ts';
import { channelLabel, mannersOf, typedWord } from '../../../domain/manners.ts';
import { excerpt } from '../../../domain/messageText.ts';
import { type TextRef, text } from '../../../domain/text.ts';
import { folded } from '../understand.ts';
import { actorIn, actorMay, communityOf } from './actor.ts';
import { oneByOne } from './performer.ts';
import { told } from './telling.ts';
import { reasonText } from './whyWords.ts';

/** Shown on one page; a text message takes fewer. */
const pageSize = { chat: 10, sms: 3 };
const excerptLength = 40;
/** No number is larger. */
const lastNumber = 2_147_483_647;

/** What could not be delivered, page by page: `from 21` begins at that number. */
export const failuresList = oneByOne<'failures.list'>(async (work, { effect, who }): Promise<ToldEvent> => {
  const { communityId, words } = effect;
  if (!actorMay(await actorIn(work, who, communityId), 'delivery.see'))
    return told(text('failures.notYours'));
  const community = communityOf(who!, communityId);
  const from = Number(/^(?:from|desde)\s+#?(\d{1,9})$/.exec(folded(words))?.[1] ?? 0);
  const { isTerse } = mannersOf(who!.channel);
  const size = isTerse ? pageSize.sms : pageSize.chat;
  await numberDeadLetters(work.tx, communityId, work.now);
  const { letters, total } = await listDeadLetters(work.tx, {
    ...{ communityId, from, now: work.now },
    count: size + 1,
  });
  if (letters.length === 0) return told(text('failures.none', { community }));
  const lines = letters.slice(0, size).map(shown);
  const [first, next] = [letters[0]!.number, letters[size]?.number];
  return {
    ...told(text('failures.list', { count: total, community, lines })),
    buttons: [
      ...(next ? [moreFrom(next)] : []),
      {
        label: text('failures.sendAll'),
        command: 'replay all',
        typed: text('failures.typed', { number: first }),
      },
    ],
  };
});

const moreFrom = (number: number) => ({
  label: text('members.next'),
  command: `failures from ${number}`,
  typed: text('failures.typedNext', { number }),
});

function shown({ number, name, channel, reason, providerCode, text: words }: DeadLetter): TextRef {
  return text('failures.line', {
    number,
    what: words === null ? text('failures.notice') : text('failures.post', { excerpt: inShort(words) }),
    name,
    channel: channelLabel(channel),
    reason: reasonText(reason),
    code: providerCode ? ` (${providerCode})` : '',
  });
}

const inShort = (markdown: string) => excerpt(plainText(markdown), excerptLength);

/** What sending again would mean: which one by its number, or how many. */
export const replayWeigh = oneByOne<'replay.weigh'>(
  async (work, { effect, who }): Promise<ReplayingEvent> => {
    const { communityId, words } = effect;
    if (!actorMay(await actorIn(work, who, communityId), 'delivery.replay'))
      return told(text('failures.notYours'));
    const number = numberIn(words);
    if (number === undefined) return told(text('replay.how', typedWords(who!.channel)));
    await numberDeadLetters(work.tx, communityId, work.now);
    const { letters, total } = await listDeadLetters(work.tx, {
      ...{ communityId, now: work.now },
      from: number ?? 0,
      count: number === null ? lastNumber : 1,
    });
    const [first] = letters;
    if (!first) return told(text('failures.none', { community: communityOf(who!, communityId) }));
    if (number !== null && first.number !== number)
      return told(text('replay.unknown', { number, ...typedWords(who!.channel) }));
    return {
      type: 'replay.weighed',
      number,
      upTo: letters.at(-1)!.number,
      count: number === null ? total : 1,
      name: first.name,
    };
  },
);

const typedWords = (channel: string) => ({
  replay: typedWord('replay', channel),
  failures: typedWord('failures', channel),
});

/** Null for all; undefined where neither is meant. */
function numberIn(words: string): number | null | undefined {
  const said = folded(words);
  if (/^(all|everything|todo|todos|todas)$/.test(said)) return null;
  const digits = /^#?(\d{1,9})$/.exec(said)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * Sends again what can be: to the address that suits the person now, as far as the budget for text messages goes; the
 * others stay as they are. Everything that goes is noted with who wished it.
 */
export const replayMake = oneByOne<'replay.make'>(async (work, { effect, who }): Promise<ToldEvent> => {
  const { tx, now, newId, settings, countSegments } = work;
  const { accounts } = settings;
  const { communityId, number, upTo, count } = effect;
  const actor = await actorIn(work, who, communityId);
  if (!actorMay(actor, 'delivery.replay')) return told(text('failures.notYours'));
  const fallbacks = await findReplays(tx, { communityId, number, upTo, accounts, now });
  // What was urgent once is not, by now.
  const late = fallbacks.map((one) => ({ ...one, isUrgent: false }));
  const ways = await payForWays(tx, { fallbacks: late, unsent: [] }, { newId, accounts, countSegments, now });
  const going = ways.filter(({ isTooDear }) => !isTooDear);
  const drafts = going.map((way) => ({ ...replacement(way, now), id: newId() }));
  for (const draft of drafts) work.ledger.deliver(draft);
  await moveDigests(tx, going, drafts);
  const acts = going.map(({ from }) => ({ id: newId(), act: 'delivery.replay', subjectId: from.id }));
  await recordActs(tx, acts, { communityId, actorId: actor.membershipId, now });
  const outcome = outcomeOf({ sent: going.length, tooDear: ways.length - going.length, asked: count });
  return { ...told(...outcome), did: { count: going.length } };
});

function outcomeOf({ sent, tooDear, asked }: { sent: number; tooDear: number; asked: number }): TextRef[] {
  const short = tooDear > 0 ? [text('replay.tooDear', { count: tooDear })] : [];
  const missed = asked - sent - tooDear;
  if (missed > 0) return [sent > 0 ? text('replay.part', { sent, missed }) : text('replay.nobody'), ...short];
  return sent > 0 ? [text('replay.done', { count: sent }), ...short] : short;
}
