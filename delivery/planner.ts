import type { Engine as Sql, Tx } from '../db/client.ts';
import { insertDeliveries } from '../db/deliveries.ts';
import {
  advanceFanout,
  type FanoutRow,
  type SentCopy,
  sentOfMessage,
  skipUnsent,
  takeFanout,
} from '../db/fanouts.ts';
import type { Account } from '../db/reach.ts';
import { cannotTakeBack } from '../domain/channel.ts';
import type { Clock } from '../domain/clock.ts';
import { type DeliveryDraft, laneOf } from '../domain/content.ts';
import { type Observer, unobserved } from '../domain/observer.ts';
import type { Planned } from './decide.ts';
import { decideTold, isTold } from './planCorrection.ts';
import { planPost } from './planPost.ts';
import type { CountSegments } from './smsCost.ts';

export interface PlannerDeps {
  sql: Sql;
  clock: Clock;
  newId: () => string;
  accounts: Account[];
  countSegments: CountSegments;
  /** Missing where nobody watches. */
  observer?: Observer;
}

/** Turns messages into deliveries, a chunk at a time. Returns false when nothing is left to plan. */
export async function planChunk(deps: PlannerDeps): Promise<boolean> {
  return deps.sql.begin(async (tx) => {
    const fanout = await takeFanout(tx, deps.clock.now());
    if (!fanout) return false;
    const over = (deps.observer ?? unobserved).planned(fanout);
    if (fanout.kind === 'post' && fanout.isDeleted) await endPlanning(deps, tx, fanout);
    else if (fanout.kind === 'post') await planPost(deps, tx, fanout);
    else await planChange(deps, tx, fanout);
    over();
    return true;
  });
}

const endPlanning = (deps: PlannerDeps, tx: Tx, { id, cursor }: FanoutRow) =>
  advanceFanout(tx, id, { cursor, plannedAt: deps.clock.now() });

/**
 * A message taken back, or corrected: one change for each place where it can be seen; where nothing can be changed, a
 * correction is told in another message. It takes the message's own lane, so that it never overtakes what it changes.
 */
async function planChange(deps: PlannerDeps, tx: Tx, fanout: FanoutRow): Promise<void> {
  const { isDeleted, messageId, communityId, correlationId } = fanout;
  const now = deps.clock.now();
  if (isDeleted) await skipUnsent(tx, messageId);
  const copies = await sentOfMessage(tx, { messageId, exceptOn: isDeleted ? [...cannotTakeBack] : [] });
  const told = isDeleted ? [] : copies.filter(isTold);
  const decided = await decideTold(deps, tx, { fanout, copies: told });
  const drafts = copies.flatMap((copy): DeliveryDraft[] => {
    const planned = isDeleted || !isTold(copy) ? atOnce(copy, now) : decided.get(copy);
    if (!planned) return [];
    return [
      {
        id: deps.newId(),
        kind: 'edit',
        lane: laneOf('post'),
        personId: copy.personId,
        communityId,
        messageId,
        changesId: copy.deliveryId,
        content: null,
        correlationId,
        ...planned,
      },
    ];
  });
  await insertDeliveries(tx, drafts, now);
  await endPlanning(deps, tx, fanout);
}

const atOnce = ({ addressId, channel }: SentCopy, now: Date): Planned => ({
  ...{ addressId, channel, status: 'queued', reason: null, notBefore: now },
});
