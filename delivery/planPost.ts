import { findCarried } from '../db/carried.ts';
import type { Tx } from '../db/client.ts';
import { insertDeliveries } from '../db/deliveries.ts';
import { advanceFanout, type FanoutRow, numberReaders } from '../db/fanouts.ts';
import { findRefusals } from '../db/media.ts';
import { findMirrorsFor } from '../db/mirrors.ts';
import { insertPosts } from '../db/postDeliveries.ts';
import { findReach } from '../db/reach.ts';
import { type DeliveryDraft, laneOf } from '../domain/content.ts';
import { refusalText } from '../domain/mediaText.ts';
import { carriedPost, decideAll, plannedAs } from './decide.ts';
import type { PlannerDeps } from './planner.ts';
import { segmentsLeft, settleBudget, takeBudget } from './smsBudget.ts';

/** Readers planned in one transaction: a large class never stalls anything else for long. */
const chunkSize = 1_000;

/** Plans a post for its next thousand readers: one statement reads them, one writes what was decided for each. */
export async function planPost(deps: PlannerDeps, tx: Tx, fanout: FanoutRow): Promise<void> {
  const now = deps.clock.now();
  const message = await findCarried(tx, fanout.messageId);
  const { readers, last } = await numberReaders(tx, {
    fanout,
    parentId: message.parent?.id ?? null,
    accounts: deps.accounts,
    count: chunkSize,
  });
  const budget = await takeBudget(tx, { communityId: fanout.communityId, rows: readers }, now);
  const { each, spent, wasShort } = decideAll(readers, {
    carriedTo: carriedPost(message, deps.countSegments),
    segmentsLeft: segmentsLeft(budget),
    now,
  });
  await settleBudget(tx, deps, { budget, spent, wasShort, now });
  const drafts = each.map(({ row: { personId }, decision }) => ({
    id: deps.newId(),
    personId,
    ...plannedAs(decision, now),
  }));
  await insertPosts(tx, { ...fanout, now }, drafts);
  if (fanout.cursor === null) {
    await tellRefusals(deps, tx, fanout);
    await planMirrors(deps, tx, fanout);
  }
  await advanceFanout(tx, fanout.id, {
    cursor: last ?? fanout.cursor,
    plannedAt: last === null ? now : null,
  });
}

/** Groups that are tied to the forum read along, at any hour: nobody's own hours are theirs. */
async function planMirrors(deps: PlannerDeps, tx: Tx, fanout: FanoutRow): Promise<void> {
  const groups = await findMirrorsFor(tx, fanout);
  const drafts = groups.map(({ addressId, channel }) => ({ ...post(deps, fanout), addressId, channel }));
  await insertDeliveries(tx, drafts, deps.clock.now());
}

/** The author hears of files that do not go along, once. */
async function tellRefusals(deps: PlannerDeps, tx: Tx, fanout: FanoutRow): Promise<void> {
  const reasons = await findRefusals(tx, fanout.messageId);
  if (reasons.length === 0) return;
  const [reach] = await findReach(tx, [fanout.authorId], deps.accounts);
  if (!reach?.addressId) return;
  const { addressId, channel, personId } = reach;
  const notice: DeliveryDraft = {
    ...post(deps, fanout),
    ...{ addressId, channel, personId },
    kind: 'notice',
    lane: laneOf('notice'),
    messageId: null,
    content: { parts: reasons.map(refusalText) },
  };
  await insertDeliveries(tx, [notice], deps.clock.now());
}

/** A post on its way to nobody yet. */
function post({ newId, clock }: PlannerDeps, fanout: FanoutRow): DeliveryDraft {
  return {
    id: newId(),
    kind: 'post',
    lane: laneOf('post'),
    addressId: null,
    channel: null,
    personId: null,
    communityId: fanout.communityId,
    messageId: fanout.messageId,
    changesId: null,
    content: null,
    status: 'queued',
    reason: null,
    notBefore: clock.now(),
    correlationId: fanout.correlationId,
  };
}
