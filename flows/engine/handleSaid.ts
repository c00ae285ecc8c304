import { createAddresses, sealAnew } from '../../db/addresses.ts';
import type { Tx } from '../../db/client.ts';
import { claimEvents } from '../../db/inbox.ts';
import { lockSituations, type SituationRow } from '../../db/situations.ts';
import { noteHeard } from '../../db/windows.ts';
import type { Inbound } from '../../domain/channel.ts';
import { mannersOf } from '../../domain/manners.ts';
import type { Held } from './admit.ts';
import { performAll } from './batch.ts';
import type { EngineDeps } from './context.ts';
import { type Heard, heardAs } from './heard.ts';
import { hearUnlessHeld, standing } from './holding.ts';
import { Ledger, type WriteDeliveries, type Written } from './ledger.ts';
import { newAddress } from './newAddress.ts';
import { pointed, repliedMessages } from './pointsAt.ts';
import { situationOf } from './said.ts';
import { Turn } from './turn.ts';
import { keepVouchedPhones, renameAddresses } from './vouched.ts';

/** Something somebody said, on its way into the inbox. */
export interface SaidItem {
  inbound: Inbound;
  /** Hex; computed once, when it arrived. */
  hash: string;
  correlationId: string;
  /** Beyond the limits. */
  held: Held | null;
  /** It does not wait behind what is. */
  passes: boolean;
}

export interface Handled extends Written {
  /** What was made of each event, for the log and the limits. */
  heard?: { item: SaidItem; personId: string | null; heard: Heard }[];
  /** Those that had come before. */
  repeated?: SaidItem[];
}

/**
 * Handles a batch of things said by different addresses: all of it in the transaction that is handed in, so that the
 * event, the new state and everything that follows are kept together or not at all.
 */
export async function handleSaid(
  deps: EngineDeps,
  tx: Tx,
  items: SaidItem[],
  writeDeliveries?: WriteDeliveries,
): Promise<Handled> {
  const now = deps.clock.now();
  // In one trip to Postgres: locking the address of an event that turns out to be a repetition does no harm.
  const [fresh, known] = await Promise.all([
    claimFresh(tx, items, now),
    lockSituations(tx, items.map(addressKey)),
  ]);
  const repeated = items.filter((item) => !fresh.includes(item));
  if (fresh.length === 0) return { hasWords: false, queues: [], repeated };
  const ledger = new Ledger(now, deps.newId);
  const isKnown = new Set(known.map(({ hash }) => hash));
  const strangers = fresh.filter(({ hash }) => !isKnown.has(hash));
  const rows = [...known, ...(await welcomeStrangers(deps, tx, strangers, now))];
  const situations = new Map(rows.map((row) => [row.hash, situationOf(row)]));
  await keepVouchedPhones(deps, tx, { items: fresh, rows, now });
  await releaseHeld(tx, rows, now);
  const replied = await repliedMessages(tx, fresh, situations);
  const turns: Turn[] = [];
  const heard: NonNullable<Handled['heard']> = [];
  const stopped = fresh.filter(({ hash }) => situations.get(hash)!.stoppedHow);
  await sealAnew(
    tx,
    stopped.map((item) => newAddress(deps, item)),
  );
  for (const item of fresh) {
    const situation = situations.get(item.hash)!;
    const turn = new Turn(deps.flows, deps.newId, situation, item.correlationId);
    const rowId = deps.newId();
    const reason = await hearUnlessHeld(deps, { tx, now, turn, ledger }, item, {
      inbound: item.inbound,
      rowId,
      ...(replied.get(item.hash) ?? pointed(undefined)),
    });
    turns.push(turn);
    heard.push({ item, personId: situation.who.personId, heard: heardAs(item, turn, reason) });
    ledger.record({
      id: rowId,
      lane: situation.who.addressId,
      kind: 'said',
      // What people say to each other in a group that is tied to nothing is nobody's business here.
      sealed: reason === 'noMirror' ? null : deps.vault.sealJson(item.inbound),
      event: null,
      conversationId: turn.conversation?.id ?? null,
      path: turn.path,
      ...standing(item, reason),
      correlationId: item.correlationId,
    });
  }
  await performAll({ ...deps, tx, now, ledger }, turns);
  for (const turn of turns) ledger.close(turn);
  return { ...(await ledger.write(tx, writeDeliveries)), heard, repeated };
}

/** Where we may write for a while only, a word opens the way for what was held. */
async function releaseHeld(tx: Tx, rows: SituationRow[], now: Date): Promise<void> {
  const ids = rows.filter(({ channel }) => mannersOf(channel).windowMs !== null).map((row) => row.addressId);
  if (ids.length > 0) await noteHeard(tx, ids, now);
}

/** The events nobody has claimed yet: a webhook that comes twice is one event. */
async function claimFresh(tx: Tx, items: SaidItem[], now: Date): Promise<SaidItem[]> {
  const keyOf = (key: { channel: string; account: string; externalId: string }) =>
    `${key.channel} ${key.account} ${key.externalId}`;
  const keys = items.map(({ inbound: { channel, account, externalId } }) => ({
    channel,
    account,
    externalId,
  }));
  const claimed = new Set((await claimEvents(tx, keys, now)).map(keyOf));
  return items.filter(({ inbound }) => claimed.has(keyOf(inbound)));
}

const addressKey = ({ inbound: { channel, account }, hash }: SaidItem) => ({ channel, account, hash });

/** Who speaks for the first time gets an address; one known by the number alone is known by the new id from now on. */
async function welcomeStrangers(deps: EngineDeps, tx: Tx, strangers: SaidItem[], now: Date) {
  if (strangers.length === 0) return [];
  await renameAddresses(deps, tx, strangers);
  const addresses = strangers.map((item) => newAddress(deps, item));
  const [, rows] = await Promise.all([
    createAddresses(tx, addresses, now),
    lockSituations(tx, strangers.map(addressKey)),
  ]);
  return rows;
}
