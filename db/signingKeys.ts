import type { Tx } from './client.ts';

/** A key that signs, or once signed, access tokens. */
export interface SigningKeyRow {
  id: string;
  wrapped: Buffer;
  createdAt: Date;
}

/** All that are still believed, the newest first. */
export async function findSigningKeys(tx: Tx): Promise<SigningKeyRow[]> {
  return tx<SigningKeyRow[]>`
    select id, wrapped, created_at as "createdAt" from signing_keys order by created_at desc, id desc`;
}

/** Adds a key unless another server added one since `notSince`; several may find at once that it is time. */
export async function addSigningKey(
  tx: Tx,
  key: { id: string; wrapped: Buffer; notSince: Date; now: Date },
): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtext('signing_keys'))`;
  await tx`
    insert into signing_keys (id, wrapped, created_at)
    select ${key.id}, ${key.wrapped}, ${key.now}
    where not exists (select from signing_keys where created_at > ${key.notSince})`;
}

export async function rewrapSigningKey(tx: Tx, id: string, wrapped: Buffer): Promise<void> {
  await tx`update signing_keys set wrapped = ${wrapped} where id = ${id}`;
}

/** Forgets keys that nothing signed which still counts. */
export async function forgetSigningKeys(tx: Tx, before: Date): Promise<void> {
  await tx`delete from signing_keys where created_at < ${before}`;
}
