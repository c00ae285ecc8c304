import { findReach, type Reach } from '../../../db/reach.ts';
import { type Content, type DeliveryDraft, laneOf } from '../../../domain/content.ts';
import { contentOf } from './content.ts';
import { oneByOne, type Performer, type Work } from './performer.ts';
import { request } from './request.ts';

/** Says something to members on their own channels: one look-up for all of the batch. */
export const membersTell: Performer<'members.tell'> = async (work, calls) => {
  await request(
    work,
    calls.filter(({ effect }) => effect.isRequest),
  );
  const telling = calls.filter(({ effect }) => !effect.isRequest);
  const ids = [...new Set(telling.flatMap(({ effect }) => effect.membershipIds))];
  if (ids.length === 0) return undefined;
  const reaches = new Map(
    (await findReach(work.tx, ids, work.settings.accounts)).map((one) => [one.membershipId, one]),
  );
  for (const { effect, correlationId } of telling) {
    for (const id of effect.membershipIds) {
      const reach = reaches.get(id);
      if (!reach || (effect.onlyActive && reach.status !== 'active')) continue;
      notify({ ...work, correlationId }, reach, contentOf(effect, reach.communityId));
    }
  }
  return undefined;
};

/** Plans a notice to a member, wherever they are reached. */
export const notify = (work: Work, reach: Reach, content: Content): void =>
  plan(work, reach, { kind: 'notice', messageId: null, content });

/** Plans a message for one more reader, besides those its fan-out finds. */
export const carry = (work: Work, reach: Reach, messageId: string): void =>
  plan(work, reach, { kind: 'post', messageId, content: null });

function plan(
  work: Work,
  reach: Reach,
  planned: Pick<DeliveryDraft, 'kind' | 'messageId' | 'content'>,
): void {
  work.ledger.deliver({
    ...planned,
    id: work.newId(),
    lane: laneOf(planned.kind),
    addressId: reach.addressId,
    channel: reach.channel,
    personId: reach.personId,
    communityId: reach.communityId,
    changesId: null,
    status: reach.reason ? 'skipped' : 'queued',
    reason: reach.reason,
    notBefore: work.now,
    correlationId: work.correlationId ?? null,
  });
}

export const conversationTell = oneByOne<'conversation.tell'>(
  async ({ ledger }, { effect, correlationId }) => {
    ledger.tell(effect.conversationId, effect.event, { lane: effect.conversationId, correlationId });
  },
);
