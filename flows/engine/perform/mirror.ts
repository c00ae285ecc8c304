import { findSaid } from '../../../db/inbox.ts';
import { createMessage } from '../../../db/messages.ts';
import { type Hold, settleHold } from '../../../db/mirrors.ts';
import type { Inbound } from '../../../domain/channel.ts';
import type { ToldEvent } from '../../../domain/effects/telling.ts';
import { plainMarkdown } from '../../../domain/formatting/toMarkdown.ts';
import { storable } from '../../../domain/storable.ts';
import { text } from '../../../domain/text.ts';
import { actorIn, actorMay, record } from './actor.ts';
import { oneByOne, type Work } from './performer.ts';
import { told } from './telling.ts';

export const mirrorExplain = oneByOne<'mirror.explain'>(async ({ settings }): Promise<ToldEvent> => {
  const bot = settings.place('telegram');
  return told(
    text('mirror.how', { link: bot ? `${bot}?startgroup=mirror` : '' }),
    settings.readsGroups('telegram') === false ? text('mirror.privacy') : null,
  );
});

export const holdSettle = oneByOne<'hold.settle'>(
  async (work, { effect, who, correlationId }): Promise<ToldEvent> => {
    const { communityId, number, isCarried } = effect;
    const actor = await actorIn(work, who, communityId);
    if (!actorMay(actor, 'group.mirror')) return told(text('mirror.onlyOrganizers'));
    const status = isCarried ? 'carried' : 'left';
    const holds = await settleHold(work.tx, { communityId, number, status });
    if (holds.length === 0) return told(text('mirror.settled'));
    await record(work, { communityId, actor, act: `mirror.${status}`, subjectId: holds[0]!.addressId });
    if (!isCarried) return told(text('mirror.left'));
    const author = { authorId: actor.membershipId, authorPersonId: actor.personId };
    for (const hold of holds) await carryOn(work, hold, { ...author, communityId, correlationId });
    return told(text('mirror.carried'));
  },
);

/** A stranger has no place in the class: whoever carries their words does so in their own name. */
async function carryOn(
  { tx, now, newId, vault }: Work,
  { inboxId, forumId, addressId }: Hold,
  author: { authorId: string; authorPersonId: string; communityId: string; correlationId: string },
): Promise<void> {
  const sealed = await findSaid(tx, { id: inboxId, lane: addressId });
  if (!sealed) return;
  const { said, name } = vault.openJson(sealed) as Inbound;
  if (said.kind !== 'text' && said.kind !== 'media') return;
  const words = storable(said.kind === 'text' ? said.text : (said.caption ?? ''));
  await createMessage(tx, {
    ...author,
    id: newId(),
    fanoutId: newId(),
    forumId,
    parentId: null,
    text: plainMarkdown(`${name ?? '?'}: ${words}`.slice(0, 4_000)),
    typed: said.messageId ? { addressId, providerId: said.messageId } : null,
    now,
  });
}
