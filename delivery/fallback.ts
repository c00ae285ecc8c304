import type { Tx } from '../db/client.ts';
import { insertDeliveries } from '../db/deliveries.ts';
import { followDigests, handOverDigest } from '../db/digests.ts';
import { type Fallback, findFallbacks, giveUpWaiting } from '../db/fallbacks.ts';
import type { Account } from '../db/reach.ts';
import type { DeliveryDraft } from '../domain/content.ts';
import { mostShown } from './digestLimits.ts';
import { whenAwake } from './whenAwake.ts';

export interface FallbackDeps {
  newId: () => string;
  /** Ours, on the channels that are on. */
  accounts: Account[];
}

/** As long as the retries of a send take, if each waits its longest. */
const patienceMs = 8 * 3_600_000;
/** Lanes given up at a time: a long outage leaves many. */
const lanesAtOnce = 500;

/**
 * What could not be delivered goes to the next address of its person, once to each; the new row names the one it
 * replaces. Where there is none left the last row stays as it is, a dead letter (`/failures`).
 * @param ids deliveries that have just failed
 */
export async function fallBack(
  tx: Tx,
  ids: string[],
  { newId, accounts, now }: FallbackDeps & { now: Date },
): Promise<void> {
  if (ids.length === 0) return;
  await followDigests(tx, ids);
  const fallbacks = await findFallbacks(tx, ids, accounts);
  const drafts = fallbacks.map((one) => ({ ...replacement(one, now), id: newId() }));
  await insertDeliveries(tx, drafts, now);
  await handOverDigests(tx, drafts);
}

/** What was in digests goes with the rows that replace them. */
export async function handOverDigests(tx: Tx, drafts: DeliveryDraft[]): Promise<void> {
  for (const { kind, id, replacesId, addressId, channel } of drafts)
    if (kind === 'digest' && replacesId)
      await handOverDigest(tx, { id, replacesId, addressId: addressId!, most: mostShown(channel!) });
}

/**
 * Gives up what waits for a channel that was not reached for as long as the retries would have taken, or that is not
 * on any more: so nothing waits, and nothing stays uncertain, for ever.
 */
export async function giveUp(
  tx: Tx,
  { broken, ...deps }: FallbackDeps & { broken: { channel: string; since: Date }[]; now: Date },
): Promise<void> {
  const before = new Date(deps.now.getTime() - patienceMs);
  const unreachable = broken.filter(({ since }) => since <= before).map(({ channel }) => channel);
  const on = deps.accounts.map(({ channel }) => channel);
  const given = await giveUpWaiting(tx, { unreachable, on, before, now: deps.now, limit: lanesAtOnce });
  await fallBack(tx, given, deps);
}

/** The same words to another address; not in the hours in which their reader wants none. */
export function replacement(
  { id, quietFrom, quietTo, timeZone, ...words }: Fallback,
  now: Date,
): Omit<DeliveryDraft, 'id'> {
  const when = whenAwake({ quietFrom, quietTo, timeZone }, now);
  return { ...words, ...when, replacesId: id, changesId: null, status: 'queued', reason: null };
}
