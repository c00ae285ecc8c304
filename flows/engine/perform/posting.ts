import { recordAct } from '../../../db/audit.ts';
import type { Tx } from '../../../db/client.ts';
import {
  correctMessage,
  countCopies,
  deleteMessage,
  findForums,
  findKnownMessage,
  type KnownMessage,
} from '../../../db/messages.ts';
import { isForgotten } from '../../../db/partitions.ts';
import { cannotTakeBack } from '../../../domain/channel.ts';
import type {
  CorrectingEvent,
  FindingEvent,
  ForumsEvent,
  MessageName,
  MessageRefusal,
  TakingBackEvent,
} from '../../../domain/effects/posting.ts';
import { plainText } from '../../../domain/formatting/plainText.ts';
import { forumAddress } from '../../../domain/forumAddress.ts';
import { mannersOf } from '../../../domain/manners.ts';
import type { Who } from '../../../domain/member.ts';
import { excerpt } from '../../../domain/messageText.ts';
import { oneByOne, type Work } from './performer.ts';

/** How much of a message is shown when its answer is asked for. */
const excerptLength = 40;

export const forumsFind = oneByOne<'forums.find'>(
  async ({ tx }, { effect: { communityId, address }, who }): Promise<ForumsEvent> => {
    const personId = who?.personId;
    if (personId && address) {
      const all = await findForums(tx, { personId, communityId: null });
      return { type: 'forums.found', forums: all.filter(({ name }) => forumAddress(name) === address) };
    }
    const forums = personId && communityId ? await findForums(tx, { personId, communityId }) : [];
    return { type: 'forums.found', forums };
  },
);

export const messageFind = oneByOne<'message.find'>(
  async ({ tx }, { effect, who }): Promise<FindingEvent> => {
    const found = await look(tx, effect, who!);
    if (typeof found === 'string') return { type: 'message.missing', reason: found };
    if (found.status === 'suspended') return { type: 'message.missing', reason: 'suspended' };
    if (!isThere(found)) return { type: 'message.missing', reason: 'notMember' };
    return {
      type: 'message.found',
      messageId: found.messageId,
      forumId: found.forumId,
      number: found.number,
      authorName: found.authorName,
      isOwn: found.authorId === found.membershipId,
      excerpt: excerpt(plainText(found.text), excerptLength),
    };
  },
);

/** One's own alone: an organizer may take words back, but not put others in somebody's mouth. */
export const messageCorrect = oneByOne<'message.correct'>(
  async ({ tx, now, newId }, { effect, who, correlationId }): Promise<CorrectingEvent> => {
    const found = await look(tx, effect, who!);
    if (typeof found === 'string') return { type: 'message.missing', reason: found };
    if (found.authorId !== found.membershipId) return { type: 'message.missing', reason: 'notYours' };
    if (found.status === 'suspended') return { type: 'message.missing', reason: 'suspended' };
    if (!isThere(found)) return { type: 'message.missing', reason: 'notMember' };
    const { messageId, communityId, number } = found;
    const copies = await countCopies(tx, messageId);
    const correction = { messageId, communityId, fanoutId: newId(), text: effect.text, correlationId, now };
    if (!(await correctMessage(tx, correction))) return { type: 'message.missing', reason: 'deleted' };
    const noted = copies.filter(({ channel }) => !mannersOf(channel).canEdit);
    return {
      ...{ type: 'message.corrected', number, noted: noted.reduce((sum, { sent }) => sum + sent, 0) },
      ...(await forgotten(tx, messageId, copies)),
    };
  },
);

/** One's own, or, for organizers and moderators, anybody's; the latter is kept in the audit log. */
export const messageTakeBack = oneByOne<'message.takeBack'>(
  async (work, { effect, who, correlationId }): Promise<TakingBackEvent> => {
    const { tx, now, newId } = work;
    const found = await look(tx, effect, who!);
    const refusal = typeof found === 'string' ? found : refusalToTakeBack(found);
    if (typeof found === 'string' || refusal) return { type: 'message.missing', reason: refusal! };
    const { messageId, communityId, number } = found;
    const copies = await countCopies(tx, messageId);
    if (!(await deleteMessage(tx, { messageId, communityId, fanoutId: newId(), correlationId, now })))
      return { type: 'message.missing', reason: 'deleted' };
    const isOwn = found.authorId === found.membershipId;
    if (!isOwn) await record(work, found);
    const left = (isGone: boolean) =>
      copies
        .filter(({ channel }) => cannotTakeBack.has(channel) === isGone)
        .reduce((sum, { sent }) => sum + sent, 0);
    return {
      type: 'message.takenBack',
      number,
      author: isOwn ? null : { membershipId: found.authorId, number: found.authorNumber },
      removable: left(false),
      gone: left(true),
      ...(await forgotten(tx, messageId, copies)),
    };
  },
);

/** Where the rows that tell who has it were dropped with their month. */
const forgotten = async (tx: Tx, messageId: string, copies: unknown[]) =>
  copies.length === 0 && (await isForgotten(tx, messageId)) ? { isForgotten: true as const } : {};

function refusalToTakeBack(message: KnownMessage): MessageRefusal | null {
  // Whoever left may still take back what is theirs.
  if (message.authorId === message.membershipId) return null;
  const mayModerate = message.role === 'organizer' || message.role === 'moderator';
  return message.status === 'active' && mayModerate ? null : 'notYours';
}

async function record({ tx, now, newId }: Work, { communityId, membershipId, messageId }: KnownMessage) {
  await recordAct(tx, {
    id: newId(),
    communityId,
    actorId: membershipId!,
    act: 'message.takenBack',
    subjectId: messageId,
    now,
  });
}

/** The message somebody names; the number they typed wins over what they replied to. */
async function look(
  tx: Work['tx'],
  { number, messageId }: MessageName,
  { personId }: Who,
): Promise<KnownMessage | MessageRefusal> {
  if (!personId) return 'unknown';
  if (number === null && messageId === null) return 'noNumber';
  const found = await findKnownMessage(tx, { personId, number, messageId });
  if (!found) return 'unknown';
  return found.isDeleted ? 'deleted' : found;
}

const isThere = ({ status, isInForum }: KnownMessage) => status === 'active' && isInForum;
