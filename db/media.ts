import type { CheckedFile, FileKind, RefusalReason } from '../domain/media.ts';
import type { Tx } from './client.ts';
import { noteQueued } from './queued.ts';

/** A file that came with a message, as its sender says it is. */
export interface NewMedia {
  id: string;
  kind: FileKind;
  mime: string | null;
  name: string | null;
  /** In bytes. */
  size: number | null;
  channel: string;
  account: string;
  /** What its provider gives it out for, sealed. */
  sealedFileId: Buffer;
}

/** Keeps files that somebody sent: they are fetched after the commit, whether or not they become part of a message. */
export async function createMedia(
  tx: Tx,
  { communityId, files, now }: { communityId: string; files: NewMedia[]; now: Date },
): Promise<void> {
  for (const file of files) {
    noteQueued(tx, 'files');
    await tx`
      insert into media (id, community_id, kind, mime, name, bytes, channel, account, sealed_file_id, not_before,
        created_at)
      values (${file.id}, ${communityId}, ${file.kind}, ${file.mime}, ${file.name}, ${file.size}, ${file.channel},
        ${file.account}, ${file.sealedFileId}, ${now}, ${now})`;
  }
}

/** Makes files part of a message, in their order; they belong where it does. One that was swept away is left out. */
export async function attachMedia(
  tx: Tx,
  { messageId, communityId, ids }: { messageId: string; communityId: string; ids: string[] },
): Promise<void> {
  if (ids.length === 0) return;
  await tx`update media set community_id = ${communityId} where id = any(${ids}) and community_id <> ${communityId}`;
  await tx`
    insert into message_media (community_id, message_id, position, media_id)
    select ${communityId}, ${messageId}, f.position - 1, f.id
    from unnest(${ids}::uuid[]) with ordinality as f(id, position) join media m on m.id = f.id
    order by f.position`;
}

/** Why files of a message are not carried on. */
export async function findRefusals(tx: Tx, messageId: string): Promise<RefusalReason[]> {
  const rows = await tx<{ reason: RefusalReason }[]>`
    select m.reason from message_media mm join media m on m.id = mm.media_id
    where mm.message_id = ${messageId} and m.status = 'refused' order by mm.position`;
  return rows.map(({ reason }) => reason);
}

/** A file that a worker has taken upon itself. */
export interface ClaimedMedia extends Omit<NewMedia, 'size'> {
  communityId: string;
  size: number | null;
  /** How often it has been tried, this time included. */
  attempts: number;
}

export interface MediaClaim {
  now: Date;
  leasedUntil: Date;
  count: number;
  /** Channels whose files others have to fetch. */
  except?: string[];
}

/**
 * Takes files that are due; nobody else takes them before `leasedUntil`. The statement counts the attempt, so that a file
 * at which a worker dies each time is given up like any other.
 */
export async function claimMedia(
  tx: Tx,
  { now, leasedUntil, count, except = [] }: MediaClaim,
): Promise<ClaimedMedia[]> {
  return tx<ClaimedMedia[]>`
    with due as materialized (
      select id from media where status = 'fetching' and not_before <= ${now} and channel <> all(${except}::text[])
      order by not_before limit ${count} for update skip locked)
    update media m set attempts = m.attempts + 1, not_before = ${leasedUntil}
    from due where m.id = due.id
    returning m.id, m.community_id as "communityId", m.kind, m.mime, m.name, m.bytes as size, m.channel, m.account,
      m.sealed_file_id as "sealedFileId", m.attempts`;
}

/** A file in the store. */
export interface StoredFile extends Omit<CheckedFile, 'bytes'> {
  sha256: Buffer;
  storageKey: string;
  /** How large it is. */
  size: number;
}

/** Notes that a file is in the store. Returns false where another worker was quicker. */
export async function recordReady(tx: Tx, id: string, file: StoredFile): Promise<boolean> {
  const rows = await tx`
    update media set status = 'ready', kind = ${file.kind}, mime = ${file.mime}, name = ${file.name},
      bytes = ${file.size}, width = ${file.width}, height = ${file.height}, sha256 = ${file.sha256},
      storage_key = ${file.storageKey}, sealed_file_id = null
    where id = ${id} and status = 'fetching' returning id`;
  return rows.length > 0;
}

/** Notes that a file is not carried on. Returns false where another worker was quicker. */
export async function recordRefused(tx: Tx, id: string, reason: RefusalReason): Promise<boolean> {
  const rows = await tx`
    update media set status = 'refused', reason = ${reason}, sealed_file_id = null
    where id = ${id} and status = 'fetching' returning id`;
  return rows.length > 0;
}

/** Tries a file again later. */
export async function postponeMedia(tx: Tx, id: string, notBefore: Date): Promise<void> {
  await tx`update media set not_before = ${notBefore} where id = ${id} and status = 'fetching'`;
}

/** A file as it stands. What is in the store is known of it once it is ready. */
export type MediaRow = { id: string; communityId: string; kind: FileKind } & (
  | ({ status: 'ready' } & StoredFile)
  | { status: 'fetching' | 'refused'; reason: RefusalReason | null; name: string | null }
);

/**
 * Finds a file by its id, in whichever community, for those who hold a link to it: also one that is not posted yet, of
 * which only its sender has a link; none once its message was taken back.
 */
export async function findMedia(tx: Tx, id: string): Promise<MediaRow | null> {
  const [row] = await tx<MediaRow[]>`
    select ${columns(tx)} from media m where m.id = ${id} and not exists (
      select from message_media mm join messages s on s.id = mm.message_id
      where mm.media_id = m.id having count(*) > 0 and bool_and(s.deleted_at is not null))`;
  return row ?? null;
}

/** The files of messages, each message's in their order. */
export async function findMediaOf(
  tx: Tx,
  messageIds: string[],
): Promise<(MediaRow & { messageId: string })[]> {
  if (messageIds.length === 0) return [];
  return tx<(MediaRow & { messageId: string })[]>`
    select mm.message_id as "messageId", ${columns(tx)}
    from message_media mm join media m on m.id = mm.media_id
    where mm.message_id = any(${messageIds}) order by mm.message_id, mm.position`;
}

/** Files that belong to no message. One that was swept away is left out. */
export async function findMediaByIds(tx: Tx, ids: string[]): Promise<MediaRow[]> {
  if (ids.length === 0) return [];
  return tx<MediaRow[]>`select ${columns(tx)} from media m where m.id = any(${ids})`;
}

const columns = (tx: Tx) => tx`
  m.id, m.community_id as "communityId", m.kind, m.status, m.reason, m.mime, m.name, m.bytes as size, m.width,
  m.height, m.sha256, m.storage_key as "storageKey"`;
