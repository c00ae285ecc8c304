import type { DeliveryStatus } from '../../domain/content.ts';
import { type DeliveryRow, deliveriesOf, deliveryColumns } from '../api/deliveries.ts';
import { containing, where } from '../api/paged.ts';
import type { Tx } from '../client.ts';
import { isOpenLetter } from '../deadLetters.ts';

export interface DeliverySearch {
  status?: string | undefined;
  kind?: string | undefined;
  channel?: string | undefined;
  reason?: string | undefined;
  messageId?: string | undefined;
  personId?: string | undefined;
  /** A part of the reader's name. */
  to?: string | undefined;
  fromId?: string | undefined;
  beforeId?: string | undefined;
}

/**
 * The latest planned, newest first; `beforeId` goes on from there. It walks back along the ids and stops when it has enough:
 * a border of time keeps a search for what is rare from walking through everything, as there is no index by community that
 * every send would have to keep up to date.
 */
export async function searchDeliveries(
  tx: Tx,
  { communityId, search, limit }: { communityId: string; search: DeliverySearch; limit: number },
): Promise<DeliveryRow[]> {
  const { status, kind, channel, reason, messageId, personId, to, fromId, beforeId } = search;
  return tx<DeliveryRow[]>`
    select ${deliveryColumns(tx)} ${deliveriesOf(tx, communityId)}
      ${where(tx, status, () => tx`and d.status = ${status!}`)}
      ${where(tx, kind, () => tx`and d.kind = ${kind!}`)}
      ${where(tx, channel, () => tx`and a.channel = ${channel!}`)}
      ${where(tx, reason, () => tx`and ${reason!} in (d.reason, d.way_reason, d.time_reason)`)}
      ${where(tx, messageId, () => tx`and d.message_id = ${messageId!}`)}
      ${where(tx, personId, () => tx`and m.id = ${personId!}`)}
      ${where(tx, to, () => tx`and p.name ilike ${containing(to!)}`)}
      ${where(tx, fromId, () => tx`and d.id >= ${fromId!}`)}
      ${where(tx, beforeId, () => tx`and d.id < ${beforeId!}`)}
    order by d.id desc limit ${limit}`;
}

/** Whoever looks waits no longer, nor does the database. */
export const searchPatienceMs = 5_000;

/** Ends a search that would take this long, rather than the others' patience. Holds until the commit. */
export async function limitSearch(tx: Tx, ms: number): Promise<void> {
  await tx`select set_config('statement_timeout', ${String(ms)}, true)`;
}

/** Whether a statement was ended so (https://www.postgresql.org/docs/15/errcodes-appendix.html, query_canceled). */
export const tookTooLong = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '57014';

/** One of a chain: each of them tried what the one before could not bring. */
export interface ChainedDelivery {
  id: string;
  channel: string | null;
  status: DeliveryStatus;
  provider_code: string | null;
  created_at: Date;
}

/** More than this nobody tries one thing. */
const longestChain = 20;

/** The deliveries that brought the same thing before and after this one, oldest first, itself among them. */
export async function findChain(
  tx: Tx,
  { communityId, id }: { communityId: string; id: string },
): Promise<ChainedDelivery[]> {
  return tx<ChainedDelivery[]>`
    with recursive before as (
      select id, replaces_id, 0 as depth from message_deliveries where id = ${id} and community_id = ${communityId}
      union all
      select d.id, d.replaces_id, b.depth + 1 from before b join message_deliveries d on d.id = b.replaces_id
      where d.community_id = ${communityId} and b.depth < ${longestChain}),
    after as (
      select id, 0 as depth from before where depth = 0
      union all
      select d.id, a.depth + 1 from after a join message_deliveries d on d.replaces_id = a.id
      where d.community_id = ${communityId} and a.depth < ${longestChain})
    select d.id, a.channel, d.status, d.provider_code, d.created_at
    from (select id from before union select id from after) c join message_deliveries d on d.id = c.id
      left join addresses a on a.id = d.address_id
    order by d.position, d.id`;
}

/** What a provider told of the parts of a delivery. */
export interface SentPart {
  part: number;
  status: 'delivered' | 'read' | 'failed' | null;
  created_at: Date;
}

export async function listParts(
  tx: Tx,
  { communityId, id }: { communityId: string; id: string },
): Promise<SentPart[]> {
  return tx<SentPart[]>`
    select s.part, s.status, s.created_at from message_deliveries d, parts_here(d.id) s
    where d.id = ${id} and d.community_id = ${communityId} order by s.part, s.created_at`;
}

/** The number of a dead letter that can still be sent again, as the list of them says. */
export async function findLetter(
  tx: Tx,
  { communityId, id, now }: { communityId: string; id: string; now: Date },
): Promise<{ number: number } | null> {
  const [row] = await tx<{ number: number }[]>`
    select k.number from dead_letters k join message_deliveries d on d.id = k.delivery_id
      left join messages m on m.id = d.message_id
    where k.delivery_id = ${id} and k.community_id = ${communityId} and ${isOpenLetter(tx, now)}`;
  return row ?? null;
}
