import type { Tx } from '../db/client.ts';
import type { Fallback } from '../db/fallbacks.ts';
import { lockBudgets, returnSegments, type SmsBudget } from '../db/smsBudget.ts';
import { chooseWays, isPaid, type OtherWay } from './otherWays.ts';
import { type BudgetDeps, type Spent, segmentsLeft, settleBudgets } from './smsBudget.ts';
import type { CountSegments } from './smsCost.ts';
import { textCosts } from './textCosts.ts';

export interface PayDeps extends BudgetDeps {
  countSegments: CountSegments;
}

/** What is to go another way, and the text messages that end and cost nothing. */
export interface Leaving {
  fallbacks: Fallback[];
  unsent: { id: string; communityId: string }[];
}

/** Chooses the ways that the budgets allow, and counts what they take; what was never sent is given back before. */
export async function payForWays(
  tx: Tx,
  { fallbacks, unsent }: Leaving,
  { now, ...deps }: PayDeps & { now: Date },
): Promise<OtherWay[]> {
  const costOf = await textCosts(tx, fallbacks, deps.countSegments);
  const budgets = await lockAndReturn(tx, { fallbacks, unsent }, now);
  const left = new Map([...budgets].map(([id, budget]) => [id, segmentsLeft(budget)]));
  const chosen = chooseWays(fallbacks, { left, costOf });
  await settleBudgets(tx, deps, spentEach(budgets, chosen), now);
  return chosen;
}

/** All that are touched are locked at once and in order, so that two of us wait for each other one way only. */
async function lockAndReturn(
  tx: Tx,
  { fallbacks, unsent }: Leaving,
  now: Date,
): Promise<Map<string, SmsBudget>> {
  const paying = fallbacks.filter((from) => isPaid(from, from.ways[0]!));
  const ids = [...new Set([...paying, ...unsent].flatMap(({ communityId }) => communityId ?? []))];
  const budgets = await lockBudgets(tx, ids, now);
  if (unsent.length === 0) return budgets;
  await returnSegments(
    tx,
    unsent.map(({ id }) => id),
  );
  return lockBudgets(tx, ids, now);
}

/** Those of whom nothing goes as a text message, and nothing was to, have no news. */
function spentEach(budgets: Map<string, SmsBudget>, chosen: OtherWay[]): Spent[] {
  return [...budgets.values()].flatMap((budget) => {
    const own = chosen.filter(({ from }) => from.communityId === budget.communityId);
    const spent = own.reduce((sum, { cost }) => sum + (cost?.segments ?? 0), 0);
    const wasShort = own.some((one) => one.wasShort);
    return spent > 0 || wasShort ? [{ budget, spent, wasShort }] : [];
  });
}
