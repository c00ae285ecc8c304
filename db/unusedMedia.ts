import type { Tx } from './client.ts';

/** A file that nobody is to see any more. */
export interface UnusedMedia {
  id: string;
  /** Null for one that was refused. */
  storageKey: string | null;
}

/** Files whose messages were all taken back. */
export async function findTakenBack(tx: Tx, limit: number): Promise<UnusedMedia[]> {
  return tx<UnusedMedia[]>`
    select distinct m.id, m.storage_key as "storageKey"
    from messages s join message_media mm on mm.message_id = s.id join media m on m.id = mm.media_id
    where s.deleted_at is not null and m.status <> 'fetching' and ${isTakenBack(tx)}
    limit ${limit}`;
}

/** Files that came before a moment and are in no message, nor in a draft that waits for its last word. */
export async function findUnposted(
  tx: Tx,
  { before, limit }: { before: Date; limit: number },
): Promise<UnusedMedia[]> {
  return tx<UnusedMedia[]>`
    with drafted as materialized (
      select file->>'id' as id
      from conversations c, jsonb_path_query(c.context, '$.files[*]') file where c.status <> 'done')
    select m.id, m.storage_key as "storageKey" from media m
    where m.created_at < ${before} and m.status <> 'fetching' and ${isUnposted(tx)}
      and not exists (select from drafted where drafted.id = m.id::text)
    limit ${limit}`;
}

/**
 * Holds, until the transaction ends, what becomes of a stored file: whoever makes a row of it ready and whoever takes it
 * away wait for each other.
 */
export async function lockStored(tx: Tx, storageKey: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${storageKey}, 0))`;
}

/** Locks a file that is still unused. False where it is used by now, or gone. */
export async function lockUnused(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx`
    select m.id from media m where m.id = ${id} and (${isTakenBack(tx)} or ${isUnposted(tx)}) for update`;
  return rows.length > 0;
}

/** Whether another file of the community has the same content. */
export async function isShared(tx: Tx, { id, storageKey }: UnusedMedia): Promise<boolean> {
  const rows = await tx`select from media where storage_key = ${storageKey} and id <> ${id} limit 1`;
  return rows.length > 0;
}

export async function deleteMedia(tx: Tx, id: string): Promise<void> {
  await tx`delete from message_media where media_id = ${id}`;
  await tx`delete from media where id = ${id}`;
}

/** What is still to be fetched of the bytes that came along with a message, sealed. */
export async function findFetching(tx: Tx): Promise<Buffer[]> {
  const rows = await tx<{ sealed: Buffer }[]>`
    select sealed_file_id as sealed from media where status = 'fetching'`;
  return rows.map(({ sealed }) => sealed);
}

const isUnposted = (tx: Tx) => tx`not exists (select from message_media mm where mm.media_id = m.id)`;

const isTakenBack = (tx: Tx) => tx`(
  exists (select from message_media mm where mm.media_id = m.id)
  and not exists (
    select from message_media mm join messages s on s.id = mm.message_id
    where mm.media_id = m.id and s.deleted_at is null))`;
