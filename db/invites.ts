import type { Tx } from './client.ts';

export interface InviteRow {
  id: string;
  code: string;
  /** Null for the one that lets the first organizer found a community. */
  communityId: string | null;
  communityName: string | null;
  maxUses: number | null;
  uses: number;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

export async function findInvites(tx: Tx, codes: string[]): Promise<InviteRow[]> {
  return tx<InviteRow[]>`
    select i.id, i.code, i.community_id as "communityId", c.name as "communityName", i.max_uses as "maxUses", i.uses,
      i.expires_at as "expiresAt", i.revoked_at as "revokedAt"
    from invites i left join communities c on c.id = i.community_id
    where i.code = any(${codes})`;
}

/** Invites as they stand now, locked in the order of their ids: of two who come at once, one gets the last use. */
export async function lockInvites(tx: Tx, ids: string[]): Promise<Omit<InviteRow, 'communityName'>[]> {
  return tx<Omit<InviteRow, 'communityName'>[]>`
    select id, code, community_id as "communityId", max_uses as "maxUses", uses, expires_at as "expiresAt",
      revoked_at as "revokedAt"
    from invites where id = any(${ids}) order by id for no key update`;
}

export async function countUses(tx: Tx, uses: { id: string; count: number }[]): Promise<void> {
  await tx`
    update invites i set uses = i.uses + u.count
    from jsonb_to_recordset(${tx.json(uses)}) as u(id uuid, count int) where i.id = u.id and u.count > 0`;
}

export async function createInvite(
  tx: Tx,
  invite: {
    id: string;
    communityId: string | null;
    code: string;
    createdById: string | null;
    maxUses: number | null;
    expiresAt: Date | null;
    now: Date;
  },
): Promise<void> {
  await tx`
    insert into invites (id, community_id, code, created_by_id, max_uses, expires_at, created_at)
    values (${invite.id}, ${invite.communityId}, ${invite.code}, ${invite.createdById}, ${invite.maxUses},
      ${invite.expiresAt}, ${invite.now})`;
}

/** The unused code that lets the first organizer in, if there still is one. */
export async function findFoundingCode(tx: Tx): Promise<string | null> {
  const [row] = await tx<
    { code: string }[]
  >`select code from invites where community_id is null and uses = 0`;
  return row?.code ?? null;
}

export async function hasCommunities(tx: Tx): Promise<boolean> {
  const rows = await tx`select 1 from communities limit 1`;
  return rows.length > 0;
}

/** The invites of a community that can still be used, the latest first; locked, for whoever changes one. */
export async function lockOpenInvites(tx: Tx, communityId: string, now: Date): Promise<InviteRow[]> {
  return tx<InviteRow[]>`
    select i.id, i.code, i.community_id as "communityId", c.name as "communityName", i.max_uses as "maxUses", i.uses,
      i.expires_at as "expiresAt", i.revoked_at as "revokedAt"
    from invites i join communities c on c.id = i.community_id
    where i.community_id = ${communityId} and i.revoked_at is null and (i.max_uses is null or i.uses < i.max_uses)
      and (i.expires_at is null or i.expires_at > ${now})
    order by i.id desc limit 50 for update of i`;
}

export async function limitInvite(
  tx: Tx,
  id: string,
  limit: { maxUses: number | null; expiresAt: Date | null },
): Promise<void> {
  await tx`update invites set max_uses = ${limit.maxUses}, expires_at = ${limit.expiresAt} where id = ${id}`;
}

export async function revokeInvite(tx: Tx, id: string, now: Date): Promise<void> {
  await tx`update invites set revoked_at = ${now} where id = ${id}`;
}

/** Nobody is left who could let anybody in. */
export async function revokeInvites(tx: Tx, communityId: string, now: Date): Promise<void> {
  await tx`update invites set revoked_at = ${now} where community_id = ${communityId} and revoked_at is null`;
}
