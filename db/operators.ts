import type { Tx } from './client.ts';

/** Makes somebody look after the installation, unless somebody does already. */
export async function appointFirstOperator(tx: Tx, personId: string, now: Date): Promise<void> {
  await tx`
    insert into operators (person_id, created_at)
    select ${personId}, ${now} where not exists (select from operators) on conflict do nothing`;
}
