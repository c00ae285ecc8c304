import type { Seen } from '../domain/webChat.ts';
import type { Tx } from './client.ts';

/** A message of a browser's screen, as it is kept. */
export interface WebMessageRow {
  id: string;
  number: number;
  revision: number;
  isMine: boolean;
  sealed: Buffer | null;
  isRead: boolean;
  createdAt: Date;
  changedAt: Date | null;
}

/**
 * Locks a screen, so that its changes are numbered one after the other. Returns its address; null where no session
 * holds it any more.
 */
export async function lockScreen(tx: Tx, hash: string, now: Date): Promise<string | null> {
  const [row] = await tx<{ id: string }[]>`
    select id from addresses a
    where channel = 'web' and account = 'web' and identifier_hash = decode(${hash}, 'hex')
      and exists (select from sessions s
        where s.address_id = a.id and s.revoked_at is null and s.expires_at > ${now})
    for no key update of a`;
  return row?.id ?? null;
}

/** Adds a message to a locked screen; one that is there already stays as it is. */
export async function insertWebMessage(
  tx: Tx,
  message: { addressId: string; id: string; isMine: boolean; sealed: Buffer; now: Date },
): Promise<void> {
  await tx`
    insert into web_messages (address_id, id, number, revision, is_mine, sealed, created_at)
    select ${message.addressId}, ${message.id}, next, next, ${message.isMine}, ${message.sealed}, ${message.now}
    from (
      select coalesce(max(revision), 0) + 1 as next from web_messages where address_id = ${message.addressId}
    ) series
    on conflict (address_id, id) do nothing`;
}

/** What a message of a screen shows; null where it is not there, or taken back. */
export async function findShown(tx: Tx, addressId: string, id: string): Promise<Buffer | null> {
  const [row] = await tx<{ sealed: Buffer | null }[]>`
    select sealed from web_messages where address_id = ${addressId} and id = ${id}`;
  return row?.sealed ?? null;
}

/** Gives a message of a locked screen other words, or with null none. */
export async function changeWebMessage(
  tx: Tx,
  change: { addressId: string; id: string; sealed: Buffer | null; now: Date },
): Promise<void> {
  await tx`
    update web_messages set sealed = ${change.sealed}, changed_at = ${change.now}, revision = (
      select max(revision) + 1 from web_messages where address_id = ${change.addressId})
    where address_id = ${change.addressId} and id = ${change.id}`;
}

export async function findWebMessageIds(tx: Tx, hash: string, ids: string[]): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select m.id from addresses a join web_messages m on m.address_id = a.id
    where a.channel = 'web' and a.account = 'web' and a.identifier_hash = decode(${hash}, 'hex')
      and m.id = any(${ids})`;
  return rows.map(({ id }) => id);
}

const columns = (tx: Tx) => tx`
  id, number, revision, is_mine as "isMine", sealed, read_at is not null as "isRead", created_at as "createdAt",
  changed_at as "changedAt"`;

export async function findWebChanges(
  tx: Tx,
  { addressId, revision, limit }: { addressId: string; revision: number; limit: number },
): Promise<WebMessageRow[]> {
  return tx<WebMessageRow[]>`
    select ${columns(tx)} from web_messages
    where address_id = ${addressId} and revision > ${revision} order by revision limit ${limit}`;
}

/** The newest of a screen, the oldest of them first. */
export async function findLatestWebMessages(
  tx: Tx,
  { addressId, before, limit }: { addressId: string; before: number | null; limit: number },
): Promise<WebMessageRow[]> {
  const rows = await tx<WebMessageRow[]>`
    select ${columns(tx)} from web_messages
    where address_id = ${addressId} and (${before}::int is null or number < ${before}) and sealed is not null
    order by number desc limit ${limit}`;
  return rows.toReversed();
}

/** Ours that were not yet reported so: those with a revision up to `upTo` as delivered, with such a number as read. */
export async function findUnseen(
  tx: Tx,
  { addressId, seen, upTo }: { addressId: string; seen: Seen; upTo: number },
): Promise<string[]> {
  const rows =
    seen === 'read'
      ? await tx<{ id: string }[]>`
          select id from web_messages
          where address_id = ${addressId} and number <= ${upTo} and not is_mine and read_at is null`
      : await tx<{ id: string }[]>`
          select id from web_messages
          where address_id = ${addressId} and revision <= ${upTo} and not is_mine and delivered_at is null`;
  return rows.map(({ id }) => id);
}

export async function markSeen(
  tx: Tx,
  { addressId, seen, ids, now }: { addressId: string; seen: Seen; ids: string[]; now: Date },
): Promise<void> {
  await tx`
    update web_messages set delivered_at = coalesce(delivered_at, ${now}),
      read_at = case when ${seen} = 'read' then coalesce(read_at, ${now}) else read_at end
    where address_id = ${addressId} and id = any(${ids})`;
}

export async function forgetWebMessages(tx: Tx, before: Date): Promise<void> {
  await tx`delete from web_messages where created_at < ${before}`;
}
