import type { MembershipStatus, Role } from '../domain/member.ts';
import type { Tx } from './client.ts';

/** Who is signed in, as they stand now. */
export interface AccountRow {
  sessionId: string;
  membershipId: string;
  personId: string;
  communityId: string;
  communityName: string;
  /** Of the community: its days are told by it. */
  timeZone: string;
  role: Role;
  status: MembershipStatus;
  name: string;
  language: string;
  isOperator: boolean;
}

const columns = (tx: Tx) => tx`
  s.id as "sessionId", m.id as "membershipId", m.person_id as "personId", m.community_id as "communityId",
  c.name as "communityName", c.time_zone as "timeZone", m.role, m.status, p.name, p.language,
  exists (select from operators o where o.person_id = m.person_id) as "isOperator"
  from account_sessions s join memberships m on m.id = s.membership_id join people p on p.id = m.person_id
    join communities c on c.id = m.community_id`;

/** The account of a session that holds; null where it is over, or is another membership's. */
export async function findAccount(
  tx: Tx,
  { sessionId, membershipId, now }: { sessionId: string; membershipId: string; now: Date },
): Promise<AccountRow | null> {
  const [row] = await tx<AccountRow[]>`
    select ${columns(tx)}
    where s.id = ${sessionId} and s.membership_id = ${membershipId} and s.revoked_at is null and s.expires_at > ${now}`;
  return row ?? null;
}

/** The account of the browser with this cookie. Being asked for is being seen. */
export async function findPageAccount(
  tx: Tx,
  { tokenHash, expiresAt, now }: { tokenHash: Buffer; expiresAt: Date; now: Date },
): Promise<AccountRow | null> {
  const [row] = await tx<AccountRow[]>`
    with seen as (
      update account_sessions set last_seen_at = ${now}, expires_at = ${expiresAt}
      from account_tokens t where t.token_hash = ${tokenHash} and t.session_id = account_sessions.id
        and kind = 'page' and revoked_at is null and account_sessions.expires_at > ${now}
      returning account_sessions.id)
    select ${columns(tx)} join seen on seen.id = s.id`;
  return row ?? null;
}

export async function createAccountSession(
  tx: Tx,
  session: {
    id: string;
    membershipId: string;
    kind: 'api' | 'page';
    tokenHash: Buffer;
    expiresAt: Date;
    now: Date;
  },
): Promise<void> {
  await tx`
    insert into account_sessions (id, membership_id, kind, created_at, last_seen_at, expires_at)
    values (${session.id}, ${session.membershipId}, ${session.kind}, ${session.now}, ${session.now},
      ${session.expiresAt})`;
  await addAccountToken(tx, { sessionId: session.id, tokenHash: session.tokenHash, now: session.now });
}

export async function addAccountToken(
  tx: Tx,
  token: { sessionId: string; tokenHash: Buffer; now: Date },
): Promise<void> {
  await tx`
    insert into account_tokens (token_hash, session_id, created_at)
    values (${token.tokenHash}, ${token.sessionId}, ${token.now})`;
}

/** A token that is handed in, with its session locked: of two who come with the same one, the second sees it used. */
export async function lockAccountToken(
  tx: Tx,
  tokenHash: Buffer,
  now: Date,
): Promise<{ sessionId: string; membershipId: string; isUsed: boolean; isOver: boolean } | null> {
  const [session] = await tx<{ sessionId: string; membershipId: string; isOver: boolean }[]>`
    select s.id as "sessionId", s.membership_id as "membershipId",
      s.revoked_at is not null or s.expires_at <= ${now} as "isOver"
    from account_sessions s where s.kind = 'api'
      and s.id = (select session_id from account_tokens where token_hash = ${tokenHash}) for update`;
  if (!session) return null;
  const [token] = await tx<{ isUsed: boolean }[]>`
    select used_at is not null as "isUsed" from account_tokens where token_hash = ${tokenHash}`;
  return { ...session, isUsed: token!.isUsed };
}

export async function useAccountToken(tx: Tx, tokenHash: Buffer, now: Date): Promise<void> {
  await tx`update account_tokens set used_at = ${now} where token_hash = ${tokenHash}`;
}

export async function prolongAccountSession(
  tx: Tx,
  { id, expiresAt, now }: { id: string; expiresAt: Date; now: Date },
): Promise<void> {
  await tx`update account_sessions set last_seen_at = ${now}, expires_at = ${expiresAt} where id = ${id}`;
}

/** Ends all sessions of a member that began since a moment. */
export async function revokeAccountsSince(
  tx: Tx,
  { membershipId, since, now }: { membershipId: string; since: Date; now: Date },
): Promise<void> {
  await tx`
    update account_sessions set revoked_at = ${now}, revoked_for = 'signedOut'
    where membership_id = ${membershipId} and created_at >= ${since} and revoked_at is null`;
}

/** Ends a session of this member. False where it is not theirs, or over. */
export async function revokeAccountSession(
  tx: Tx,
  ended: { id: string; membershipId: string; why: 'signedOut' | 'reused'; now: Date },
): Promise<boolean> {
  const rows = await tx`
    update account_sessions set revoked_at = ${ended.now}, revoked_for = ${ended.why}
    where id = ${ended.id} and membership_id = ${ended.membershipId} and revoked_at is null returning id`;
  return rows.length > 0;
}

export interface AccountSessionRow {
  id: string;
  kind: 'api' | 'page';
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

/** Where somebody is signed in as this membership, the latest first. */
export async function listAccountSessions(
  tx: Tx,
  membershipId: string,
  now: Date,
): Promise<AccountSessionRow[]> {
  return tx<AccountSessionRow[]>`
    select id, kind, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt"
    from account_sessions
    where membership_id = ${membershipId} and revoked_at is null and expires_at > ${now}
    order by created_at desc, id desc limit 100`;
}

export async function forgetAccountSessions(tx: Tx, before: Date): Promise<void> {
  await tx`delete from account_sessions where revoked_at < ${before} or expires_at < ${before}`;
}
