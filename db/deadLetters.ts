import type { DeliveryKind, DeliveryStatus } from '../domain/content.ts';
import type { Tx } from './client.ts';
import { type Fallback, fallbackColumns, openAddresses, waysInOrder } from './fallbacks.ts';
import type { Account } from './reach.ts';

/** What could not be delivered, as organizers see it. */
export interface DeadLetter {
  /** Of the delivery. */
  id: string;
  number: number;
  kind: DeliveryKind;
  name: string;
  channel: string;
  status: DeliveryStatus;
  reason: string | null;
  providerCode: string | null;
  /** Of the message, as Markdown; null for a notice. */
  text: string | null;
}

/** Failures older than this are history: nobody wants their words any more. */
const shownFor = '30 days';

/**
 * Gives numbers to what failed for good since the last look, in the order in which it was planned. Answers and changes
 * are left out: they belong to one person's talk with the bot. Locks the community, so that no number is given twice.
 */
export async function numberDeadLetters(tx: Tx, communityId: string, now: Date): Promise<void> {
  await tx`select id from communities where id = ${communityId} for no key update`;
  await tx`
    insert into dead_letters (delivery_id, community_id, number, created_at)
    select d.id, d.community_id,
      (select coalesce(max(number), 0) from dead_letters where community_id = ${communityId})
        + row_number() over (order by d.id), ${now}
    from message_deliveries d
    where d.community_id = ${communityId} and d.status in ('failed', 'dead') and d.kind in ('notice', 'post', 'digest')
      and d.digest_id is null and d.person_id is not null and d.created_at > ${now}::timestamptz - ${shownFor}::interval
      and not exists (select from dead_letters k where k.delivery_id = d.id)
      and not exists (select from message_deliveries n where n.replaces_id = d.id)`;
}

/** Of a dead letter `k`, its delivery `d` and message `m`: it is young, nobody has sent it again, and its post was not taken back. */
export const isOpenLetter = (tx: Tx, now: Date) => tx`
  k.created_at > ${now}::timestamptz - ${shownFor}::interval and m.deleted_at is null
  and not exists (select from message_deliveries n where n.replaces_id = d.id)`;

/** Those that nobody has sent again, from a number on; a post that was taken back is none any more. */
export async function listDeadLetters(
  tx: Tx,
  { communityId, from, count, now }: { communityId: string; from: number; count: number; now: Date },
): Promise<{ letters: DeadLetter[]; total: number }> {
  const rows = await tx<(DeadLetter & { total: number })[]>`
    select d.id, k.number, d.kind, p.name, a.channel, d.status, d.reason, d.provider_code as "providerCode", m.text,
      count(*) over ()::int as total
    from dead_letters k
    join message_deliveries d on d.id = k.delivery_id
    join people p on p.id = d.person_id
    join addresses a on a.id = d.address_id
    left join messages m on m.id = d.message_id
    where k.community_id = ${communityId} and k.number >= ${from} and ${isOpenLetter(tx, now)}
    order by k.number limit ${count}`;
  return { letters: rows, total: rows[0]?.total ?? 0 };
}

/**
 * Dead letters as they would go out again, to the person's addresses that are not stopped, the best first. Left out are those who are no members any more or cannot be reached, and those that were sent again. Locks
 * them, so that two organizers do not send them twice.
 */
export async function findReplays(
  tx: Tx,
  { communityId, number, upTo, accounts, now }: ReplayedLetters & { accounts: Account[]; now: Date },
): Promise<Fallback[]> {
  const locked = await tx<{ id: string }[]>`
    select delivery_id as id from dead_letters
    where community_id = ${communityId} and number <= ${upTo} and (${number}::int is null or number = ${number})
    order by number for update`;
  return tx<Fallback[]>`
    select ${fallbackColumns(tx)}, best.ways
    from message_deliveries d join people p on p.id = d.person_id
    join memberships me on me.person_id = d.person_id and me.community_id = d.community_id and me.status = 'active'
    left join messages m on m.id = d.message_id
    cross join lateral (select ${waysInOrder(tx, now)} as ways from ${openAddresses(tx, accounts)}) best
    where d.id = any(${locked.map(({ id }) => id)}) and best.ways is not null and m.deleted_at is null
      and not exists (select from message_deliveries n where n.replaces_id = d.id)
    order by d.position, d.id`;
}

/** One by its number, or with null all up to one. */
export interface ReplayedLetters {
  communityId: string;
  number: number | null;
  upTo: number;
}
