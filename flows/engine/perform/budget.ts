import { findBudget, type SmsBudget, setBudget } from '../../../db/smsBudget.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { typedWord } from '../../../domain/manners.ts';
import { readBudget } from '../../../domain/smsBudget.ts';
import { type TextRef, text } from '../../../domain/text.ts';
import { actorIn, actorMay, communityOf, record } from './actor.ts';
import { oneByOne } from './performer.ts';
import { told } from './telling.ts';

/** What text messages may cost in a month: set by organizers, in segments or in their own money. */
export const budgetManage = oneByOne<'budget.manage'>(async (work, { effect, who }): Promise<ToldEvent> => {
  const { communityId, words } = effect;
  const actor = await actorIn(work, who, communityId);
  if (!actorMay(actor, 'budget.manage')) return told(text('budget.onlyOrganizers'));
  const named = { community: communityOf(who!, communityId), word: typedWord('budget', who!.channel) };
  if (words.trim() === '') return told(stateOf(await findBudget(work.tx, communityId, work.now), named));
  const wish = readBudget(words);
  if (!wish) return told(text('budget.how', named));
  await setBudget(work.tx, { communityId, ...wish });
  await record(work, { communityId, actor, act: 'budget.set', subjectId: communityId });
  if (wish.budget === null) return told(text('budget.lifted', named));
  return told(text('budget.saved', { ...named, budget: wish.budget }));
});

function stateOf({ budget, price, spent }: SmsBudget, named: { community: string; word: string }): TextRef {
  if (budget === null) return text('budget.none', { ...named, spent });
  const inMoney = (segments: number) => ((segments * price!) / 1_000_000).toFixed(2);
  const money =
    price === null
      ? ''
      : text('budget.money', {
          spent: inMoney(spent),
          budget: inMoney(budget),
          price: String(price / 1_000_000),
        });
  return text('budget.state', { ...named, spent, budget, money });
}
