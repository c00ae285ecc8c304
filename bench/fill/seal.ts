import type { Engine as Sql } from '../../db/client.ts';
import type { Vault } from '../../db/vault.ts';

/** The identifier of the address that is the n-th by its id. */
export const identifierOf = (index: number) => String(100_000 + index);

/** Seals an identifier into addresses, so that senders can open it: a number of its own for each, the first by id first. */
export async function sealIdentifiers(sql: Sql, vault: Vault, most: number | null = null): Promise<void> {
  const rows = await sql<{ id: string; channel: string; account: string }[]>`
    select id, channel, account from addresses order by id limit ${most}`;
  const sealed = rows.map(({ id, channel, account }, index) => {
    const identifier = identifierOf(index);
    return {
      id,
      hash: vault.hashIdentifier(channel, account, identifier),
      sealed: vault.sealIdentifier(identifier, null).toString('hex'),
    };
  });
  await sql`
    update addresses a set identifier_hash = decode(s.hash, 'hex'), sealed_identifier = decode(s.sealed, 'hex')
    from jsonb_to_recordset(${sql.json(sealed as never)}) as s(id uuid, hash text, sealed text) where a.id = s.id`;
}
