import { findOwnPlace } from '../../../db/members.ts';
import { answerSignIn } from '../../../db/signIns.ts';
import { newInviteCode, readInviteCode } from '../../../domain/code.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { typedWord } from '../../../domain/manners.ts';
import { mayAs } from '../../../domain/permissions.ts';
import { signInCodes } from '../../../domain/signIn.ts';
import { text } from '../../../domain/text.ts';
import { actorIn } from './actor.ts';
import { oneByOne } from './performer.ts';
import { told } from './telling.ts';

/**
 * Answers the code that a browser shows with one that only that browser can use. Whoever is talked into writing a
 * stranger's code gets the answer into their own chat, where it does the stranger no good.
 */
export const accountEnter = oneByOne<'account.enter'>(async (work, { effect, who }): Promise<ToldEvent> => {
  const { tx, now, vault, random, settings } = work;
  const link = settings.signInUrl;
  const actor = effect.communityId ? await actorIn(work, who, effect.communityId) : null;
  if (!mayAs(actor, 'account.enter')) return told(text('account.guest'));
  if (effect.code.trim() === '')
    return told(text('account.how', { link, word: typedWord('admin', who!.channel) }));
  const asked = readInviteCode(effect.code);
  const code = newInviteCode(random);
  const isOpen =
    asked !== null &&
    (await answerSignIn(tx, {
      codeHash: vault.hashCode(signInCodes.asked, asked),
      answerHash: vault.hashCode(signInCodes.answered, code),
      membershipId: actor!.membershipId,
      now,
    }));
  if (!isOpen) return told(text('account.unknownCode', { link }));
  const { name } = await findOwnPlace(tx, actor!.membershipId);
  const community = who!.belongings.find(({ communityId }) => communityId === effect.communityId)!;
  return told(
    text('account.answer', { link: `${link}/${code}`, code, name, community: community.communityName }),
  );
});
