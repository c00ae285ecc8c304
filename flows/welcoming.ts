import type { Place } from '../domain/effects/approval.ts';
import type { EffectOf } from '../domain/effects.ts';
import { text } from '../domain/text.ts';

/** Who comes in, as classmates are told of them, and who decided it and need not be told. */
interface Newcomer extends Place {
  who: string;
  decidedById: string | null;
}

/** What somebody new finds when they come in. */
const postsForNewcomers = 5;

/** What somebody hears who is let in. */
export const welcome = ({ membershipId, communityName }: Newcomer): EffectOf<'members.tell'> => ({
  type: 'members.tell',
  membershipIds: [membershipId],
  text: text('approval.welcome', { community: communityName }),
});

export const bringPosts = ({ membershipId }: Newcomer): EffectOf<'posts.carry'> => ({
  type: 'posts.carry',
  membershipId,
  count: postsForNewcomers,
});

/** What all the others hear. */
export const tellClass = (newcomer: Newcomer): EffectOf<'class.tell'> => {
  const { membershipId, communityId, communityName: community, who, decidedById } = newcomer;
  const exceptIds = [membershipId, ...(decidedById ? [decidedById] : [])];
  return { type: 'class.tell', communityId, exceptIds, text: text('approval.joined', { who, community }) };
};
