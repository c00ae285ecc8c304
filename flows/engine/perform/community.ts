import { type CommunityRow, changeCommunity, findCommunity } from '../../../db/communities.ts';
import { type CommunityChange, readCommunityChange } from '../../../domain/communitySetting.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { typedWord } from '../../../domain/manners.ts';
import { type TextRef, text } from '../../../domain/text.ts';
import { cityName } from '../../../domain/timeZone.ts';
import { actorIn, actorMay, record } from './actor.ts';
import { oneByOne } from './performer.ts';
import { told } from './telling.ts';

/** What organizers change about their community; without a wish they hear how it is. */
export const communityManage = oneByOne<'community.manage'>(async (work, call): Promise<ToldEvent> => {
  const { effect, who } = call;
  const { communityId, words } = effect;
  const actor = await actorIn(work, who, communityId);
  if (!actorMay(actor, 'community.change')) return told(text('community.onlyOrganizers'));
  const word = typedWord('community', who!.channel);
  const now = await findCommunity(work.tx, communityId);
  if (words.trim() === '') return told(stateOf(now), text('community.how', { word }));
  const wish = readCommunityChange(words);
  if (!wish) return told(text('community.how', { word }));
  if ('problem' in wish) return told(text(wish.problem));
  await changeCommunity(work.tx, communityId, wish);
  await record(work, { communityId, actor, act: 'community.changed', subjectId: communityId });
  return { ...told(changedTo(wish, now)), did: { subjectId: communityId } };
});

function stateOf({ name, language, timeZone, vouches }: CommunityRow): TextRef {
  const spoken = text(language === 'es' ? 'community.es' : 'community.en');
  return text('community.state', { community: name, language: spoken, city: cityName(timeZone), vouches });
}

function changedTo(wish: CommunityChange, { name: before }: CommunityRow): TextRef {
  switch (wish.what) {
    case 'name':
      return text('community.renamed', { before, community: wish.name });
    case 'language': {
      const language = text(wish.language === 'es' ? 'community.es' : 'community.en');
      return text('community.speaks', { community: before, language });
    }
    case 'timeZone':
      return text('community.livesBy', { community: before, city: cityName(wish.timeZone) });
    case 'vouches':
      return text('community.needs', { community: before, vouches: wish.vouches });
  }
}
