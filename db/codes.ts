import type { Tx } from './client.ts';

/** Any fixed number that nothing else locks. */
const countingLock = 4_715_028_234;

export interface CodeCounts {
  forNumber: number;
  byAsker: number;
  /** To all addresses of the same channel. */
  forAll: number;
}

/**
 * How many codes went out since then: to this number, asked for by this address, and to all of its
 * channel: mails, which cost nothing, must not use up what text messages may cost. Whoever counts waits for
 * those who counted before to commit: each code costs money, and at once many may ask.
 */
export async function countCodes(
  tx: Tx,
  { addressId, requestedById, since }: { addressId: string; requestedById: string; since: Date },
): Promise<CodeCounts> {
  await tx`select pg_advisory_xact_lock(${countingLock})`;
  const [row] = await tx<CodeCounts[]>`
    select count(*) filter (where v.address_id = ${addressId})::int as "forNumber",
      count(*) filter (where v.requested_by_id = ${requestedById})::int as "byAsker",
      count(*) filter (where a.channel = asked.channel)::int as "forAll"
    from verification_codes v join addresses a on a.id = v.address_id
      join addresses asked on asked.id = ${addressId}
    where v.created_at > ${since}`;
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
