import { attachMedia } from '../../../db/media.ts';
import { createMessage, findAuthor, isStanding, lockPeople } from '../../../db/messages.ts';
import { findPostSlot } from '../../../db/postSlots.ts';
import type { PublishingEvent } from '../../../domain/effects/posting.ts';
import type { EffectOf } from '../../../domain/effects.ts';
import { limits } from '../../../domain/limits.ts';
import { mayAs } from '../../../domain/permissions.ts';
import type { Call, Performer, Work } from './performer.ts';

/** Keeps messages with their authors' numbers. The authors are locked together first, as the planner locks readers. */
export const messagePublish: Performer<'message.publish'> = async (work, calls) => {
  await lockPeople(
    work.tx,
    calls.map(({ who }) => who!.personId!),
  );
  const answers: PublishingEvent[] = [];
  for (const call of calls) answers.push(await publish(work, call));
  return answers;
};

/** Roles and places are read again: they may have changed since the draft was begun. */
async function publish(
  work: Work,
  {
    effect: { forumId, parentId, text, typedId, isUrgent, files = [] },
    who,
    correlationId,
  }: Call<EffectOf<'message.publish'>>,
): Promise<PublishingEvent> {
  const { tx, now, newId } = work;
  const personId = who!.personId!;
  const author = await findAuthor(tx, { personId, forumId });
  if (author?.status === 'suspended') return { type: 'message.refused', reason: 'suspended' };
  if (author?.status !== 'active' || !author.isInForum)
    return { type: 'message.refused', reason: 'notMember' };
  // Who organizes no more posts like anybody else: their draft may be a day old.
  const place = who!.belongings.find(({ membershipId }) => membershipId === author.membershipId);
  if (parentId && !(await isStanding(tx, parentId))) return { type: 'message.refused', reason: 'deleted' };
  const isAnnounced = isUrgent === true && mayAs(place ?? null, 'message.announce');
  const goesAt = parentId ? null : await slotOf(work, { personId, isAnnounced });
  if (goesAt === 'tooMany') return { type: 'message.refused', reason: 'tooMany' };
  const messageId = newId();
  const number = await createMessage(tx, {
    id: messageId,
    fanoutId: newId(),
    communityId: author.communityId,
    forumId,
    authorId: author.membershipId,
    authorPersonId: personId,
    parentId,
    text,
    isUrgent: isAnnounced,
    goesAt,
    correlationId,
    typed: typedId ? { addressId: who!.addressId, providerId: typedId } : null,
    from: who!.addressId,
    now,
  });
  const ids = files.map(({ id }) => id);
  await attachMedia(tx, { messageId, communityId: author.communityId, ids });
  const goesInMs = goesAt ? goesAt.getTime() - now.getTime() : 0;
  return {
    ...{ type: 'message.published', messageId, number, readers: author.readers },
    ...(goesInMs > 0 && { goesInMs }),
  };
}

/** When a post goes out. What organizers announce never waits; what would wait longer than the window is not taken. */
async function slotOf(
  { tx, now }: Work,
  { personId, isAnnounced }: { personId: string; isAnnounced: boolean },
): Promise<Date | 'tooMany'> {
  if (isAnnounced) return now;
  const slot = await findPostSlot(tx, { personId, now, limit: limits.posts });
  return slot.getTime() - now.getTime() > limits.posts.seconds * 1_000 ? 'tooMany' : slot;
}
