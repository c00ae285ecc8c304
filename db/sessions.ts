import type { Tx } from './client.ts';

/** A session that holds, and what opens its browser's identifier. */
export interface SessionRow {
  id: string;
  addressId: string;
  sealedIdentifier: Buffer;
  wrappedKey: Buffer | null;
}

export async function createSession(
  tx: Tx,
  session: { id: string; tokenHash: Buffer; addressId: string; expiresAt: Date; now: Date },
): Promise<void> {
  await tx`
    insert into sessions (id, token_hash, address_id, created_at, last_seen_at, expires_at)
    values (${session.id}, ${session.tokenHash}, ${session.addressId}, ${session.now}, ${session.now},
      ${session.expiresAt})`;
}

/** The session of a token, unless it is over. Being asked for is being seen. */
export async function findSession(
  tx: Tx,
  { tokenHash, expiresAt, now }: { tokenHash: Buffer; expiresAt: Date; now: Date },
): Promise<SessionRow | null> {
  const [row] = await tx<SessionRow[]>`
    with seen as (
      update sessions set last_seen_at = ${now}, expires_at = ${expiresAt}
      where token_hash = ${tokenHash} and revoked_at is null and expires_at > ${now} returning id, address_id)
    select seen.id, a.id as "addressId", a.sealed_identifier as "sealedIdentifier",
      case when a.sealed_for_person then p.wrapped_key end as "wrappedKey"
    from seen join addresses a on a.id = seen.address_id left join people p on p.id = a.person_id`;
  return row ?? null;
}

export async function revokeSession(tx: Tx, id: string, now: Date): Promise<void> {
  await tx`
    update sessions set revoked_at = ${now}, connected_until = null where id = ${id} and revoked_at is null`;
}

/** Signs out every browser of an address, and takes from it what it showed. */
export async function revokeSessionsOf(tx: Tx, addressId: string, now: Date): Promise<void> {
  await tx`
    update sessions set revoked_at = ${now}, connected_until = null
    where address_id = ${addressId} and revoked_at is null`;
  await tx`delete from web_messages where address_id = ${addressId}`;
}

/** Says that these are connected. Returns those that are not over, with the newest revision of their screens. */
export async function keepConnected(
  tx: Tx,
  { ids, until, now }: { ids: string[]; until: Date; now: Date },
): Promise<{ id: string; revision: number }[]> {
  return tx<{ id: string; revision: number }[]>`
    with held as (
      select id from sessions where id = any(${ids}) and revoked_at is null and expires_at > ${now}
      order by id for update)
    update sessions s set connected_until = ${until}, last_seen_at = ${now}
    from held where s.id = held.id
    returning s.id, coalesce(
      (select max(revision) from web_messages m where m.address_id = s.address_id), 0) as revision`;
}

/** Forgets the sessions that ended before, and everything their browsers showed. */
export async function forgetSessions(tx: Tx, before: Date): Promise<void> {
  await tx`
    delete from web_messages m using sessions s
    where m.address_id = s.address_id and (s.revoked_at < ${before} or s.expires_at < ${before})
      and not exists (select from sessions other
        where other.address_id = s.address_id and other.revoked_at is null and other.expires_at >= ${before})`;
  await tx`delete from sessions where revoked_at < ${before} or expires_at < ${before}`;
}
