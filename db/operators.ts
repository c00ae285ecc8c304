import type { Tx } from './client.ts';

/** Makes somebody look after the installation, unless somebody does already. */
export async function appointFirstOperator(tx: Tx, personId: string, now: Date): Promise<void> {
  await tx`
    insert into operators (person_id, created_at)
    select ${personId}, ${now} where not exists (select from operators) on conflict do nothing`;
}

/** Where whoever looks after the installation is a member, the last one they came to first. */
export async function findOperatorMemberships(tx: Tx): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select m.id from operators o join memberships m on m.person_id = o.person_id
    where m.status = 'active' order by m.status_since desc`;
  return rows.map(({ id }) => id);
}
