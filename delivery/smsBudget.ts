import { findOrganizers } from '../db/approvals.ts';
import type { Tx } from '../db/client.ts';
import { insertDeliveries } from '../db/deliveries.ts';
import { type Account, findReach, type Reach } from '../db/reach.ts';
import type { RecipientRow } from '../db/recipients.ts';
import { type BudgetNews, lockBudget, noteBudgetNews, type SmsBudget, spend } from '../db/smsBudget.ts';
import { type DeliveryDraft, laneOf } from '../domain/content.ts';
import { text } from '../domain/text.ts';

/** From this part of the budget on organizers are warned. */
const warnedFrom = 0.8;

export interface BudgetDeps {
  newId: () => string;
  accounts: Account[];
}

/** Takes the budget in hand where somebody may get a text message; null where nobody can. */
export async function takeBudget(
  tx: Tx,
  { communityId, rows }: { communityId: string; rows: RecipientRow[] },
  now: Date,
): Promise<SmsBudget | null> {
  return takesTexts(rows) ? lockBudget(tx, communityId, now) : null;
}

/** Whether any of them has a phone that takes text messages. */
export const takesTexts = (rows: RecipientRow[]): boolean =>
  rows.some(({ addresses }) => addresses.some(({ channel, isOurs }) => channel === 'sms' && isOurs));

/** What may still be spent; null for any number. */
export const segmentsLeft = (budget: Pick<SmsBudget, 'budget' | 'spent'> | null): number | null =>
  budget?.budget == null ? null : Math.max(budget.budget - budget.spent, 0);

/** What was planned of one community's text messages. */
export interface Spent {
  budget: SmsBudget;
  spent: number;
  /** The budget kept somebody from a text message. */
  wasShort: boolean;
}

/** Counts what was planned, and tells the organizers once that the budget is nearly, and once that it is used up. */
export async function settleBudget(
  tx: Tx,
  deps: BudgetDeps,
  { budget, spent, wasShort, now }: { budget: SmsBudget | null; spent: number; wasShort: boolean; now: Date },
): Promise<void> {
  if (budget) await settleBudgets(tx, deps, [{ budget, spent, wasShort }], now);
}

/** The same of several communities. */
export async function settleBudgets(tx: Tx, deps: BudgetDeps, each: Spent[], now: Date): Promise<void> {
  const counted = each.map(({ budget: { communityId }, spent }) => ({ communityId, segments: spent }));
  await spend(tx, counted, now);
  for (const { budget, spent, wasShort } of each) {
    const total = budget.spent + spent;
    const news = newsOf({ budget: budget.budget, total, wasShort });
    if (news && (await noteBudgetNews(tx, budget, { news, now })))
      await tellOrganizers(tx, deps, { budget, total, news, now });
  }
}

function newsOf({
  budget,
  total,
  wasShort,
}: {
  budget: number | null;
  total: number;
  wasShort: boolean;
}): BudgetNews | null {
  if (budget === null) return null;
  if (wasShort || total >= budget) return 'usedUp';
  return total >= budget * warnedFrom ? 'nearlyUsedUp' : null;
}

async function tellOrganizers(
  tx: Tx,
  { newId, accounts }: BudgetDeps,
  { budget, total, news, now }: { budget: SmsBudget; total: number; news: BudgetNews; now: Date },
): Promise<void> {
  const organizers = await findOrganizers(tx, [budget.communityId]);
  const reaches = await findReach(
    tx,
    organizers.map(({ id }) => id),
    accounts,
  );
  const content = { parts: [text(`budget.${news}`, { spent: total, budget: budget.budget! })] };
  await insertDeliveries(
    tx,
    reaches.map((reach) => ({ ...noticeTo(reach, now), id: newId(), content })),
    now,
  );
}

const noticeTo = (
  { addressId, channel, personId, communityId, reason }: Reach,
  now: Date,
): Omit<DeliveryDraft, 'id' | 'content'> => ({
  kind: 'notice',
  lane: laneOf('notice'),
  addressId,
  channel,
  personId,
  communityId,
  messageId: null,
  changesId: null,
  status: reason ? 'skipped' : 'queued',
  reason,
  notBefore: now,
  correlationId: null,
});
