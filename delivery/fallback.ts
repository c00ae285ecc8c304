import type { Tx } from '../db/client.ts';
import { insertDeliveries } from '../db/deliveries.ts';
import { followDigests, handOverDigests } from '../db/digests.ts';
import { findFallbacks } from '../db/fallbacks.ts';
import { findUnsentTexts, lockBudgets } from '../db/smsBudget.ts';
import { findLate, findUnreached, giveUpWaiting } from '../db/waiting.ts';
import type { DeliveryDraft } from '../domain/content.ts';
import { mostShown } from './digestLimits.ts';
import { type OtherWay, replacement } from './otherWays.ts';
import { type PayDeps, payForWays } from './payForWays.ts';

/** Our accounts on the channels that are on, and what text messages take. */
export type FallbackDeps = PayDeps;

/** As long as the retries of a send take, if each waits its longest. */
const patienceMs = 8 * 3_600_000;
/** A channel that fails for less than this may have been away as we started, not for hours. */
const brokenForMs = 10 * 60_000;
/** Lanes given up at a time: a long outage leaves many. */
const lanesAtOnce = 500;

/**
 * What could not be delivered goes to the next address of its person, once to each, as far as the budget for text
 * messages goes; the new row names the one it replaces. Where there is none left the last row stays as it is, a dead
 * letter (`/failures`).
 * @param ids deliveries that have just failed
 */
export async function fallBack(
  tx: Tx,
  ids: string[],
  { now, ...deps }: FallbackDeps & { now: Date },
): Promise<void> {
  if (ids.length === 0) return;
  await followDigests(tx, ids);
  const [fallbacks, unsent] = await Promise.all([
    findFallbacks(tx, { ids, accounts: deps.accounts, now }),
    findUnsentTexts(tx, ids),
  ]);
  const ways = await payForWays(tx, { fallbacks, unsent }, { ...deps, now });
  const drafts = ways.map((way) => ({ ...replacement(way, now), id: deps.newId() }));
  await insertDeliveries(tx, drafts, now);
  await moveDigests(tx, ways, drafts);
}

/** What was in digests goes with the rows that replace them; where those are too dear, it ends with them. */
export async function moveDigests(tx: Tx, ways: OtherWay[], drafts: DeliveryDraft[]): Promise<void> {
  const moved = ways.flatMap(
    ({ from: { id: replacesId, kind }, way: { addressId, channel }, cost }, index) =>
      kind === 'digest'
        ? [{ replacesId, id: drafts[index]!.id, addressId, most: cost?.shown || mostShown(channel) }]
        : [],
  );
  await handOverDigests(tx, moved);
  const ended = drafts.filter(({ kind, status }) => kind === 'digest' && status === 'dead');
  await followDigests(
    tx,
    ended.map(({ id }) => id),
  );
}

/**
 * Gives up what waits for a channel that was not reached for as long as the retries would have taken, or that is not
 * on any more: so nothing waits, and nothing stays uncertain, for ever. How long is read from what was sent and from the
 * rows themselves: a server that was started anew in between knows no less.
 */
export async function giveUp(
  tx: Tx,
  { broken, now, ...deps }: FallbackDeps & { broken: { channel: string; since: Date }[]; now: Date },
): Promise<void> {
  const before = new Date(now.getTime() - patienceMs);
  const failing = broken.filter(({ since }) => now.getTime() - since.getTime() >= brokenForMs);
  const unreachable = await findUnreached(
    tx,
    failing.map(({ channel }) => channel),
    before,
  );
  const on = deps.accounts.map(({ channel }) => channel);
  const late = await findLate(tx, { unreachable, on, before, now, limit: lanesAtOnce });
  if (late.length === 0) return;
  // Budgets before lanes, as everywhere.
  await lockBudgets(tx, [...new Set(late.flatMap(({ communityIds }) => communityIds ?? []))], now);
  await fallBack(tx, await giveUpWaiting(tx, late, { before, now }), { ...deps, now });
}
