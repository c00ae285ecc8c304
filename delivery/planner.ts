import type { Engine as Sql, Tx } from '../db/client.ts';
import { insertDeliveries } from '../db/deliveries.ts';
import {
  advanceFanout,
  type FanoutRow,
  numberReaders,
  type Reader,
  sentOfMessage,
  skipUnsent,
  takeFanout,
} from '../db/fanouts.ts';
import { findRefusals } from '../db/media.ts';
import { findMirrorsFor } from '../db/mirrors.ts';
import { type Account, findReach } from '../db/reach.ts';
import { cannotTakeBack } from '../domain/channel.ts';
import type { Clock } from '../domain/clock.ts';
import { type DeliveryDraft, laneOf } from '../domain/content.ts';
import { refusalText } from '../domain/mediaText.ts';

/** Readers planned in one transaction: a large class never stalls anything else for long. */
const chunkSize = 1_000;

export interface PlannerDeps {
  sql: Sql;
  clock: Clock;
  newId: () => string;
  accounts: Account[];
}

/** Turns messages into deliveries, a chunk at a time. Returns false when nothing is left to plan. */
export async function planChunk(deps: PlannerDeps): Promise<boolean> {
  return deps.sql.begin(async (tx) => {
    const fanout = await takeFanout(tx);
    if (!fanout) return false;
    if (fanout.kind === 'post' && fanout.isDeleted) await endPlanning(deps, tx, fanout);
    else if (fanout.kind === 'post') await planPost(deps, tx, fanout);
    else await planChange(deps, tx, fanout);
    return true;
  });
}

async function planPost(deps: PlannerDeps, tx: Tx, fanout: FanoutRow): Promise<void> {
  const now = deps.clock.now();
  const { readers, last } = await numberReaders(tx, { fanout, accounts: deps.accounts, count: chunkSize });
  await insertDeliveries(
    tx,
    readers.map((reader) => postTo(deps, fanout, reader)),
    now,
  );
  if (fanout.cursor === null) {
    await tellRefusals(deps, tx, fanout);
    await planMirrors(deps, tx, fanout);
  }
  const isDone = last === null;
  await advanceFanout(tx, fanout.id, { cursor: last ?? fanout.cursor, plannedAt: isDone ? now : null });
}

/** Groups that are tied to the forum read along. */
async function planMirrors(deps: PlannerDeps, tx: Tx, fanout: FanoutRow): Promise<void> {
  const groups = await findMirrorsFor(tx, fanout);
  const drafts = groups.map((group) => postTo(deps, fanout, { ...group, personId: null, reason: null }));
  await insertDeliveries(tx, drafts, deps.clock.now());
}

/** The author hears of files that do not go along, once. */
async function tellRefusals(deps: PlannerDeps, tx: Tx, fanout: FanoutRow): Promise<void> {
  const reasons = await findRefusals(tx, fanout.messageId);
  if (reasons.length === 0) return;
  const [reach] = await findReach(tx, [fanout.authorId], deps.accounts);
  if (!reach?.addressId) return;
  const now = deps.clock.now();
  const notice: DeliveryDraft = {
    id: deps.newId(),
    kind: 'notice',
    lane: laneOf('notice'),
    addressId: reach.addressId,
    channel: reach.channel,
    personId: reach.personId,
    communityId: fanout.communityId,
    messageId: null,
    changesId: null,
    content: { parts: reasons.map(refusalText) },
    status: 'queued',
    reason: null,
    notBefore: now,
    correlationId: fanout.correlationId,
  };
  await insertDeliveries(tx, [notice], now);
}

const endPlanning = (deps: PlannerDeps, tx: Tx, { id, cursor }: FanoutRow) =>
  advanceFanout(tx, id, { cursor, plannedAt: deps.clock.now() });

/**
 * A message taken back, or corrected: one change for each place where it can be seen; where nothing can be changed, a
 * correction is told in another message. It takes the message's own lane, so that it never overtakes what it changes.
 */
async function planChange(deps: PlannerDeps, tx: Tx, fanout: FanoutRow): Promise<void> {
  const now = deps.clock.now();
  if (fanout.isDeleted) await skipUnsent(tx, fanout.messageId);
  const sent = await sentOfMessage(tx, {
    messageId: fanout.messageId,
    exceptOn: fanout.isDeleted ? [...cannotTakeBack] : [],
  });
  const drafts = sent.map(
    ({ deliveryId, personId, addressId, channel }): DeliveryDraft => ({
      id: deps.newId(),
      kind: 'edit',
      lane: laneOf('post'),
      addressId,
      channel,
      personId,
      communityId: fanout.communityId,
      messageId: fanout.messageId,
      changesId: deliveryId,
      content: null,
      status: 'queued',
      reason: null,
      notBefore: now,
      correlationId: fanout.correlationId,
    }),
  );
  await insertDeliveries(tx, drafts, now);
  await endPlanning(deps, tx, fanout);
}

function postTo(
  deps: PlannerDeps,
  fanout: FanoutRow,
  reader: Omit<Reader, 'personId'> & { personId: string | null },
): DeliveryDraft {
  return {
    id: deps.newId(),
    kind: 'post',
    lane: laneOf('post'),
    addressId: reader.addressId,
    channel: reader.channel,
    personId: reader.personId,
    communityId: fanout.communityId,
    messageId: fanout.messageId,
    changesId: null,
    content: null,
    status: reader.reason ? 'skipped' : 'queued',
    reason: reader.reason,
    notBefore: deps.clock.now(),
    correlationId: fanout.correlationId,
  };
}
