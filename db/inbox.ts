import type { Path } from '../domain/path.ts';
import type { Tx } from './client.ts';

export interface DedupeKey {
  channel: string;
  account: string;
  externalId: string;
}

/** Claims events by their providers' ids. Returns those nobody had claimed before: the others are repetitions. */
export async function claimEvents(tx: Tx, keys: DedupeKey[], now: Date): Promise<DedupeKey[]> {
  return tx<DedupeKey[]>`
    insert into dedupe_keys (channel, account, external_id, created_at)
    select channel, account, "externalId", ${now}
    from jsonb_to_recordset(${tx.json(keys as never)}) as k(channel text, account text, "externalId" text)
    order by 1, 2, 3
    on conflict do nothing returning channel, account, external_id as "externalId"`;
}

/** Which of a provider's events nobody has claimed. */
export async function findUnclaimed(
  tx: Tx,
  { channel, account, ids }: { channel: string; account: string; ids: string[] },
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const claimed = await tx<{ id: string }[]>`
    select external_id as id from dedupe_keys
    where channel = ${channel} and account = ${account} and external_id = any(${ids})`;
  const known = new Set(claimed.map(({ id }) => id));
  return new Set(ids.filter((id) => !known.has(id)));
}

/** An event of a conversation, as it is kept. */
export interface InboxRow {
  id: string;
  lane: string;
  kind: 'said' | 'timer' | 'word' | 'act';
  sealed: Buffer | null;
  event: unknown;
  conversationId: string | null;
  status: 'waiting' | 'done' | 'throttled' | 'dead';
  reason: string | null;
  /** How it moved its conversation. */
  path?: Path;
  /** When what waits may go, where not at once. */
  notBefore?: Date | null;
  correlationId: string;
}

export async function insertInbox(tx: Tx, rows: InboxRow[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  const encoded = rows.map(({ sealed, path, ...row }) => ({
    ...row,
    path: kept(path),
    sealed: sealed?.toString('base64') ?? null,
  }));
  await tx`
    insert into inbox (id, lane, kind, sealed, event, conversation_id, status, reason, path, not_before,
      correlation_id, created_at, handled_at)
    select id, lane, kind, decode(sealed, 'base64'), event, "conversationId", status, reason, path, "notBefore",
      "correlationId", ${now}, case when status = 'waiting' then null else ${now}::timestamptz end
    from jsonb_to_recordset(${tx.json(encoded as never)}) as i(id uuid, lane uuid, kind text, sealed text,
      event jsonb, "conversationId" uuid, status text, reason text, path jsonb, "notBefore" timestamptz,
      "correlationId" text)`;
}

/** What moved nothing leaves no path. */
const kept = (path: Path | undefined) => (path && path.length > 0 ? path : null);

/** What was said in an event of this lane, sealed; null where there is none of that id. */
export async function findSaid(tx: Tx, { id, lane }: { id: string; lane: string }): Promise<Buffer | null> {
  const [row] = await tx<{ sealed: Buffer | null }[]>`
    select sealed from inbox where id = ${id} and lane = ${lane} and kind = 'said'`;
  return row?.sealed ?? null;
}

/** A waiting event, to be taken up. */
export interface WaitingRow {
  id: string;
  lane: string;
  kind: 'said' | 'word';
  sealed: Buffer | null;
  event: { type: string; [field: string]: unknown } | null;
  conversationId: string | null;
  attempts: number;
  correlationId: string;
  createdAt: Date;
}

/** The first waiting event of each lane that may go now: what comes later in a lane waits for it. */
export async function findWaiting(tx: Tx, now: Date, limit: number): Promise<WaitingRow[]> {
  return tx<WaitingRow[]>`
    select * from (
      select distinct on (lane) id, lane, kind, sealed, event, conversation_id as "conversationId", attempts,
        correlation_id as "correlationId", created_at as "createdAt", not_before
      from inbox where status = 'waiting' order by lane, id
    ) first_of_lane
    where not_before is null or not_before <= ${now}
    order by id limit ${limit}`;
}

/**
 * Which of these still wait, locked until the transaction ends. The locks of their lanes are not enough: of a conversation
 * that is only to be opened there is no row yet, and two servers would open it, one over what became of the other's.
 */
export async function stillWaiting(tx: Tx, ids: string[]): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select id from inbox where id = any(${ids}) and status = 'waiting' order by id for update`;
  return rows.map(({ id }) => id);
}

export async function finishWaiting(
  tx: Tx,
  rows: {
    id: string;
    status: 'done' | 'dead';
    reason: string | null;
    conversationId?: string | null;
    path?: Path;
  }[],
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const encoded = rows.map((row) => ({ ...row, path: kept(row.path) }));
  await tx`
    update inbox i set status = r.status, reason = r.reason, path = r.path, handled_at = ${now},
      conversation_id = coalesce(r."conversationId", i.conversation_id)
    from jsonb_to_recordset(${tx.json(encoded as never)}) as r(id uuid, status text, reason text,
      "conversationId" uuid, path jsonb)
    where i.id = r.id`;
}

/** Counts a failed attempt at an event that is already kept. */
export async function postpone(
  tx: Tx,
  row: { id: string; attempts: number; notBefore: Date; reason: string },
): Promise<void> {
  await tx`
    update inbox set attempts = ${row.attempts}, not_before = ${row.notBefore}, reason = ${row.reason}
    where id = ${row.id} and status = 'waiting'`;
}

/** Puts a dead letter back into its lane. Returns false where there is none of that id. */
export async function replayDead(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx`
    update inbox set status = 'waiting', attempts = 0, not_before = null, handled_at = null
    where id = ${id} and status = 'dead' returning id`;
  return rows.length > 0;
}
