import type { Tx } from './client.ts';

/** What a community may spend on text messages in a month, and what of it is gone. */
export interface SmsBudget {
  communityId: string;
  /** Of the community's own calendar: `2026-03`. */
  month: string;
  /** In segments; null for any number. */
  budget: number | null;
  /** Of one segment, in millionths of the organizers' money; null where they do not count in money. */
  price: number | null;
  spent: number;
}

const columns = (tx: Tx, now: Date) => tx`
  c.id as "communityId", to_char(${now}::timestamptz at time zone c.time_zone, 'YYYY-MM') as month,
  c.sms_budget as budget, c.sms_price as price`;

export async function findBudget(tx: Tx, communityId: string, now: Date): Promise<SmsBudget> {
  const [row] = await tx<SmsBudget[]>`
    select b.*, coalesce(s.segments, 0) as spent
    from (select ${columns(tx, now)} from communities c where c.id = ${communityId}) b
    left join sms_spending s on s.community_id = b."communityId" and s.month = b.month`;
  return row!;
}

/** The same, so that nobody else spends from it until the commit. Locked after people, and before lanes. */
export async function lockBudget(tx: Tx, communityId: string, now: Date): Promise<SmsBudget> {
  return (await lockBudgets(tx, [communityId], now)).get(communityId)!;
}

/** The same of many, by community; locked in the order of their ids. */
export async function lockBudgets(
  tx: Tx,
  communityIds: string[],
  now: Date,
): Promise<Map<string, SmsBudget>> {
  if (communityIds.length === 0) return new Map();
  const own = tx`select ${columns(tx, now)} from communities c where c.id = any(${communityIds})`;
  const [, rows] = await Promise.all([
    tx`
      insert into sms_spending (community_id, month, segments)
      select b."communityId", b.month, 0 from (${own}) b order by b."communityId"
      on conflict do nothing`,
    tx<SmsBudget[]>`
      select b.*, s.segments as spent from (${own}) b
      join sms_spending s on s.community_id = b."communityId" and s.month = b.month
      order by s.community_id for update of s`,
  ]);
  return new Map(rows.map((row) => [row.communityId, row]));
}

/** Counts segments that were planned, in the month of `now`: of several communities in the order of their ids. */
export async function spend(
  tx: Tx,
  spent: { communityId: string; segments: number }[],
  now: Date,
): Promise<void> {
  const counted = spent.filter(({ segments }) => segments > 0);
  if (counted.length === 0) return;
  await tx`
    insert into sms_spending as s (community_id, month, segments)
    select c.id, to_char(${now}::timestamptz at time zone c.time_zone, 'YYYY-MM'), spent.segments
    from jsonb_to_recordset(${tx.json(counted as never)}) as spent("communityId" uuid, segments int)
    join communities c on c.id = spent."communityId" order by c.id
    on conflict (community_id, month) do update set segments = s.segments + excluded.segments`;
}

/** Text messages that have ended, whose provider took none of them: whose they are, and that cost nothing. */
export async function findUnsentTexts(
  tx: Tx,
  deliveryIds: string[],
): Promise<{ id: string; communityId: string }[]> {
  return tx<{ id: string; communityId: string }[]>`
    select id, community_id as "communityId" from message_deliveries d
    where id = any(${deliveryIds}) and segments is not null and community_id is not null and sent_at is null
      and not is_repeated and reason is distinct from 'uncertain'
      and not exists (select from sent_messages s where s.delivery_id = d.id)`;
}

/** Gives back to the budgets what was planned as a text message and never left. */
export async function returnSegments(tx: Tx, deliveryIds: string[]): Promise<void> {
  if (deliveryIds.length === 0) return;
  await tx`
    with unsent as (
      select id, community_id, segments, created_at from message_deliveries
      where id = any(${deliveryIds}) and segments is not null for update),
    cleared as (
      update message_deliveries set segments = null where id in (select id from unsent))
    update sms_spending s set segments = greatest(s.segments - back.segments, 0)
    from (
      select u.community_id, to_char(u.created_at at time zone c.time_zone, 'YYYY-MM') as month,
        sum(u.segments)::int as segments
      from unsent u join communities c on c.id = u.community_id group by 1, 2
    ) back where s.community_id = back.community_id and s.month = back.month`;
}

/** What organizers are to hear about the budget, each only once a month. */
export type BudgetNews = 'nearlyUsedUp' | 'usedUp';

/** Notes that organizers hear of it now. Returns what they have not heard yet. */
export async function noteBudgetNews(
  tx: Tx,
  { communityId, month }: Pick<SmsBudget, 'communityId' | 'month'>,
  { news, now }: { news: BudgetNews; now: Date },
): Promise<boolean> {
  const column = tx(news === 'usedUp' ? 'used_up_at' : 'warned_at');
  const rows = await tx`
    update sms_spending set ${column} = ${now}
    where community_id = ${communityId} and month = ${month} and ${column} is null and used_up_at is null returning month`;
  return rows.length > 0;
}

/** Sets what may be spent; organizers hear anew of what the new budget is not used up by yet. */
export async function setBudget(
  tx: Tx,
  { communityId, budget, price }: Pick<SmsBudget, 'communityId' | 'budget' | 'price'>,
): Promise<void> {
  await tx`update communities set sms_budget = ${budget}, sms_price = ${price} where id = ${communityId}`;
  await tx`
    update sms_spending set warned_at = null, used_up_at = null
    where community_id = ${communityId} and (${budget}::int is null or segments < ${budget}::int)`;
}
