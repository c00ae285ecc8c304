import type { Tx } from './client.ts';

export interface WrappedKey {
  personId: string;
  wrapped: Buffer;
}

/** The wrapped data keys of people, by id, after one. */
export async function wrappedKeysAfter(tx: Tx, personId: string, limit: number): Promise<WrappedKey[]> {
  return tx<WrappedKey[]>`
    select id as "personId", wrapped_key as wrapped from people
    where id > ${personId} and wrapped_key is not null order by id limit ${limit}`;
}

/** Puts keys in the place of what was read; a row that changed meanwhile stays as it is. */
export async function replaceWrappedKeys(tx: Tx, keys: (WrappedKey & { anew: Buffer })[]): Promise<void> {
  const rows = keys.map(({ personId, wrapped, anew }) => ({
    personId,
    wrapped: wrapped.toString('hex'),
    anew: anew.toString('hex'),
  }));
  await tx`
    update people p set wrapped_key = decode(k.anew, 'hex')
    from jsonb_to_recordset(${tx.json(rows)}) as k("personId" uuid, wrapped text, anew text)
    where p.id = k."personId" and p.wrapped_key = decode(k.wrapped, 'hex')`;
}
