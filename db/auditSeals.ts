import { firstIdOf } from '../domain/id.ts';
import type { Tx } from './client.ts';

/** An act as it stands in the log. */
export interface NotedAct {
  id: string;
  communityId: string | null;
  actorId: string | null;
  act: string;
  subjectId: string | null;
  createdAt: Date;
}

export interface Seal {
  actId: string;
  chainId: string;
  sequence: number;
  mac: Buffer;
}

/** The chain of acts that belong to no community. */
export const noCommunity = '00000000-0000-0000-0000-000000000000';

/** Acts noted since a moment that are not sealed, oldest first. */
export async function findUnsealed(tx: Tx, since: Date, limit: number): Promise<NotedAct[]> {
  return tx<NotedAct[]>`
    select a.id, a.community_id as "communityId", a.actor_id as "actorId", a.act, a.subject_id as "subjectId",
      a.created_at as "createdAt"
    from audit_log a
    where a.id >= ${firstIdOf(since)} and not exists (select from audit_seals s where s.act_id = a.id)
    order by a.id limit ${limit}`;
}

/** The last seal of each of these chains. */
export async function lastSeals(tx: Tx, chainIds: string[]): Promise<Omit<Seal, 'actId'>[]> {
  return tx<Omit<Seal, 'actId'>[]>`
    select distinct on (s.chain_id) s.chain_id as "chainId", s.sequence::int, s.mac
    from audit_seals s where s.chain_id = any(${chainIds}::uuid[])
    order by s.chain_id, s.sequence desc`;
}

export async function keepSeals(tx: Tx, seals: Seal[], now: Date): Promise<void> {
  const rows = seals.map(({ mac, ...seal }) => ({ ...seal, mac: mac.toString('hex') }));
  await tx`
    insert into audit_seals (act_id, chain_id, sequence, mac, sealed_at)
    select "actId", "chainId", sequence, decode(mac, 'hex'), ${now}
    from jsonb_to_recordset(${tx.json(rows)}) as s("actId" uuid, "chainId" uuid, sequence bigint, mac text)`;
}

/** All chains there are. */
export async function findChains(tx: Tx): Promise<string[]> {
  const rows = await tx<{ chainId: string }[]>`select distinct chain_id as "chainId" from audit_seals`;
  return rows.map(({ chainId }) => chainId);
}

/** A chain from its first act to its last, with what the log says of each today. */
export async function readChain(
  tx: Tx,
  chainId: string,
): Promise<(NotedAct & { sequence: number; mac: Buffer })[]> {
  return tx<(NotedAct & { sequence: number; mac: Buffer })[]>`
    select a.id, a.community_id as "communityId", a.actor_id as "actorId", a.act, a.subject_id as "subjectId",
      a.created_at as "createdAt", s.sequence::int, s.mac
    from audit_seals s join audit_log a on a.id = s.act_id
    where s.chain_id = ${chainId} order by s.sequence`;
}

/** Acts that no seal covers, and since when the oldest waits. */
export async function countUnsealed(tx: Tx): Promise<{ count: number; since: Date | null }> {
  const [row] = await tx<{ count: number; since: Date | null }[]>`
    select count(*)::int as count, min(a.created_at) as since from audit_log a
    where not exists (select from audit_seals s where s.act_id = a.id)`;
  return row!;
}
