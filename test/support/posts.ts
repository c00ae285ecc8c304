import { correctMessage, createMessage, deleteMessage } from '../../db/messages.ts';
import type { Class } from './class.ts';
import type { World } from './world.ts';

/** Lets members of a class post without the talk around it. All that follows has happened when it resolves. */
export function postsBy(world: World, school: Class) {
  const { sql, newId, clock } = world;
  const { communityId } = school;
  const change = (messageId: string) => ({
    ...{ messageId, communityId, fanoutId: newId(), correlationId: null, now: clock.now() },
  });
  return {
    /** Returns the message's id. */
    async post(
      author: string,
      words: string,
      given: { forumId?: string; parentId?: string; isUrgent?: boolean } = {},
    ): Promise<string> {
      const id = newId();
      const { membershipId, personId } = school.members[author]!;
      await createMessage(sql, {
        id,
        fanoutId: newId(),
        communityId,
        forumId: given.forumId ?? school.forumId,
        authorId: membershipId,
        authorPersonId: personId,
        parentId: given.parentId ?? null,
        text: words,
        isUrgent: given.isUrgent ?? false,
        typed: null,
        correlationId: null,
        now: clock.now(),
      });
      await world.settle();
      return id;
    },
    async takeBack(messageId: string): Promise<void> {
      await deleteMessage(sql, change(messageId));
      await world.settle();
    },
    async correct(messageId: string, text: string): Promise<void> {
      await correctMessage(sql, { ...change(messageId), text });
      await world.settle();
    },
  };
}
