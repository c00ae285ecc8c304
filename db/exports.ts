import type { Language } from '../domain/text.ts';
import type { Tx } from './client.ts';

/** An export that a worker has taken upon itself. */
export interface ClaimedExport {
  id: string;
  personId: string;
  communityId: string;
  /** Where it was asked for, and is sent to. */
  addressId: string;
  channel: string;
  account: string;
  language: Language;
  timeZone: string;
  /** How often it has been tried, this time included. */
  attempts: number;
  correlationId: string;
}

/** Notes that somebody asked for all that is kept of them. */
export async function createExport(
  tx: Tx,
  asked: {
    id: string;
    personId: string;
    addressId: string;
    communityId: string;
    correlationId: string;
    now: Date;
  },
): Promise<void> {
  await tx`
    insert into exports (id, person_id, address_id, community_id, not_before, correlation_id, created_at)
    values (${asked.id}, ${asked.personId}, ${asked.addressId}, ${asked.communityId}, ${asked.now},
      ${asked.correlationId}, ${asked.now})`;
}

/** How many somebody asked for since a moment; the person is locked, so that two at once are counted both. */
export async function countExports(tx: Tx, personId: string, since: Date): Promise<number> {
  await tx`select from people where id = ${personId} for no key update`;
  const [row] = await tx<{ count: number }[]>`
    select count(*)::int as count from exports where person_id = ${personId} and created_at > ${since}`;
  return row!.count;
}

/** The community whose files an export is kept with: the one they speak in, else the last they came to. */
export async function findExportPlace(tx: Tx, personId: string): Promise<string | null> {
  const [row] = await tx<{ communityId: string }[]>`
    select community_id as "communityId" from memberships where person_id = ${personId}
    order by status_since desc limit 1`;
  return row?.communityId ?? null;
}

/**
 * Takes one that is due; nobody else takes it before `leasedUntil`. Where the address is no longer theirs it fails, and
 * nobody is told: whoever is there now did not ask.
 */
export async function claimExport(
  tx: Tx,
  { now, leasedUntil }: { now: Date; leasedUntil: Date },
): Promise<ClaimedExport | null> {
  const [row] = await tx<ClaimedExport[]>`
    with due as materialized (
      select id from exports where status = 'making' and not_before <= ${now}
      order by not_before limit 1 for update skip locked)
    update exports e set attempts = e.attempts + 1, not_before = ${leasedUntil},
      status = case when a.person_id = e.person_id then 'making' else 'failed' end
    from due, people p, addresses a
    where e.id = due.id and p.id = e.person_id and a.id = e.address_id
    returning e.id, e.person_id as "personId", e.community_id as "communityId", e.address_id as "addressId", a.channel,
      a.account, p.language, p.time_zone as "timeZone", e.attempts, e.correlation_id as "correlationId"`;
  return row ?? null;
}

/** Notes the files of an export, beside those of earlier tries. False where it ended, or whose it is was forgotten. */
export async function addExportFiles(
  tx: Tx,
  { id, mediaIds }: { id: string; mediaIds: string[] },
): Promise<boolean> {
  const rows = await tx`
    update exports e set media_ids = media_ids || ${mediaIds}::uuid[] where id = ${id} and ${isWanted(tx)} returning id`;
  return rows.length > 0;
}

/** Ends an export. False where it ended already, or whose it is was forgotten. */
export async function settleExport(
  tx: Tx,
  settled: { id: string; status: 'ready' | 'failed'; now: Date },
): Promise<boolean> {
  const rows = await tx`
    update exports e set status = ${settled.status}, settled_at = ${settled.now}
    where id = ${settled.id} and ${isWanted(tx)} returning id`;
  return rows.length > 0;
}

const isWanted = (tx: Tx) => tx`e.status = 'making'
  and exists (select from addresses a where a.id = e.address_id and a.person_id = e.person_id)`;

/** Files that belong to no message: ready from the beginning, and swept after a day. */
export async function createReadyFile(
  tx: Tx,
  file: {
    id: string;
    communityId: string;
    name: string;
    mime: string;
    size: number;
    sha256: Buffer;
    storageKey: string;
    channel: string;
    account: string;
    now: Date;
  },
): Promise<void> {
  await tx`
    insert into media (id, community_id, kind, mime, name, bytes, sha256, storage_key, channel, account, status,
      not_before, created_at)
    values (${file.id}, ${file.communityId}, 'document', ${file.mime}, ${file.name}, ${file.size}, ${file.sha256},
      ${file.storageKey}, ${file.channel}, ${file.account}, 'ready', ${file.now}, ${file.now})`;
}
