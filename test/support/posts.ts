import { correctMessage, createMessage, deleteMessage } from '../../db/messages.ts';
import type { Class } from './class.ts';
import type { World } from './world.ts';

/** Keeps a post; nothing of what follows has happened yet. Returns its id. */
export async function writePost(
  { sql, newId, clock }: World,
  { communityId, forumId, members }: Class,
  post: { author: string; words: string; forumId?: string; parentId?: string; isUrgent?: boolean },
): Promise<string> {
  const id = newId();
  const { membershipId, personId } = members[post.author]!;
  await createMessage(sql, {
    id,
    fanoutId: newId(),
    communityId,
    forumId: post.forumId ?? forumId,
    authorId: membershipId,
    authorPersonId: personId,
    parentId: post.parentId ?? null,
    text: post.words,
    isUrgent: post.isUrgent ?? false,
    typed: null,
    correlationId: null,
    now: clock.now(),
  });
  return id;
}

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
      given: { forumId?: string; parentId?: string } = {},
    ): Promise<string> {
      const id = await writePost(world, school, { author, words, ...given });
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
