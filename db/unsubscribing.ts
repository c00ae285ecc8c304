import type { Tx } from './client.ts';
import { suppress } from './suppressions.ts';

/** Whether this person, or guest's address, gets mail from us, and in which language; null where not. */
export async function findMailbox(tx: Tx, bearer: string): Promise<{ language: string } | null> {
  const [row] = await tx<{ language: string }[]>`
    select coalesce(p.language, a.language) as language
    from addresses a left join people p on p.id = a.person_id
    where a.channel = 'email' and (a.id = ${bearer} or a.person_id = ${bearer}) limit 1`;
  return row ?? null;
}

/** Ends all mail to a person, or to a guest's address. */
export async function stopMail(
  tx: Tx,
  bearer: string,
  { newId, now }: { newId: () => string; now: Date },
): Promise<void> {
  const addresses = await tx<{ id: string }[]>`
    select id from addresses where channel = 'email' and (id = ${bearer} or person_id = ${bearer}) order by id`;
  for (const { id } of addresses)
    await suppress(tx, { id: newId(), addressId: id, how: 'unsubscribed', now });
}
