import { createForum, fillForum, listForums } from '../../../db/communities.ts';
import { forumName } from '../../../domain/answers.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { typedWord } from '../../../domain/manners.ts';
import { text } from '../../../domain/text.ts';
import type { TextKey } from '../../../texts/texts.ts';
import { folded } from '../understand.ts';
import { actorIn, actorMay, communityOf, record } from './actor.ts';
import { oneByOne } from './performer.ts';
import { told } from './telling.ts';

/** An organizer makes another forum, where everybody is at once; without a name one hears which there are. */
export const forumMake = oneByOne<'forum.make'>(async (work, { effect, who }): Promise<ToldEvent> => {
  const { communityId, name: typed } = effect;
  const { tx, now, newId } = work;
  const actor = await actorIn(work, who, communityId);
  const community = communityOf(who!, communityId);
  const forums = await listForums(tx, communityId);
  if (typed.trim() === '') {
    const names = forums.map(({ name }) => name).join(', ');
    const how = actorMay(actor, 'forum.make')
      ? text('forum.how', { word: typedWord('forum', who!.channel) })
      : null;
    return told(text('forum.list', { community, count: forums.length, names }), how);
  }
  if (!actorMay(actor, 'forum.make')) return told(text('forum.onlyOrganizers'));
  const read = forumName.safeParse(typed);
  if (!read.success) return told(text(read.error.issues[0]!.message as TextKey));
  const name = read.data;
  if (forums.some((one) => folded(one.name) === folded(name))) return told(text('forum.exists', { name }));
  const id = newId();
  await createForum(tx, { id, communityId, name, isMain: false, createdById: actor.membershipId, now });
  await fillForum(tx, id, now);
  await record(work, { communityId, actor, act: 'forum.made', subjectId: id });
  return told(text('forum.made', { name }));
});
