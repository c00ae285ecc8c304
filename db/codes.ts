import type { Tx } from './client.ts';

/** How many codes went out since then: to this number, and to all. */
export async function countCodes(
  tx: Tx,
  addressId: string,
  since: Date,
): Promise<{ forNumber: number; forAll: number }> {
  const [row] = await tx<{ forNumber: number; forAll: number }[]>`
    select count(*) filter (where address_id = ${addressId})::int as "forNumber", count(*)::int as "forAll"
    from verification_codes where created_at > ${since}`;
  return row!;
}

export async function createCode(
  tx: Tx,
  code: {
    id: string;
    addressId: string;
    requestedById: string;
    codeHash: Buffer;
    expiresAt: Date;
    now: Date;
  },
): Promise<void> {
  await tx`
    insert into verification_codes (id, address_id, requested_by_id, code_hash, expires_at, created_at)
    values (${code.id}, ${code.addressId}, ${code.requestedById}, ${code.codeHash}, ${code.expiresAt}, ${code.now})`;
}

export interface CodeRow {
  id: string;
  codeHash: Buffer;
  attempts: number;
  expiresAt: Date;
}

/** Counts a try at the latest code that this address asked for. Null where there is none to try. */
export async function tryCode(tx: Tx, addressId: string, requestedById: string): Promise<CodeRow | null> {
  const [row] = await tx<CodeRow[]>`
    update verification_codes set attempts = attempts + 1
    where used_at is null and id = (
      select id from verification_codes
      where address_id = ${addressId} and requested_by_id = ${requestedById} order by id desc limit 1)
    returning id, code_hash as "codeHash", attempts, expires_at as "expiresAt"`;
  return row ?? null;
}

export async function markCodeUsed(tx: Tx, id: string, now: Date): Promise<void> {
  await tx`update verification_codes set used_at = ${now} where id = ${id}`;
}
