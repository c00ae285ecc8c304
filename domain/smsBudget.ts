import { readNone } from './none.ts';

/** What may be spent in a month: in segments, with the price of one (in millionths) where it was said in money. */
export interface BudgetWish {
  budget: number | null;
  price: number | null;
}

/** As large as the column that keeps it. */
const most = 2_000_000_000;

/**
 * `500` are segments, `10 at 0.0079` money and the price of one, `none` is any number; null for what is none of these.
 * Both ways to write a decimal are understood: `0,0079`.
 */
export function readBudget(typed: string): BudgetWish | null {
  if (readNone(typed)) return { budget: null, price: null };
  const amount = String.raw`\D{0,3}?\s*(\d{1,9}(?:[.,]\d{1,6})?)\s*\D{0,3}?`;
  const found = new RegExp(`^${amount}(?:\\s+(?:at|a|por|@)\\s+${amount})?$`, 'i').exec(typed.trim());
  if (!found) return null;
  const [, sum, price] = found.map((one) =>
    one === undefined ? null : Number(String(one).replace(',', '.')),
  );
  if (price == null) return Number.isInteger(sum) && sum! <= most ? { budget: sum!, price: null } : null;
  const millionths = Math.round(price * 1_000_000);
  const budget = Math.floor((sum! * 1_000_000) / millionths);
  return millionths > 0 && millionths <= most && budget <= most ? { budget, price: millionths } : null;
}
