import { attachMedia, createMedia } from '../../db/media.ts';
import { lockOrganizers } from '../../db/members.ts';
import { correctMessage, createMessage, findAuthor, isAuthor, isStanding } from '../../db/messages.ts';
import { createHold, findMirror, findSpeaker, type Mirror, type Speaker } from '../../db/mirrors.ts';
import { findReach } from '../../db/reach.ts';
import type { Said } from '../../domain/channel.ts';
import { excerpt, readMessageText } from '../../domain/messageText.ts';
import { storable } from '../../domain/storable.ts';
import { text } from '../../domain/text.ts';
import { commandsOf } from './button.ts';
import { startAgain, stop } from './consent.ts';
import type { EngineDeps } from './context.ts';
import { filesOf } from './files.ts';
import type { HeardInbound, Place } from './hearing.ts';
import { moveMirror, steeringOf, steerMirror } from './mirroring.ts';
import { notify } from './perform/common.ts';

/**
 * What is said in a group: `/mirror` steers; in a mirrored group members' words are posts of the forum at once, as they
 * were said to the others already, and strangers' words wait for an organizer. In any other group nothing is heard. While
 * the bot is put out of a group, nothing goes there.
 */
export async function hearInGroup(deps: EngineDeps, place: Place, heard: HeardInbound): Promise<string> {
  const { inbound } = heard;
  const { tx, turn } = place;
  const { channel, account, from, said } = inbound;
  if (said.kind === 'stopped') {
    await stop(deps, place, { how: 'blocked', isAnswered: false });
    return 'stopped';
  }
  // Whatever is heard there shows that the bot is in it again, though a send was refused once.
  if (turn.situation!.stoppedHow) await startAgain(place, { rowId: heard.rowId, isAnswered: false });
  if (said.kind === 'started') return 'started';
  if (said.kind === 'moved') return moveMirror(deps, place, inbound, said.to);
  const hash = deps.vault.hashIdentifier(channel, account, from);
  const speaker = await findSpeaker(tx, { channel, account, hash });
  const steering = said.kind === 'text' ? steeringOf(said.text) : null;
  if (steering !== null) return steerMirror(deps, place, { speaker, wish: steering });
  const mirror = await findMirror(tx, turn.situation!.who.addressId);
  if (!mirror) return 'noMirror';
  const author = speaker && (await findAuthor(tx, { personId: speaker.personId, forumId: mirror.forumId }));
  if (author?.status !== 'active' || !author.isInForum) return hold(deps, place, { heard, mirror, hash });
  if (said.kind === 'edited') return correct(deps, place, { heard, mirror, speaker: speaker! });
  return post(deps, place, { heard, mirror, author: { ...author, personId: speaker!.personId } });
}

interface InMirror {
  heard: HeardInbound;
  mirror: Mirror;
}

/** The group's own message is noted as the author's copy: answers there point at it, and it is not sent back there. */
async function post(
  deps: EngineDeps,
  { tx, now, turn }: Place,
  { heard, mirror, author }: InMirror & { author: { membershipId: string; personId: string } },
): Promise<string> {
  const { inbound, repliedMessageId } = heard;
  const { words, markdown, messageId: providerId } = talkOf(inbound.said);
  const read = readMessageText({ argument: words, ...(markdown !== undefined && { markdown }) });
  const files = filesOf(deps, inbound);
  if (read.problem || (read.text === '' && files.length === 0)) return 'noWords';
  const { communityId, forumId } = mirror;
  const messageId = deps.newId();
  await createMessage(tx, {
    id: messageId,
    fanoutId: deps.newId(),
    communityId,
    forumId,
    authorId: author.membershipId,
    authorPersonId: author.personId,
    parentId: repliedMessageId && (await isStanding(tx, repliedMessageId)) ? repliedMessageId : null,
    text: read.text,
    correlationId: turn.correlationId,
    typed: providerId ? { addressId: turn.situation!.who.addressId, providerId } : null,
    now,
  });
  await createMedia(tx, { communityId, files, now });
  await attachMedia(tx, { messageId, communityId, ids: files.map(({ id }) => id) });
  return 'mirrored';
}

function talkOf(said: Said): { words: string; markdown: string | undefined; messageId: string | null } {
  if (said.kind !== 'text' && said.kind !== 'media')
    return { words: '', markdown: undefined, messageId: null };
  const words = storable((said.kind === 'text' ? said.text : said.caption) ?? '');
  return { words, markdown: said.markdown, messageId: said.messageId ?? null };
}

async function correct(
  deps: EngineDeps,
  { tx, now, turn }: Place,
  { heard, mirror, speaker }: InMirror & { speaker: Speaker },
): Promise<string> {
  const { inbound, repliedMessageId: messageId } = heard;
  const { said } = inbound;
  if (said.kind !== 'edited') return 'notTheirs';
  const read = readMessageText({
    argument: storable(said.text),
    ...(said.markdown !== undefined && { markdown: said.markdown }),
  });
  if (!messageId || !read.text || !(await isAuthor(tx, messageId, speaker.personId))) return 'notTheirs';
  await correctMessage(tx, {
    messageId,
    fanoutId: deps.newId(),
    communityId: mirror.communityId,
    text: read.text,
    correlationId: turn.correlationId,
    now,
  });
  return 'corrected';
}

/** Organizers are asked about a stranger once, whatever else the stranger says until they have decided. */
async function hold(
  deps: EngineDeps,
  place: Place,
  { heard, mirror, hash }: InMirror & { hash: string },
): Promise<string> {
  const { tx, now, ledger, turn } = place;
  const { inbound, rowId } = heard;
  const { words } = talkOf(inbound.said);
  if (words.trim() === '') return 'noWords';
  const held = { id: deps.newId(), mirror, inboxId: rowId, speakerHash: hash, now };
  const number = await createHold(tx, held);
  if (number === null) return 'held';
  const buttons = [
    { label: text('mirror.carry'), command: `carry ${number}` },
    { label: text('mirror.leave'), command: `leaveout ${number}` },
  ];
  const content = {
    parts: [
      text('mirror.stranger', {
        number,
        name: inbound.name ?? '?',
        community: mirror.communityName,
        words: excerpt(words, 200),
      }),
    ],
    commands: commandsOf(buttons, mirror.communityId),
  };
  const organizers = await lockOrganizers(tx, mirror.communityId);
  const work = { ...deps, tx, now, ledger, correlationId: turn.correlationId };
  for (const reach of await findReach(tx, organizers, deps.settings.accounts)) notify(work, reach, content);
  return 'held';
}
