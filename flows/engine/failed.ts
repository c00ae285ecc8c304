import { createAddresses, lockAddresses } from '../../db/addresses.ts';
import type { Tx } from '../../db/client.ts';
import { insertDeliveries } from '../../db/deliveries.ts';
import { claimEvents, finishWaiting, insertInbox, postpone } from '../../db/inbox.ts';
import { queuedBy } from '../../db/queued.ts';
import { loadSituations } from '../../db/situations.ts';
import { takeTimers } from '../../db/timers.ts';
import { laneOf } from '../../domain/content.ts';
import { shortened } from '../../domain/messageText.ts';
import { text } from '../../domain/text.ts';
import type { EngineDeps } from './context.ts';
import type { Handled, SaidItem } from './handleSaid.ts';
import { laneOfStored, type StoredItem } from './handleStored.ts';
import { newAddress } from './newAddress.ts';

/** A step is tried this often, within this time; then what was said is a dead letter and the next may proceed. */
const maxAttempts = 5;
const patienceMs = 60_000;
const waitsMs = [0, 1_000, 5_000, 15_000, 30_000];

/** Keeps an event whose step threw: it waits, first in its lane, and is tried again soon. */
export async function keepFailedSaid(
  deps: EngineDeps,
  tx: Tx,
  item: SaidItem,
  error: unknown,
): Promise<Handled> {
  const now = deps.clock.now();
  const { channel, account, externalId } = item.inbound;
  const claimed = await claimEvents(tx, [{ channel, account, externalId }], now);
  if (claimed.length === 0) return { hasWords: false, queues: [], repeated: [item] };
  const key = { channel, account, hash: item.hash };
  await createAddresses(tx, [newAddress(deps, item)], now);
  const [address] = await lockAddresses(tx, [key]);
  const row = {
    id: deps.newId(),
    lane: address!.id,
    kind: 'said' as const,
    sealed: deps.vault.sealJson(item.inbound),
    event: null,
    conversationId: null,
    status: 'waiting' as const,
    reason: reasonOf(error),
    correlationId: item.correlationId,
  };
  await insertInbox(tx, [row], now);
  await postpone(tx, { id: row.id, attempts: 1, notBefore: later(now, 1), reason: row.reason });
  return { hasWords: true, queues: [] };
}

/** Counts another failed attempt, or gives up: then the person is told, and the event can be replayed. */
export async function keepFailedStored(
  deps: EngineDeps,
  tx: Tx,
  item: StoredItem,
  error: unknown,
): Promise<Handled> {
  const now = deps.clock.now();
  if (item.kind === 'timer') return keepFailedTimer(deps, tx, item, error);
  const { row } = item;
  const attempts = row.attempts + 1;
  if (attempts < maxAttempts && now.getTime() - row.createdAt.getTime() < patienceMs) {
    await postpone(tx, { id: row.id, attempts, notBefore: later(now, attempts), reason: reasonOf(error) });
    return { hasWords: true, queues: [] };
  }
  await finishWaiting(tx, [{ id: row.id, status: 'dead', reason: reasonOf(error) }], now);
  deps.log.error(
    { correlationId: row.correlationId, inboxId: row.id, attempts, err: error },
    'an event is a dead letter',
  );
  if (row.kind === 'said') await apologise(deps, tx, item);
  return { hasWords: true, queues: queuedBy(tx) };
}

/** A timer whose step threw becomes a waiting event of its conversation, with the same chances. */
async function keepFailedTimer(
  deps: EngineDeps,
  tx: Tx,
  { timer, correlationId }: StoredItem & { kind: 'timer' },
  error: unknown,
): Promise<Handled> {
  const now = deps.clock.now();
  const taken = await takeTimers(tx, [timer]);
  if (taken.length === 0) return { hasWords: false, queues: [] };
  const id = deps.newId();
  await insertInbox(
    tx,
    [
      {
        id,
        lane: timer.lane,
        kind: 'word',
        sealed: null,
        event: { type: timer.timerId },
        conversationId: timer.conversationId,
        status: 'waiting',
        reason: reasonOf(error),
        correlationId,
      },
    ],
    now,
  );
  await postpone(tx, { id, attempts: 1, notBefore: later(now, 1), reason: reasonOf(error) });
  return { hasWords: true, queues: [] };
}

async function apologise(deps: EngineDeps, tx: Tx, item: StoredItem): Promise<void> {
  const [row] = await loadSituations(tx, [laneOfStored(item)]);
  if (!row || row.stoppedHow) return;
  const now = deps.clock.now();
  await insertDeliveries(
    tx,
    [
      {
        id: deps.newId(),
        kind: 'answer',
        lane: laneOf('answer'),
        addressId: row.addressId,
        channel: row.channel,
        personId: row.personId,
        communityId: row.currentCommunityId,
        messageId: null,
        changesId: null,
        content: { parts: [text('common.somethingBroke')] },
        status: 'queued',
        reason: null,
        notBefore: now,
        correlationId: item.kind === 'waiting' ? item.row.correlationId : item.correlationId,
      },
    ],
    now,
  );
}

const later = (now: Date, attempts: number) => new Date(now.getTime() + (waitsMs[attempts] ?? 30_000));

/** Kept in the ledger: the kind of error and its message, shortened; machines and SQL put no texts of people in it. */
const reasonOf = (error: unknown) => shortened(String(error), 300);
