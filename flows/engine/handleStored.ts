import { lockAddressesById } from '../../db/addresses.ts';
import type { Tx } from '../../db/client.ts';
import { lockConversations } from '../../db/conversations.ts';
import { stillWaiting, type WaitingRow } from '../../db/inbox.ts';
import { findReplied } from '../../db/sentMessages.ts';
import { loadSituations } from '../../db/situations.ts';
import { type Timer, takeTimers } from '../../db/timers.ts';
import type { Inbound } from '../../domain/channel.ts';
import { performAll } from './batch.ts';
import type { EngineDeps } from './context.ts';
import type { Handled } from './handleSaid.ts';
import { hearInbound, type Place } from './hearing.ts';
import { Ledger } from './ledger.ts';
import { pointed, pointsAt } from './pointsAt.ts';
import { situationOf } from './said.ts';
import type { Conversation, Situation } from './situation.ts';
import type { AnyEvent } from './step.ts';
import { Turn } from './turn.ts';

/** Something kept that is due now: a waiting row of the inbox, or a timer, whose event is one of its own. */
export type StoredItem =
  | { kind: 'waiting'; row: WaitingRow }
  | { kind: 'timer'; timer: Timer; correlationId: string };

export const laneOfStored = (item: StoredItem) => (item.kind === 'timer' ? item.timer.lane : item.row.lane);

/** Handles a batch of kept events of different lanes, under their locks. What somebody else took meanwhile is left. */
export async function handleStored(deps: EngineDeps, tx: Tx, items: StoredItem[]): Promise<Handled> {
  const now = deps.clock.now();
  const ledger = new Ledger(now, deps.newId);
  const lanes = items.map(laneOfStored);
  await lockAddressesById(tx, lanes);
  const things = new Map((await lockConversations(tx, lanes)).map((row) => [row.id, row]));
  const situations = new Map(
    (await loadSituations(tx, lanes)).map((row) => [row.addressId, situationOf(row)]),
  );
  const turns: Turn[] = [];
  for (const item of await takeDue(tx, items)) {
    const situation = situations.get(laneOfStored(item)) ?? null;
    const correlationId = item.kind === 'timer' ? item.correlationId : item.row.correlationId;
    const turn = new Turn(deps.flows, deps.newId, situation, correlationId);
    const reason = await hear(deps, { tx, now, turn, ledger, things }, item);
    turns.push(turn);
    if (item.kind === 'waiting') ledger.finish(item.row.id, reason, turn);
    else ledger.record(timerRow(deps, item.timer, { reason, turn }));
  }
  await performAll({ ...deps, tx, now, ledger }, turns);
  for (const turn of turns) ledger.close(turn);
  return ledger.write(tx);
}

async function takeDue(tx: Tx, items: StoredItem[]): Promise<StoredItem[]> {
  const rows = items.flatMap((item) => (item.kind === 'waiting' ? [item.row.id] : []));
  const timers = items.flatMap((item) => (item.kind === 'timer' ? [item.timer] : []));
  const waiting = new Set(rows.length > 0 ? await stillWaiting(tx, rows) : []);
  const taken = timers.length > 0 ? await takeTimers(tx, timers) : [];
  const fired = new Set(taken.map(({ conversationId, timerId }) => `${conversationId} ${timerId}`));
  return items.filter((item) =>
    item.kind === 'waiting'
      ? waiting.has(item.row.id)
      : fired.has(`${item.timer.conversationId} ${item.timer.timerId}`),
  );
}

interface StoredPlace extends Place {
  things: Map<string, Conversation>;
}

async function hear(deps: EngineDeps, place: StoredPlace, item: StoredItem): Promise<string> {
  if (item.kind === 'timer')
    return hearEvent(deps, place, item.timer.conversationId, { type: item.timer.timerId });
  if (item.row.kind === 'said') return hearKeptSaid(deps, place, item.row);
  return hearEvent(deps, place, item.row.conversationId!, item.row.event!);
}

/** What somebody said a while ago, when it could not be handled. */
async function hearKeptSaid(deps: EngineDeps, place: Place, row: WaitingRow): Promise<string> {
  const inbound = deps.vault.openJson(row.sealed!) as Inbound;
  const { addressId } = place.turn.situation!.who;
  const providerId = pointsAt(inbound.said);
  const [replied] = await findReplied(place.tx, providerId ? [{ addressId, providerId }] : []);
  return hearInbound(deps, place, { inbound, rowId: row.id, ...pointed(replied) });
}

/** An event for one conversation; one that is over does not hear it any more. */
function hearEvent(deps: EngineDeps, { turn, things }: StoredPlace, id: string, event: AnyEvent): string {
  if (event.type === 'conversation.opened') return openThing(deps, turn, id, event);
  const conversation = things.get(id) ?? inSituation(turn.situation, id);
  if (!conversation || conversation.status === 'done') return 'over';
  return turn.hear(conversation, event) ? 'event' : 'unheard';
}

function openThing(deps: EngineDeps, turn: Turn, id: string, event: AnyEvent): string {
  const { flow, communityId, input } = event as AnyEvent & {
    flow: string;
    communityId: string;
    input: object;
  };
  turn.open(deps.flows.named(flow), input, { id, addressId: null, communityId });
  return 'start';
}

function inSituation(situation: Situation | null, id: string): Conversation | undefined {
  if (!situation) return undefined;
  return [situation.foreground, ...situation.parked].find((one) => one?.id === id) ?? undefined;
}

function timerRow(deps: EngineDeps, timer: Timer, { reason, turn }: { reason: string; turn: Turn }) {
  return {
    id: deps.newId(),
    lane: timer.lane,
    kind: 'timer' as const,
    sealed: null,
    event: { type: timer.timerId },
    conversationId: timer.conversationId,
    status: 'done' as const,
    reason,
    path: turn.path,
    correlationId: turn.correlationId,
  };
}
